import { accessSync, constants, type Dirent, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withFolderLock } from './folder-lock.js';
import { finishSwap, isSwapUnfinished } from './folder-swap.js';
import type { Io } from './io.js';
import { cannotWrite, hostOnly, makeFolder } from './output-folder.js';
import { isAbandoned } from './passing-name.js';

/**
 * Makes the folder for all output, or says in one message why that cannot be.
 * What a killed process left in it is put right: what was complete is placed, and
 * what was not is removed.
 */
export async function openOutput(out: string, io: Io): Promise<string> {
  const folder = resolve(io.cwd, out);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(out, error);
  }
  await putRight(folder, io);
  for (const entry of entriesOf(folder))
    if (entry.isDirectory() && !entry.name.startsWith('.'))
      await putRight(join(folder, entry.name), io);
  return folder;
}

async function putRight(folder: string, io: Io): Promise<void> {
  if (isSwapUnfinished(folder))
    await hostOnly(folder, () => withFolderLock(folder, io, () => finishSwap(folder)));
  for (const { name } of entriesOf(folder))
    if (isAbandoned(name))
      await hostOnly(folder, () => rmSync(join(folder, name), { recursive: true, force: true }));
}

/** A folder that may not be read holds nothing that is ours. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
