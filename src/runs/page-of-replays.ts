import { dirname, relative } from 'node:path';
import { type ExplorationEntry, renderIndex, renderPage } from '../pages/index.js';
import { pageScript } from './page-script.js';
import type { FinishedReplays } from './run-replays.js';

/**
 * The runs as one page that may lie anywhere: of one scenario its own page, of
 * several the index, with links to the pages in the output folder.
 */
export function pageOfReplays(
  { runs, tapes, indexPage }: FinishedReplays,
  explored: readonly ExplorationEntry[],
  folder: string | null,
): string {
  const scenarios = new Set(tapes.map(({ header }) => header.scenario.path));
  if (scenarios.size === 1 && explored.length === 0)
    return renderPage(
      tapes.map((run) => ({ ...run, links: [] })),
      { script: pageScript('report') },
    );
  const toOut = folder === null || indexPage === null ? '' : relative(folder, dirname(indexPage));
  const moved = (path: string): string =>
    toOut === '' ? path : `${toOut.replaceAll('\\', '/')}/${path}`;
  return renderIndex(
    runs.map((entry) => ({
      ...entry,
      pagePath: moved(entry.pagePath),
      links: entry.links.map(({ label, path }) => ({ label, path: moved(path) })),
    })),
    explored.map((entry) => ({ ...entry, pagePath: moved(entry.pagePath) })),
    { script: pageScript('index') },
  );
}
