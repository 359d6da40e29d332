import type { ExploreProgress } from '../experiments/index.js';
import type { LiveExploration, LiveFailure } from '../live/index.js';
import type { Io } from '../runs/index.js';
import { EXPLORE_FILES } from '../runs/index.js';
import type { LiveSession } from '../server/index.js';
import {
  claimWord,
  type ExplorationReport,
  explorationSentence,
  tokenLine,
} from '../words/index.js';
import { servedHref } from './served-href.js';

/** Steps of a story that a listener is sent: the page that is written holds them all. */
const STORY_MAX = 60;

/** What an exploration says of itself, as the page shows it. */
export class ExplorationTeller {
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
      return { label, href: servedHref(`${this.#folder}/${file}`) };
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
