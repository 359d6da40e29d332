import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { invariant } from '../kernel/index.js';
import { type TapeEvent, TapeReader } from '../tape/index.js';
import { InputProblem } from './input-problem.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * The events of a tape that we wrote, read from disk when they are asked for, a
 * chunk at a time: a page can be drawn from a tape that does not fit in memory.
 */
export function tapeEvents(path: string): Iterable<TapeEvent> {
  return { [Symbol.iterator]: () => readEvents(path) };
}

/**
 * The same of a tape that lies complete and may be moved to another place.
 * Throws an `InputProblem` while it is read where another process has put its own
 * tape there since: then what this one knows of the run is of another run.
 */
export function savedTape(pathOf: () => string): Iterable<TapeEvent> {
  const written = identityOf(statSync(pathOf()));
  return {
    [Symbol.iterator]: () => readEvents(pathOf(), (found) => identityOf(found) === written),
  };
}

/** A rename changes none of these, and another file differs in one. */
function identityOf({ dev, ino, size, mtimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs].join(' ');
}

function* readEvents(
  path: string,
  isOurs: (found: Stats) => boolean = () => true,
): Generator<TapeEvent> {
  const descriptor = openOrNull(path);
  if (descriptor === null || !isOurs(fstatSync(descriptor))) {
    if (descriptor !== null) closeSync(descriptor);
    throw new InputProblem(
      `${path}: another process has replaced it while this one was at work`,
      'Give each an output folder of its own: --out DIR',
    );
  }
  try {
    let ready: TapeEvent[] = [];
    const reader = new TapeReader({ event: (event) => ready.push(event) });
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const bytes = readSync(descriptor, buffer);
      if (bytes === 0) break;
      reader.feed(decoder.write(buffer.subarray(0, bytes)));
      yield* ready;
      ready = [];
    }
    const read = reader.finish();
    yield* ready;
    invariant(read.ok, () => `${path}: a tape that was just written cannot be read`);
  } finally {
    closeSync(descriptor);
  }
}

/** Null where there is no such file. */
function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
