import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** One word, so that names can be taken apart again. */
const HOST = hostname().replaceAll(/[^A-Za-z0-9]/g, '');

/** Tells this process from an earlier one that had the same number. */
const BEGUN = Date.now().toString(36);

let count = 0;

/** A process as it names itself in what it leaves on the disk: its number, its machine, its beginning. */
export const THIS_PROCESS = `${process.pid}-${HOST}-${BEGUN}`;

/**
 * A name beside `path` that no other process takes, hidden, for what is not
 * finished. It names its process, so that what a killed one left can be told from
 * what a living one is still writing.
 */
export function passingName(path: string): string {
  count += 1;
  return join(dirname(path), `.${basename(path)}.${THIS_PROCESS}-${count}.tmp`);
}

/** Is this the name of something unfinished, of a process of this machine that has ended? */
export function isAbandoned(name: string): boolean {
  const owner = /^\..*\.(\d+-[A-Za-z0-9]*-[0-9a-z]+)-\d+\.tmp$/.exec(name)?.[1];
  return owner !== undefined && hasEnded(owner);
}

/**
 * Has the process ended that named itself so? A process of another machine (a
 * shared volume) cannot be asked: it counts as living, and so does a new process
 * that got the number of an old one.
 */
export function hasEnded(owner: string): boolean {
  const [, pid, host] = /^([1-9]\d{0,9})-([A-Za-z0-9]*)-[0-9a-z]+$/.exec(owner) ?? [];
  if (pid === undefined || host !== HOST) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Any other answer (EPERM) comes from a process that lives.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
