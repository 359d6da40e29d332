import { dirname } from 'node:path';
import { type ExplorationEntry, type IndexEntry, renderIndex } from '../pages/index.js';
import { findResults } from './found-results.js';
import { writeWhole } from './output-folder.js';
import { pageScript } from './page-script.js';

/** Writes the index of an output folder: this command's runs, and how they compare with what lies there. */
export function writeIndex(
  path: string,
  entries: readonly IndexEntry[],
  explorations: readonly ExplorationEntry[] = [],
): void {
  const options = { found: findResults(dirname(path)), script: pageScript('index') };
  writeWhole(path, renderIndex(entries, explorations, options));
}
