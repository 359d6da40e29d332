import {
  accessSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputProblem, reasonOf } from './input-problem.js';
import type { Io } from './io.js';

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

/** Makes the folder for all output, or says in one message why that cannot be. */
export function openOutput(out: string, io: Io): string {
  const folder = resolve(io.cwd, out);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(out, error);
  }
  return folder;
}

/**
 * Makes a folder and those above it that are missing. Not by `mkdirSync` with
 * `recursive`, which never returns where the system answers ENOENT although the
 * folder above is there (`/proc/x` on Node 20).
 */
export function makeFolder(folder: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return;
  if (stats === undefined) makeFolder(dirname(folder));
  mkdirSync(folder);
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

/**
 * Lets `fill` make a folder under a passing name and puts it in its place when it
 * is complete. Where `fill` throws, what was there before stays as it was. Files
 * of the old folder that are named in `kept` come along: they are another command's.
 */
export async function writeFolder<T>(
  folder: string,
  kept: readonly string[],
  fill: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = passingName(folder);
  const old = passingName(`${folder}.old`);
  try {
    await hostOnly(folder, () => {
      rmSync(temporary, { recursive: true, force: true });
      mkdirSync(temporary);
    });
    const result = await fill(temporary);
    await hostOnly(folder, () => {
      for (const name of kept) bringAlong(join(folder, name), join(temporary, name));
      rmSync(old, { recursive: true, force: true });
      if (exists(folder)) renameSync(folder, old);
      renameSync(temporary, folder);
    });
    return result;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/** By a second name where the file system has that, which costs nothing however large the file is. */
function bringAlong(from: string, to: string): void {
  if (!exists(from)) return;
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
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

function cannotWrite(path: string, error: unknown): InputProblem {
  return new InputProblem(
    `cannot write to ${path}: ${reasonOf(error)}`,
    'Name a folder that can be written to: --out DIR',
  );
}

function passingName(path: string): string {
  return join(dirname(path), `.${basename(path)}.tmp`);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
