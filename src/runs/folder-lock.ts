import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import { hasEnded, passingName, THIS_PROCESS } from './passing-name.js';

/** It is held for some renames, so a holder that takes this long is none. */
const WAIT_MS = 30_000;

/**
 * Calls `act` while no other process does the same in this folder. `act` must not
 * wait for anything. A lock whose process was killed is broken; one whose process
 * cannot be asked is waited for, and then named in an `InputProblem`.
 */
export async function withFolderLock<T>(
  folder: string,
  io: Pick<Io, 'nowMs' | 'meanwhile'>,
  act: () => T,
): Promise<T> {
  const path = join(folder, '.swap.lock');
  const untilMs = io.nowMs() + WAIT_MS;
  while (!take(path)) {
    if (io.nowMs() >= untilMs)
      throw new InputProblem(
        `${path} is held by another process (${holderOf(path) ?? 'unknown'})`,
        'Wait for it to end; if no racetape writes there any more, remove that file.',
      );
    await pause(io);
  }
  try {
    return act();
  } finally {
    rmSync(path, { force: true });
  }
}

/** False: another process has it, or had it until now. */
function take(path: string): boolean {
  try {
    writeFileSync(path, THIS_PROCESS, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = holderOf(path);
  if (holder !== null && hasEnded(holder)) breakLock(path, holder);
  return false;
}

/** Null: it was let go meanwhile. */
function holderOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Moved away first, so that of several that break it only one does; what turns out to be a newer lock is put back. */
function breakLock(path: string, holder: string): void {
  const moved = passingName(path);
  try {
    renameSync(path, moved);
    if (holderOf(moved) !== holder) linkSync(moved, path);
  } catch {
    // Another process was faster; whether the lock is free is looked at again.
  }
  rmSync(moved, { force: true });
}

function pause(io: Pick<Io, 'meanwhile'>): Promise<void> {
  return new Promise((resolve) => {
    const stop = io.meanwhile(() => {
      stop();
      resolve();
    });
  });
}
