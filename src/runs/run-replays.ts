import { rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '../experiments/index.js';
import type { IndexEntry } from '../pages/index.js';
import { type GuardSet, resolveGuards, type Scenario } from '../scenario/index.js';
import type { ReportRun } from '../words/index.js';
import { FolderSwap } from './folder-swap.js';
import { asGiven } from './given-world.js';
import { InputProblem } from './input-problem.js';
import { Interruption } from './interruption.js';
import type { Io } from './io.js';
import { openOutput } from './open-output.js';
import { checkReplaceable, hostOnly } from './output-folder.js';
import { createProgress, type Progress } from './progress.js';
import { replayToFolder } from './replay-to-folder.js';
import type { ReplaySettings } from './requests.js';
import { scenarioPage } from './scenario-page.js';
import { tokenRun } from './token-run.js';
import { writeIndex } from './write-index.js';

/** One scenario and the guard sets that it is replayed under, in order. */
interface PlannedScenario {
  readonly scenario: Scenario;
  readonly guardSets: readonly GuardSet[];
}

export interface FinishedReplays {
  /** By scenario path, then in the order of the guard sets; without their events. */
  readonly runs: readonly IndexEntry[];
  /** The same runs with their events, which are read from disk when they are asked for. */
  readonly tapes: readonly ReportRun[];
  readonly ending: 'complete' | 'interrupted';
  /** The page that shows them all, absolute; null where nothing ran. */
  readonly indexPage: string | null;
}

/**
 * Replays everything that is planned and leaves a folder for each run, a page for
 * each scenario (both put in their place together) and an index. After Ctrl-C, and where a run breaks off, what had
 * finished by then is saved all the same.
 */
export async function runReplays(
  declared: readonly PlannedScenario[],
  settings: ReplaySettings,
  io: Io,
): Promise<FinishedReplays> {
  const plan = declared.map((planned) => ({
    ...planned,
    scenario: asGiven(planned.scenario, settings),
  }));
  checkFolderNames(plan);
  const out = await openOutput(settings.out, io);
  for (const { scenario, guardSets } of plan)
    for (const set of guardSets) checkReplaceable(join(out, scenario.id, folderName(set)));
  const runsCount = plan.reduce((sum, { guardSets }) => sum + guardSets.length, 0);
  const progress = createProgress(io, runsCount, settings.volume);
  const finished: IndexEntry[] = [];
  const tapes: ReportRun[] = [];
  let ending: FinishedReplays['ending'] = 'complete';
  try {
    for (const planned of plan) {
      ending = await replayScenario(planned, settings, { io, out, progress, finished, tapes });
      if (ending === 'interrupted') break;
    }
  } finally {
    progress.close();
    if (finished.length > 0) writeIndex(join(out, 'index.html'), finished);
  }
  return {
    runs: finished,
    tapes,
    ending,
    indexPage: finished.length > 0 ? join(out, 'index.html') : null,
  };
}

/** Adds to `finished` as it goes on. Events are let go once the scenario's page is written. */
async function replayScenario(
  { scenario, guardSets }: PlannedScenario,
  settings: ReplaySettings,
  at: { io: Io; out: string; progress: Progress; finished: IndexEntry[]; tapes: ReportRun[] },
): Promise<FinishedReplays['ending']> {
  const { io, out, progress, finished, tapes } = at;
  const folder = join(out, scenario.id);
  const runs: ReportRun[] = [];
  const swap = await FolderSwap.begin(folder);
  try {
    for (const set of guardSets) {
      await io.breathe();
      if (io.interrupted()) return 'interrupted';
      progress.runStarts(`${scenario.id} ${set.guardSet}`, lastArrivalUs(scenario));
      const run = await replayToFolder(
        {
          scenario,
          guardSet: set.guardSet,
          guards: resolveGuards(set, scenario.system),
          seed: settings.seed,
        },
        { swap, name: folderName(set) },
        { io, progress, settings },
        settings.token === null ? replay : tokenRun(settings.token, io),
      );
      progress.runEnds();
      runs.push(run);
      tapes.push(run);
      finished.push(indexEntryOf(run, scenario.id));
    }
    return 'complete';
  } catch (error) {
    if (error instanceof Interruption) return 'interrupted';
    throw error;
  } finally {
    if (runs.length > 0) {
      const names = runs.map(({ header }) => folderName(header));
      const page = scenarioPage({ home: folder, own: runs, names }, io);
      await hostOnly(folder, () => writeFileSync(swap.pathOf('index.html'), page));
      await swap.commit(io);
    }
    swap.abandon();
    removeEmpty(folder);
  }
}

/** A run as the index lists it, its events left behind. */
export function indexEntryOf(
  { header, judgement, digest, token, extraOptions = [], links = [] }: ReportRun,
  id: string,
): IndexEntry {
  return {
    header,
    judgement,
    digest,
    ...(token === undefined ? {} : { token }),
    extraOptions,
    pagePath: `${id}/index.html`,
    links: links.map(({ label, path }) => ({ label, path: `${id}/${path}` })),
  };
}

export function folderName({ guardSet }: Pick<GuardSet, 'guardSet'>): string {
  return guardSet.replaceAll(',', '+');
}

/** A scenario's name becomes a folder's: it must be one, and only one scenario's. */
export function checkFolderNames(
  plan: readonly { readonly scenario: Pick<Scenario, 'id' | 'path'> }[],
): void {
  const taken = new Map<string, string>();
  for (const { scenario } of plan) {
    const { id, path } = scenario;
    if (/^\.|[\u0000-\u001f/\\]|^index\.html$/.test(id))
      throw new InputProblem(
        `${path}: the name '${id}' cannot be a folder's`,
        'Rename the file; letters, digits and dashes are safe.',
      );
    // Some file systems do not tell capitals from small letters.
    const other = taken.get(id.toLowerCase());
    if (other !== undefined)
      throw new InputProblem(
        `${other} and ${path} would write to the same folder, ${id}/`,
        'Replay them one at a time, each with an --out of its own.',
      );
    taken.set(id.toLowerCase(), path);
  }
}

function lastArrivalUs({ signals }: Scenario): number {
  return signals.reduce((latest, { atUs }) => Math.max(latest, atUs), 0);
}

/** Where nothing ran, nothing is left behind; earlier runs in the folder stay. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: it holds what an earlier command left.
  }
}
