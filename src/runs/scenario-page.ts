import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readReplayJson } from '../formats/index.js';
import { renderPage } from '../pages/index.js';
import type { TapeHeader } from '../tape/index.js';
import { listed, type ReportRun } from '../words/index.js';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import { isFile, jsonOf, setsIn } from './listed-results.js';
import { loadTape } from './load-tape.js';
import { RUN_FILES } from './output-folder.js';
import { pageScript } from './page-script.js';
import { pageTrail } from './page-trail.js';
import { linksOf } from './replay-to-folder.js';
import { savedTape } from './tape-file.js';

/** A larger tape is not read again for the page of another run. */
const TAPE_BYTES_MAX = 4_000_000;
/** Runs on one page: a browser has to hold them all. */
const RUNS_MAX = 12;

/** Where the page goes, and the runs that this command leaves there. */
interface ScenarioPagePlace {
  readonly home: string;
  readonly own: readonly ReportRun[];
  /** The folders of `own`. */
  readonly names: readonly string[];
}

/**
 * The page of a scenario: this command's runs first, then those of other guard sets
 * that lie in its folder and are of the same scenario, seed and latencies. Others are
 * named, since a comparison with them would compare two different worlds.
 */
export function scenarioPage(place: ScenarioPagePlace, io: Io): string {
  const { home, own } = place;
  const page = (more: readonly ReportRun[], leftOut: string): string =>
    renderPage([...own, ...more], {
      script: pageScript('report'),
      trail: pageTrail({ home, page: 'index.html' }),
      leftOut,
    });
  const { runs, leftOut } = runsBeside(place, io);
  if (runs.length === 0) return page(runs, leftOut);
  try {
    return page(runs, leftOut);
  } catch (error) {
    // Another process replaced one of them meanwhile: that one's page shows it.
    if (error instanceof InputProblem) return page([], '');
    throw error;
  }
}

function runsBeside(
  { home, own, names }: ScenarioPagePlace,
  io: Io,
): { readonly runs: readonly ReportRun[]; readonly leftOut: string } {
  const runs: ReportRun[] = [];
  const others: string[] = [];
  for (const name of setsIn(home)) {
    if (names.includes(name) || !isFile(join(home, name, RUN_FILES.tape))) continue;
    const run = own.length + runs.length < RUNS_MAX ? savedRun(home, name, io) : null;
    if (run !== null && isComparable(run, own[0]!)) runs.push(run);
    else others.push(name);
  }
  const leftOut =
    others.length === 0
      ? ''
      : `Not on this page, though they lie in its folder: ${listed(others)}. They are of another version of the scenario, another seed or other latencies, or too many or too large: replay them again to compare.`;
  return { runs, leftOut };
}

function savedRun(home: string, name: string, io: Io): ReportRun | null {
  const file = join(home, name, RUN_FILES.tape);
  try {
    if (statSync(file).size > TAPE_BYTES_MAX) return null;
    const loaded = loadTape(file, io);
    if (!('digest' in loaded)) return null;
    const { header, judgement, digest } = loaded;
    const saved = readReplayJson(jsonOf(join(home, name, RUN_FILES.judgement)), header);
    if (saved === null || saved.digest !== digest) return null;
    const { token, extraOptions = [] } = saved;
    return {
      header,
      judgement,
      digest,
      ...(token === undefined ? {} : { token }),
      extraOptions,
      events: savedTape(() => file),
      links: linksOf(name).filter(({ path }) => isFile(join(home, path))),
    };
  } catch (error) {
    // Half of a run, or one that is being replaced.
    if (error instanceof InputProblem || (error instanceof Error && 'syscall' in error))
      return null;
    throw error;
  }
}

function isComparable(one: ReportRun, other: ReportRun): boolean {
  const world = ({ header, extraOptions = [] }: ReportRun): string =>
    JSON.stringify([sharedWords(header), header.seed, extraOptions]);
  return world(one) === world(other);
}

/** All of the scenario but how its file was named. */
function sharedWords({ scenario }: TapeHeader): object {
  return { ...scenario, path: '' };
}
