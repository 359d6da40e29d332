import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type ExplorePool,
  type ExploreProgress,
  type ExploreRequest,
  type ExploreResult,
  replayToken,
} from '../experiments/index.js';
import { renderExploreJson } from '../formats/index.js';
import { invariant } from '../kernel/index.js';
import { type ExploredRun, renderExplorePage } from '../pages/index.js';
import { type GuardSet, resolveGuards, type Scenario } from '../scenario/index.js';
import type { ExplorationReport } from '../words/index.js';
import { Budget } from './budget.js';
import { reportOf } from './exploration-report.js';
import { createExploreTeller } from './explore-progress.js';
import { FolderSwap } from './folder-swap.js';
import { asGiven, withFaultWords } from './given-world.js';
import type { Io } from './io.js';
import { LineFile } from './line-file.js';
import { EXPLORE_FILES, hostOnly, RUN_FILES } from './output-folder.js';
import { pageScript } from './page-script.js';
import { pageTrail } from './page-trail.js';
import type { ExploreSettings } from './requests.js';
import { savedTape } from './tape-file.js';

export interface Explored {
  readonly report: ExplorationReport;
  /** The runs of the counterexample and of its twin; null where there is none. */
  readonly failing: ExploredRun | null;
  readonly passing: ExploredRun | null;
  readonly ending: 'complete' | 'interrupted';
}

/**
 * Explores one scenario under one guard set and leaves result, tapes and page in
 * `folder`, all of them or none, beside the files of a replay. After Ctrl-C it
 * leaves what is known by then.
 */
export async function exploreToFolder(
  { scenario: declared, guardSet }: { readonly scenario: Scenario; readonly guardSet: GuardSet },
  folder: string,
  host: {
    readonly io: Io;
    readonly settings: ExploreSettings;
    readonly pool: Pick<ExplorePool, 'explore' | 'relay' | 'close'>;
    readonly onProgress?: (progress: ExploreProgress) => void;
    /** Told of the first failing order once it is saved in `folder`, while the search goes on. */
    readonly onFailure?: (report: ExplorationReport) => void;
  },
): Promise<Explored> {
  const { io, settings, pool } = host;
  const scenario = asGiven(declared, settings);
  const budget = new Budget(io, settings.budgetMs);
  const label = `exploring ${scenario.id} ${guardSet.guardSet}`;
  const teller = createExploreTeller(io, { ...settings, label });
  const request: ExploreRequest = {
    scenario,
    guardSet: guardSet.guardSet,
    guards: resolveGuards(guardSet, scenario.system),
    seed: settings.seed,
    mode: settings.mode,
    timing: settings.timing,
    bound: settings.bound,
    schedules: settings.schedules,
    strategy: settings.strategy,
    ...(settings.faultsMax === null ? {} : { faults: settings.faultsMax }),
    ...(settings.runsMax === null ? {} : { runsMax: settings.runsMax }),
    shouldStop: budget.shouldStop,
    onProgress: (progress) => {
      budget.heard(progress);
      teller.heard(progress);
      host.onProgress?.(progress);
    },
    ...(host.onFailure === undefined ? {} : { onFailure: (soFar) => saveEarly(soFar) }),
  };
  const startMs = io.nowMs();
  const save = async (
    report: ExplorationReport,
  ): Promise<Pick<Explored, 'failing' | 'passing'>> => {
    const swap = await FolderSwap.begin(dirname(folder));
    try {
      const name = basename(folder);
      const runs = await hostOnly(folder, () => {
        swap.folder(name, Object.values(RUN_FILES));
        return writeExploration(report, request, {
          folder,
          pathOf: (file) => swap.pathOf(join(name, file)),
        });
      });
      await swap.commit(io);
      return runs;
    } finally {
      swap.abandon();
    }
  };
  const saveEarly = async (soFar: ExploreResult): Promise<void> => {
    const report = reportOf(soFar, { elapsedMs: io.nowMs() - startMs, settings });
    await save(report);
    host.onFailure?.(report);
  };
  try {
    const result = budget.named(await pool.explore(request), settings.budgetMs);
    const elapsedMs = io.nowMs() - startMs;
    const report = reportOf(result, { elapsedMs, settings });
    return {
      report,
      ...(await save(report)),
      ending: budget.wasInterrupted ? 'interrupted' : 'complete',
    };
  } finally {
    teller.close();
  }
}

async function writeExploration(
  report: ExplorationReport,
  request: ExploreRequest,
  place: { readonly folder: string; readonly pathOf: (file: string) => string },
): Promise<Pick<Explored, 'failing' | 'passing'>> {
  const { counterexample, passingTwin } = report;
  const { folder, pathOf } = place;
  const runOf = async (told: Told | null, file: string): Promise<ExploredRun | null> =>
    told === null ? null : tapeOfToken(request, told, () => pathOf(file));
  const failing = await runOf(counterexample, EXPLORE_FILES.failing);
  const passing = await runOf(passingTwin, EXPLORE_FILES.passing);
  const page = renderExplorePage(report, {
    failing,
    passing,
    script: pageScript('report'),
    trail: pageTrail({
      home: dirname(folder),
      page: `${basename(folder)}/${EXPLORE_FILES.page}`,
    }),
    links: [
      { label: 'json', path: EXPLORE_FILES.result },
      ...(failing === null
        ? []
        : [{ label: 'tape of the failing run', path: EXPLORE_FILES.failing }]),
      ...(passing === null
        ? []
        : [{ label: 'tape of the passing run', path: EXPLORE_FILES.passing }]),
    ],
  });
  writeFileSync(pathOf(EXPLORE_FILES.page), page);
  writeFileSync(pathOf(EXPLORE_FILES.result), renderExploreJson(report));
  return { failing, passing };
}

/** An order that is told: its token, and the faults that were chosen for it. */
type Told = { readonly token: string; readonly faults?: readonly string[] };

/** The tape of an explored order, made by its own token: what is saved is what a paste shows. */
async function tapeOfToken(
  request: ExploreRequest,
  { token, faults = [] }: Told,
  pathOf: () => string,
): Promise<ExploredRun> {
  const scenario = withFaultWords(request.scenario, faults);
  const file = new LineFile(pathOf());
  try {
    const answer = await replayToken({ ...request, scenario }, token, 'stop', {
      header: (_header, line) => file.write(`${line}\n`),
      event: (_event, line) => file.write(`${line}\n`),
    });
    file.close();
    invariant(
      answer.kind === 'replayed',
      () => `the token ${token}, just printed, does not replay`,
    );
    const { header, judgement, digest } = answer.result;
    return { header, judgement, digest, events: savedTape(pathOf) };
  } finally {
    file.abandon();
  }
}
