import type { PageTrail } from '../pages/index.js';
import { listScenario } from './listed-results.js';

/** The page that is about to be written: of the whole scenario, or of one guard set. */
interface PagePlace {
  /** The scenario's folder. */
  readonly home: string;
  /** Relative to it, with forward slashes: `matrix.html`, `none/explore.html`. */
  readonly page: string;
}

/**
 * The index, and the pages of the scenario that lie in its folder by now; those
 * that come later are led to by the index, which is written anew each time.
 */
export function pageTrail({ home, page }: PagePlace): PageTrail {
  const up = page.includes('/') ? '../' : '';
  const { replays, explorations, pages } = listScenario(home);
  const links = [
    ...(replays ? [{ label: 'replays', path: 'index.html' }] : []),
    ...explorations.map(({ guardSet, path }) => ({ label: `every order, ${guardSet}`, path })),
    ...pages,
  ]
    .filter(({ path }) => path !== page)
    .map(({ label, path }) => ({ label, path: `${up}${path}` }));
  return { indexPath: `${up}../index.html`, links };
}

/** Where the guard sets of a scenario are shown each on a page of its own, by the set's guards, sorted. */
export function exploredPages(home: string): ReadonlyMap<string, string> {
  return new Map(
    listScenario(home).explorations.map(({ guards, path }) => [[...guards].sort().join(), path]),
  );
}
