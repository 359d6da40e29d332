import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { invariant } from '../kernel/index.js';
import { type TapeEvent, TapeReader } from '../tape/index.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * The events of a tape that we wrote, read from disk when they are asked for, a
 * chunk at a time: a page can be drawn from a tape that does not fit in memory.
 */
export function tapeEvents(path: string): Iterable<TapeEvent> {
  return { [Symbol.iterator]: () => readEvents(path) };
}

function* readEvents(path: string): Generator<TapeEvent> {
  const descriptor = openSync(path, 'r');
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
