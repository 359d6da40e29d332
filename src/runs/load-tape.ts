import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { type Judge, streamJudge } from '../assertions/index.js';
import { parseGuardSet } from '../scenario/index.js';
import {
  encodeEvent,
  encodeHeader,
  TapeDigest,
  type TapeHeader,
  type TapeProblem,
  TapeReader,
} from '../tape/index.js';
import type { Judgement } from '../verdict/index.js';
import { zoneClock } from '../words/index.js';
import { InputProblem, reasonOf } from './input-problem.js';
import type { Io } from './io.js';
import { EXPLORE_FILES, RUN_FILES } from './output-folder.js';
import { shownPath } from './shown-path.js';

const CHUNK_BYTES = 256 * 1024;

/** A saved tape, read to its end and judged; its events are left on disk. */
export interface LoadedTape {
  readonly file: string;
  readonly header: TapeHeader;
  readonly judgement: Judgement;
  /** Of its canonical form, whatever spaces the file has. */
  readonly digest: string;
}

/** A tape that is none: every problem with its place. */
export interface RefusedTape {
  readonly path: string;
  readonly problems: readonly TapeProblem[];
}

/**
 * Reads and judges a tape from anywhere: nothing in it is trusted, and no
 * simulator is asked. Throws an `InputProblem` where there is no file to read.
 */
export function loadTape(given: string, io: Io): LoadedTape | RefusedTape {
  const file = resolve(io.cwd, given);
  const path = shownPath(file, io);
  const digest = new TapeDigest();
  let judge: Judge | null = null;
  const reader = new TapeReader({
    header: (header) => {
      digest.add(encodeHeader(header));
      judge = streamJudge(header);
    },
    event: (event) => {
      digest.add(encodeEvent(event));
      judge?.step(event);
    },
  });
  readChunks(file, path, (chunk) => {
    reader.feed(chunk);
    return !reader.gaveUp;
  });
  const read = reader.finish();
  if (!read.ok) return { path, problems: read.problems };
  const unfit = headerProblems(read.header);
  if (unfit.length > 0) return { path, problems: unfit };
  const tape = { file, header: read.header, judgement: judge!.finish(), digest: digest.hex() };
  checkBeside(tape, path);
  return tape;
}

/** What the JSON in a tape's folder names it by: its digest, or the token that made it. */
const NAMED_BY: ReadonlyMap<string, { readonly json: string; of(tape: LoadedTape): string }> =
  new Map([
    [RUN_FILES.tape, { json: RUN_FILES.judgement, of: ({ digest }) => digest }],
    [EXPLORE_FILES.failing, { json: EXPLORE_FILES.result, of: ({ header }) => header.token }],
    [EXPLORE_FILES.passing, { json: EXPLORE_FILES.result, of: ({ header }) => header.token }],
  ]);

/** Throws an `InputProblem` where the JSON in the tape's folder is of another run. A tape may also lie alone. */
function checkBeside(tape: LoadedTape, path: string): void {
  const named = NAMED_BY.get(basename(tape.file));
  if (named === undefined) return;
  let text: string;
  try {
    text = readFileSync(join(dirname(tape.file), named.json), 'utf8');
  } catch {
    // None that can be read: nothing is said of this tape.
    return;
  }
  const name = named.of(tape);
  if (name !== '' && text.includes(JSON.stringify(name))) return;
  throw new InputProblem(
    `${path}: is not the run that ${named.json} in its folder names`,
    'One of the two was moved or changed: replay the scenario again, or move the tape to a folder of its own.',
  );
}

/** What a shape cannot say: words that become a folder's name or a clock. */
function headerProblems({ guardSet, scenario }: TapeHeader): readonly TapeProblem[] {
  const problems: TapeProblem[] = [];
  const refuse = (expected: string, found: string): void => {
    const hint = 'Tapes are written by racetape and not edited by hand; replay the scenario again.';
    problems.push({ line: 1, column: 1, expected, found, hint });
  };
  const parsed = parseGuardSet(guardSet);
  if (!parsed.ok) refuse(`guardSet: ${parsed.refusal.expected}`, parsed.refusal.found);
  try {
    zoneClock(scenario.zone)(scenario.startEpochUs);
  } catch {
    refuse('scenario.zone and scenario.startEpochUs: a moment on a clock', 'none');
  }
  return problems;
}

function readChunks(file: string, path: string, take: (chunk: string) => boolean): void {
  let descriptor: number | null = null;
  try {
    // Looked at before it is opened: opening a pipe waits for somebody to write to it.
    if (!statSync(file).isFile())
      throw new InputProblem(
        `${path}: is not a regular file`,
        'Name a tape, for instance reports/app-4x-buy/none/tape.jsonl',
      );
    descriptor = openSync(file, 'r');
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const bytes = readSync(descriptor, buffer);
      if (bytes === 0 || !take(decoder.write(buffer.subarray(0, bytes)))) return;
    }
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new InputProblem(
      `${path}: cannot be read: ${reasonOf(error)}`,
      'Name a tape, for instance reports/app-4x-buy/none/tape.jsonl',
    );
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
