import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { readExploreJson, readReplayJson } from '../formats/index.js';
import type { IndexEntry, ListedExplorationEntry, ScenarioPages } from '../pages/index.js';
import { type TapeHeader, TapeReader } from '../tape/index.js';
import type { JudgedRun, ReportLink } from '../words/index.js';
import { EXPLORE_FILES, RUN_FILES } from './output-folder.js';
import { linksOf } from './replay-to-folder.js';

/** What lies in an output folder, as its index lists it. */
interface ListedResults {
  readonly runs: readonly IndexEntry[];
  readonly explorations: readonly ListedExplorationEntry[];
  readonly pages: readonly ScenarioPages[];
}

/** A judgement of 100,000 orders is larger, and its own command lists it without reading it back. */
const BYTES_MAX = 4_000_000;
/** The longest header that is read. */
const HEADER_BYTES_MAX = 4_000_000;
const CHUNK_BYTES = 64 * 1024;
const FOLDERS_MAX = 2_000;

/** Pages of a whole scenario, in the order in which they are linked. */
const SCENARIO_PAGES = [
  { label: 'matrix', path: 'matrix.html' },
  { label: 'sweep', path: 'sweep.html' },
];

/**
 * Results of all commands that wrote to an output folder: `<scenario>/<guard set>/`.
 * What is no result, half of one, or of another run than the tape beside it, is
 * passed over: the folder is the reader's.
 *
 * Determinism: by the names of the folders, so the same folder gives the same list
 * whichever command came last.
 */
export function listResults(out: string): ListedResults {
  const runs: IndexEntry[] = [];
  const explorations: ListedExplorationEntry[] = [];
  const pages: ScenarioPages[] = [];
  for (const id of foldersIn(out)) {
    const links = pagesIn(join(out, id)).map(({ label, path }) => {
      return { label, path: `${id}/${path}` };
    });
    if (links.length > 0) pages.push({ folder: `${id}/`, links });
    for (const set of setsIn(join(out, id))) {
      const folder = join(out, id, set);
      const run = runIn(folder);
      if (run !== null)
        runs.push({
          ...run,
          pagePath: `${id}/index.html`,
          links: linksOf(set)
            .filter(({ path }) => isFile(join(out, id, path)))
            .map(({ label, path }) => ({ label, path: `${id}/${path}` })),
        });
      const report = readExploreJson(jsonOf(join(folder, EXPLORE_FILES.result)));
      if (report !== null)
        explorations.push({ report, pagePath: `${id}/${set}/${EXPLORE_FILES.page}` });
    }
  }
  return { runs, explorations, pages };
}

/** The pages of one scenario that lie in its folder; paths are relative to it. */
interface ListedScenario {
  /** Is there a page of replays? */
  readonly replays: boolean;
  readonly explorations: readonly {
    readonly guardSet: string;
    readonly guards: readonly string[];
    readonly path: string;
  }[];
  /** Matrix and sweep. */
  readonly pages: readonly ReportLink[];
}

export function listScenario(home: string): ListedScenario {
  const explorations = setsIn(home).flatMap((set) => {
    const report = readExploreJson(jsonOf(join(home, set, EXPLORE_FILES.result)));
    const path = `${set}/${EXPLORE_FILES.page}`;
    if (report === null || !isFile(join(home, path))) return [];
    return [{ guardSet: report.guardSet, guards: report.guards, path }];
  });
  return { replays: isFile(join(home, 'index.html')), explorations, pages: pagesIn(home) };
}

function pagesIn(home: string): readonly ReportLink[] {
  return SCENARIO_PAGES.filter(({ path }) => isFile(join(home, path)));
}

/** The folders of guard sets: those that tell the story first, in its order, then the others by name. */
export function setsIn(home: string): readonly string[] {
  return foldersIn(home).sort(bySet);
}

const STORY = ['none', 'recorded', 'before', 'three-layer', 'all'];

function bySet(left: string, right: string): number {
  const [a, b] = [left, right].map((name) => {
    const place = STORY.indexOf(name);
    return place === -1 ? STORY.length : place;
  }) as [number, number];
  return a - b || (left < right ? -1 : 1);
}

/** The run whose judgement and tape lie in a folder; null where they do not, or not of one run. */
function runIn(folder: string): JudgedRun | null {
  const value = jsonOf(join(folder, RUN_FILES.judgement));
  if (value === null) return null;
  const header = headerOf(join(folder, RUN_FILES.tape));
  return header === null ? null : readReplayJson(value, header);
}

function headerOf(path: string): TapeHeader | null {
  let found: TapeHeader | null = null;
  const reader = new TapeReader({
    header: (header) => {
      found = header;
    },
    event: () => undefined,
  });
  let descriptor: number | null = null;
  try {
    if (!isFile(path)) return null;
    descriptor = openSync(path, 'r');
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let bytes = 0; bytes < HEADER_BYTES_MAX && !reader.gaveUp; bytes += CHUNK_BYTES) {
      const count = readSync(descriptor, buffer);
      if (count === 0) break;
      const text = decoder.write(buffer.subarray(0, count));
      const newline = text.indexOf('\n');
      reader.feed(newline === -1 ? text : text.slice(0, newline + 1));
      if (newline !== -1) break;
    }
    return found;
  } catch {
    // A file that may not be read holds nothing for an index.
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

export function jsonOf(path: string): unknown {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > BYTES_MAX) return null;
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Missing, or in a folder that may not be looked into.
    return false;
  }
}

/** By code unit. Hidden folders are other programs', and ours while a result is on its way. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
      .map(({ name }) => name)
      .sort()
      .slice(0, FOLDERS_MAX);
  } catch {
    return [];
  }
}
