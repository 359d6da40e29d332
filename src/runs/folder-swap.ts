import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.js';
import type { Io } from './io.js';
import { checkReplaceable, hostOnly, makeFolder } from './output-folder.js';
import { passingName } from './passing-name.js';

/** What is complete and on its way to its place, and what it replaces. */
const FRESH = '.swap.new';
const REPLACED = '.swap.old';

/**
 * Files and folders that take the place of older ones together. They are made
 * under a passing name; one rename decides that they count; then the older ones
 * leave, and the new ones come. A process that is killed before that rename has
 * changed nothing. After it, `finishSwap` completes what is left, so that nothing
 * is lost, and at no time do two generations lie side by side. Of several
 * processes the last one wins, whole.
 */
export class FolderSwap {
  readonly #home: string;
  readonly #temporary: string;
  readonly #kept = new Map<string, readonly string[]>();
  #state: 'filling' | 'placed' | 'abandoned' = 'filling';

  private constructor(home: string) {
    this.#home = home;
    this.#temporary = passingName(join(home, 'swap'));
  }

  /** Throws an `InputProblem` where the host refuses, as `commit` does. */
  static begin(home: string): Promise<FolderSwap> {
    return hostOnly(home, () => {
      const swap = new FolderSwap(home);
      makeFolder(home);
      mkdirSync(swap.#temporary);
      return swap;
    });
  }

  /** Where the file or folder of this name lies now: under the passing name until it is placed. */
  pathOf(name: string): string {
    return join(this.#state === 'placed' ? this.#home : this.#temporary, name);
  }

  /** Makes a folder of the swap. Of the one that it replaces, `kept` come along: they are another command's files. */
  folder(name: string, kept: readonly string[]): string {
    const path = this.pathOf(name);
    mkdirSync(path);
    this.#kept.set(name, kept);
    return path;
  }

  /** Takes a folder back that could not be filled. */
  drop(name: string): void {
    this.#kept.delete(name);
    rmSync(this.pathOf(name), { recursive: true, force: true });
  }

  async commit(io: Pick<Io, 'nowMs' | 'meanwhile'>): Promise<void> {
    await hostOnly(this.#home, () =>
      withFolderLock(this.#home, io, () => {
        finishSwap(this.#home);
        for (const [name, kept] of this.#kept) {
          checkReplaceable(join(this.#home, name));
          for (const file of kept)
            bringAlong(join(this.#home, name, file), join(this.#temporary, name, file));
        }
        renameSync(this.#temporary, join(this.#home, FRESH));
        finishSwap(this.#home);
        this.#state = 'placed';
      }),
    );
  }

  /** Leaves everything as it was. May be called after `commit`, and then does nothing. */
  abandon(): void {
    if (this.#state !== 'filling') return;
    this.#state = 'abandoned';
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}

/** Makes a swap of a few files. */
export async function swapFiles(
  home: string,
  io: Pick<Io, 'nowMs' | 'meanwhile'>,
  write: (pathOf: (name: string) => string) => void,
): Promise<void> {
  const swap = await FolderSwap.begin(home);
  try {
    await hostOnly(home, () => write((name) => swap.pathOf(name)));
    await swap.commit(io);
  } finally {
    swap.abandon();
  }
}

/** Was a process killed while it placed a swap here? */
export function isSwapUnfinished(home: string): boolean {
  return exists(join(home, FRESH)) || exists(join(home, REPLACED));
}

/**
 * Places what is complete. Only under the folder's lock. May be killed anywhere
 * and called again: what has been placed is no longer among the new, so what
 * stands under the name of a new one is an old one.
 */
export function finishSwap(home: string): void {
  const fresh = join(home, FRESH);
  const replaced = join(home, REPLACED);
  if (exists(fresh)) {
    const names = readdirSync(fresh);
    makeFolder(replaced);
    for (const name of names)
      if (exists(join(home, name))) renameSync(join(home, name), join(replaced, name));
    for (const name of names) renameSync(join(fresh, name), join(home, name));
    rmdirSync(fresh);
  }
  rmSync(replaced, { recursive: true, force: true });
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

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
