import type { ExploreProgress, ExploreResult } from '../experiments/index.js';
import { formatDuration } from '../scenario/index.js';
import type { ExplorationCoverage } from '../verdict/index.js';
import type { Io } from './io.js';

/** Host time in milliseconds that telling a failure may take once looking has used its own up. */
const TELLING_MS = 5_000;
/** The same after Ctrl-C: somebody is waiting. */
const TELLING_AFTER_CTRL_C_MS = 1_000;

/**
 * How long an exploration may look, where somebody asked for a time budget; and
 * until Ctrl-C. Its clock starts when it is first asked. What was found to fail
 * is still told, within a grace: a failure without its story is worth little.
 */
export class Budget {
  readonly #io: Pick<Io, 'nowMs' | 'interrupted'>;
  /** Asked once, at the start: milliseconds from then on; null: no time budget. */
  readonly #grant: () => number | null;
  readonly #tellingMs: number;
  #isStarted = false;
  #deadlineMs = Number.POSITIVE_INFINITY;
  #tellingUntilMs: number | null = null;
  #interruptedAtMs: number | null = null;
  #isTelling = false;
  /** Has the time budget, and no Ctrl-C, said stop? */
  ranOut = false;

  constructor(
    io: Pick<Io, 'nowMs' | 'interrupted'>,
    grant: number | null | (() => number | null),
    tellingMs: number = TELLING_MS,
  ) {
    this.#io = io;
    this.#grant = typeof grant === 'function' ? grant : () => grant;
    this.#tellingMs = tellingMs;
  }

  readonly shouldStop = (): boolean => {
    const nowMs = this.#io.nowMs();
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#deadlineMs = nowMs + (this.#grant() ?? Number.POSITIVE_INFINITY);
    }
    if (this.#interruptedAtMs === null && this.#io.interrupted()) this.#interruptedAtMs = nowMs;
    if (this.#isTelling)
      this.#tellingUntilMs ??= Math.max(this.#deadlineMs, nowMs + this.#tellingMs);
    if (this.#interruptedAtMs !== null)
      return !this.#isTelling || nowMs >= this.#interruptedAtMs + TELLING_AFTER_CTRL_C_MS;
    const isOver =
      this.#deadlineMs !== Number.POSITIVE_INFINITY &&
      nowMs >= (this.#tellingUntilMs ?? this.#deadlineMs);
    this.ranOut ||= isOver;
    return isOver;
  };

  /** To be told of every progress: looking and telling have times of their own. */
  heard({ phase }: Pick<ExploreProgress, 'phase'>): void {
    this.#isTelling ||= phase !== 'exploring';
  }

  get wasInterrupted(): boolean {
    return this.#interruptedAtMs !== null;
  }

  /** The result, where the time budget cut it, with words that say so. */
  named<Result extends Pick<ExploreResult, 'coverage' | 'cut'>>(
    result: Result,
    budgetMs: number | null,
  ): Result {
    if (!this.ranOut || budgetMs === null || result.cut.length === 0) return result;
    const words = `the time budget of ${formatDuration(Math.round(budgetMs * 1000))} ended it: on another machine it may end elsewhere`;
    const { coverage } = result;
    const note = coverage.note === null ? words : `${coverage.note}; ${words}`;
    const named: ExplorationCoverage = { ...coverage, note };
    return { ...result, coverage: named };
  }
}

/**
 * One budget for many: where it is one of time, each takes, when it starts, an
 * equal share of what is left, as many at a time as there are workers. What one
 * leaves over passes on.
 */
export class SharedBudget {
  readonly #io: Pick<Io, 'nowMs' | 'interrupted'>;
  /** null: no time budget. */
  readonly #untilMs: number | null;
  readonly #workers: number;
  #waiting: number;

  constructor(
    io: Pick<Io, 'nowMs' | 'interrupted'>,
    { budgetMs, parts, workers }: { budgetMs: number | null; parts: number; workers: number },
  ) {
    this.#io = io;
    this.#untilMs = budgetMs === null ? null : io.nowMs() + budgetMs;
    this.#workers = workers;
    this.#waiting = parts;
  }

  /** What is left is for so many parts: those that their share was too small for. */
  again(parts: number): void {
    this.#waiting = parts;
  }

  /** The next part's own. */
  part(): Budget {
    const untilMs = this.#untilMs;
    if (untilMs === null) return new Budget(this.#io, null);
    const grant = (): number => {
      const leftMs = Math.max(0, untilMs - this.#io.nowMs());
      // Three quarters of the share for looking; telling may take the rest.
      return Math.min(leftMs, (0.75 * leftMs * this.#workers) / Math.max(1, this.#waiting--));
    };
    return new Budget(this.#io, grant, 250);
  }
}
