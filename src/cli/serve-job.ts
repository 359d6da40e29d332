import { join } from 'node:path';
import { type ExploreProgress, exploreScenario } from '../experiments/index.js';
import {
  claimWord,
  type ExplorationReport,
  explorationSentence,
  type LiveExploration,
  type LiveFailure,
  type LiveScene,
  tokenLine,
  verdictSentence,
} from '../report/index.js';
import { type GuardSet, resolveGuards, type Scenario } from '../scenario/index.js';
import type { LiveSession } from '../server/index.js';
import { exploreToFolder } from './explore-to-folder.js';
import type { Io } from './io.js';
import { EXPLORE_FILES, RUN_FILES } from './output-folder.js';
import { replayLineOf } from './replay-line.js';
import { folderName, runReplays } from './run-replays.js';
import type { ServeSettings } from './serve-settings.js';
import { tapeEvents } from './tape-file.js';

/** What somebody wants to see: a replay, and perhaps an exploration after it. */
export interface ServeJob {
  readonly scenario: Scenario;
  readonly guardSet: GuardSet;
  readonly isExploring: boolean;
}

/** Steps of a story that a listener is sent: the page that is written holds them all. */
const STORY_MAX = 60;

/**
 * Replays once and hands the tape to the session, then explores and tells how it
 * is getting on. Everything is in `out` before it is shown: whoever is cut off
 * has lost nothing.
 */
export async function runServeJob(
  { scenario, guardSet, isExploring }: ServeJob,
  host: { readonly io: Io; readonly out: string; readonly settings: ServeSettings },
  session: LiveSession,
): Promise<void> {
  const { io, out, settings } = host;
  const explore = { ...settings.explore, guardSet };
  session.prepare(preparedScene(scenario, guardSet, settings));
  const replays = await runReplays(
    [{ scenario, guardSets: [guardSet] }],
    { ...explore, guardSets: [guardSet], token: null },
    io,
  );
  const run = replays.runs[0];
  if (run === undefined || replays.ending === 'interrupted') return;
  const { header, judgement } = run;
  const folder = join(out, scenario.id, folderName(guardSet));
  session.show(
    {
      ...preparedScene(scenario, guardSet, settings),
      guards: header.guards,
      replayLine: replayLineOf(header, explore),
      links: [
        { label: 'report', href: hrefOf(run.pagePath) },
        ...(run.links ?? []).map(({ label, path }) => ({ label, href: hrefOf(path) })),
      ],
      verdict: judgement.verdict,
      verdictWords: verdictSentence(run),
      isExpected: judgement.expected,
    },
    {
      header,
      findings: judgement.findings,
      events: tapeEvents(join(folder, RUN_FILES.tape)),
      system: {
        symbolsCount: new Set([...scenario.positions, ...scenario.signals].map((s) => s.symbol))
          .size,
        limiter: scenario.system.limiter,
      },
    },
  );
  if (!isExploring) return;
  const teller = new ExplorationTeller(session, io, `${scenario.id}/${folderName(guardSet)}`);
  // In this thread: what is found is heard at once. Listeners cost it next to nothing.
  const pool = { explore: exploreScenario, relay: () => {}, close: () => Promise.resolve() };
  const explored = await exploreToFolder({ scenario, guardSet }, folder, {
    io,
    settings: explore,
    pool,
    onProgress: (progress) => teller.progress(progress),
    onFailure: (report) => teller.failure(report),
  });
  teller.ended(explored.report, explored.ending);
}

function preparedScene(
  scenario: Scenario,
  guardSet: GuardSet,
  { explore }: ServeSettings,
): LiveScene {
  return {
    title: scenario.title,
    path: scenario.path,
    guardSet: guardSet.guardSet,
    guards: resolveGuards(guardSet, scenario.system),
    seed: explore.seed,
    replayLine: '',
    links: [],
    verdict: null,
    verdictWords: '',
    isExpected: false,
  };
}

/** What an exploration says of itself, as the page shows it. */
class ExplorationTeller {
  readonly #session: LiveSession;
  readonly #io: Pick<Io, 'nowMs'>;
  readonly #folder: string;
  readonly #startMs: number;
  #lastMs = Number.NEGATIVE_INFINITY;
  #now: LiveExploration = {
    phase: 'exploring',
    schedules: 0,
    classes: 0,
    failing: 0,
    perSecond: 0,
    estimate: null,
    failure: null,
    verdict: null,
    claim: null,
    links: [],
  };

  constructor(session: LiveSession, io: Pick<Io, 'nowMs'>, folder: string) {
    this.#session = session;
    this.#io = io;
    this.#folder = folder;
    this.#startMs = io.nowMs();
    session.explore(this.#now);
  }

  /** Called after every run: the clock is looked at, and little more. */
  progress({ phase, schedules, classes, failing, share }: ExploreProgress): void {
    const nowMs = this.#io.nowMs();
    if (phase === this.#now.phase && nowMs - this.#lastMs < PROGRESS_MS) return;
    this.#lastMs = nowMs;
    if (phase !== 'exploring') {
      this.#say({ phase });
      return;
    }
    const done = share?.() ?? null;
    this.#say({
      phase,
      schedules,
      classes,
      failing,
      perSecond: perSecondOf(schedules, nowMs - this.#startMs),
      estimate: done === null || done <= 0 ? null : Math.round(classes / done),
    });
  }

  failure(report: ExplorationReport): void {
    this.#say({
      failure: failureOf(report, report.coverage.schedules),
      verdict: 'fail',
      failing: Math.max(1, this.#now.failing),
      schedules: Math.max(this.#now.schedules, report.coverage.schedules),
      links: this.#links(report),
    });
  }

  ended(report: ExplorationReport, ending: 'complete' | 'interrupted'): void {
    const { schedules, classes, estimate } = report.coverage;
    const after = this.#now.failure?.afterSchedules ?? schedules;
    this.#say({
      phase: ending === 'complete' ? 'ended' : 'interrupted',
      schedules,
      classes,
      estimate,
      perSecond: perSecondOf(schedules, this.#io.nowMs() - this.#startMs),
      failure: failureOf(report, after),
      verdict: report.verdict,
      claim: claimWord(report.coverage),
      links: this.#links(report),
    });
  }

  #say(changed: Partial<LiveExploration>): void {
    this.#now = { ...this.#now, ...changed };
    this.#session.explore(this.#now);
  }

  #links({ counterexample, passingTwin }: ExplorationReport): LiveExploration['links'] {
    const link = (label: string, file: string) => {
      return { label, href: hrefOf(`${this.#folder}/${file}`) };
    };
    return [
      link('report', EXPLORE_FILES.page),
      link('json', EXPLORE_FILES.result),
      ...(counterexample === null ? [] : [link('tape of the failing run', EXPLORE_FILES.failing)]),
      ...(passingTwin === null ? [] : [link('tape of the passing run', EXPLORE_FILES.passing)]),
    ];
  }
}

/** The clock of an exploration is looked at this often for the page. */
const PROGRESS_MS = 50;

function perSecondOf(schedules: number, spentMs: number): number {
  return spentMs <= 0 ? 0 : Math.round((schedules * 1_000) / spentMs);
}

function failureOf(report: ExplorationReport, afterSchedules: number): LiveFailure | null {
  const { counterexample } = report;
  if (counterexample === null) return null;
  const { kind, story, minimal } = counterexample;
  return {
    kind,
    words: explorationSentence(report),
    afterSchedules,
    story: story.slice(0, STORY_MAX),
    storyCut: Math.max(0, story.length - STORY_MAX),
    replayLine: tokenLine(report, counterexample),
    isMinimal: minimal,
  };
}

/** A path below the folder of the reports as the server serves it. */
function hrefOf(path: string): string {
  return `/reports/${path.split('/').map(encodeURIComponent).join('/')}`;
}
