import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputProblem, reasonOf } from './input-problem.js';
import { passingName } from './passing-name.js';

/** The files of one run. A folder that holds anything but these and an exploration's is not ours to replace. */
export const RUN_FILES = {
  tape: 'tape.jsonl',
  database: 'trading_data.db',
  log: 'robo_trader.log',
  judgement: 'replay.json',
} as const;

/** The files of one exploration, in the same folder as the run under the same guards. */
export const EXPLORE_FILES = {
  result: 'explore.json',
  failing: 'counterexample.jsonl',
  passing: 'twin.jsonl',
  page: 'explore.html',
} as const;

/**
 * Makes a folder and those above it that are missing. Not by `mkdirSync` with
 * `recursive`, which never returns where the system answers ENOENT although the
 * folder above is there (`/proc/x` on Node 20).
 */
export function makeFolder(folder: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return;
  if (stats === undefined) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it just now.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/** Refuses, before anything has run, to replace a folder that somebody else filled. */
export function checkReplaceable(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cannotWrite(folder, error);
  }
  const known: readonly string[] = [...Object.values(RUN_FILES), ...Object.values(EXPLORE_FILES)];
  const foreign = names.find((name) => !known.includes(name));
  if (foreign !== undefined)
    throw new InputProblem(
      `${folder} holds ${foreign}, which racetape did not write, and would be replaced`,
      'Name another folder with --out, or move that one away.',
    );
}

/** Writes a file under a passing name and renames it: readers see the old one or the new one. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = passingName(path);
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}

/** A refusal of the host is the input's fault; anything else thrown is not touched. */
export async function hostOnly<T>(path: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw cannotWrite(path, error);
    throw error;
  }
}

/** What is said where the host refuses a path of the output. */
export function cannotWrite(path: string, error: unknown): InputProblem {
  return new InputProblem(
    `cannot write to ${path}: ${reasonOf(error)}`,
    'Name a folder that can be written to: --out DIR',
  );
}
