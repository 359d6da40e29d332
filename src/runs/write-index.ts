import { dirname } from 'node:path';
import {
  type ExplorationEntry,
  type IndexEntry,
  type ListedExplorationEntry,
  renderIndex,
} from '../pages/index.js';
import { findResults } from './found-results.js';
import { listResults } from './listed-results.js';
import { writeWhole } from './output-folder.js';
import { pageScript } from './page-script.js';

/**
 * Writes the index of an output folder: everything that lies there, whichever
 * command left it. What this command ran is given too: a result that is too large
 * to be read back is listed by the command that made it.
 */
export function writeIndex(
  path: string,
  entries: readonly IndexEntry[] = [],
  explorations: readonly ExplorationEntry[] = [],
): void {
  const listed = listResults(dirname(path));
  const runs = together(listed.runs, entries, placeOfRun);
  const explored = together<ListedExplorationEntry>(
    listed.explorations,
    explorations,
    ({ pagePath }) => pagePath,
  );
  const options = {
    found: findResults(dirname(path)),
    pages: listed.pages,
    script: pageScript('index'),
  };
  writeWhole(path, renderIndex(runs, explored, options));
}

/** What was read back, and what of this command was not. */
function together<T>(
  listed: readonly T[],
  own: readonly T[],
  placeOf: (entry: T) => string,
): readonly T[] {
  const places = new Set(listed.map(placeOf));
  return [...listed, ...own.filter((entry) => !places.has(placeOf(entry)))];
}

/** The folder of a run: its judgement's. */
function placeOfRun({ links, pagePath }: IndexEntry): string {
  return dirname(links[0]?.path ?? pagePath);
}
