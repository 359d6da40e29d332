import type { ExploreProgress } from '../experiments/index.js';
import type { Io } from './io.js';

/** Host time in milliseconds that telling a failure may take once looking has used its own up. */
const TELLING_MS = 5_000;
/** The same after Ctrl-C: somebody is waiting. */
const TELLING_AFTER_CTRL_C_MS = 1_000;

/**
 * How long an exploration may look. Its clock starts when it is first asked.
 * What was found to fail is still told, within a grace: a failure without its
 * story is worth little.
 */
export class Budget {
  readonly #io: Pick<Io, 'nowMs' | 'interrupted'>;
  /** Asked once, at the start: milliseconds from then on. */
  readonly #grant: () => number;
  readonly #tellingMs: number;
  #startMs: number | null = null;
  #deadlineMs = 0;
  #tellingUntilMs: number | null = null;
  #interruptedAtMs: number | null = null;
  #isTelling = false;

  constructor(
    io: Pick<Io, 'nowMs' | 'interrupted'>,
    grant: () => number,
    tellingMs: number = TELLING_MS,
  ) {
    this.#io = io;
    this.#grant = grant;
    this.#tellingMs = tellingMs;
  }

  readonly shouldStop = (): boolean => {
    const nowMs = this.#io.nowMs();
    if (this.#startMs === null) {
      this.#startMs = nowMs;
      this.#deadlineMs = nowMs + this.#grant();
    }
    if (this.#interruptedAtMs === null && this.#io.interrupted()) this.#interruptedAtMs = nowMs;
    if (this.#isTelling)
      this.#tellingUntilMs ??= Math.max(this.#deadlineMs, nowMs + this.#tellingMs);
    if (this.#interruptedAtMs !== null)
      return !this.#isTelling || nowMs >= this.#interruptedAtMs + TELLING_AFTER_CTRL_C_MS;
    return nowMs >= (this.#tellingUntilMs ?? this.#deadlineMs);
  };

  /** To be told of every progress: looking and telling have times of their own. */
  heard({ phase }: Pick<ExploreProgress, 'phase'>): void {
    this.#isTelling ||= phase !== 'exploring';
  }

  get wasInterrupted(): boolean {
    return this.#interruptedAtMs !== null;
  }
}

/**
 * One budget for many: each takes, when it starts, an equal share of what is
 * left, as many at a time as there are workers. What one leaves over passes on.
 */
export class SharedBudget {
  readonly #io: Pick<Io, 'nowMs' | 'interrupted'>;
  readonly #untilMs: number;
  readonly #workers: number;
  #waiting: number;

  constructor(
    io: Pick<Io, 'nowMs' | 'interrupted'>,
    { budgetMs, parts, workers }: { budgetMs: number; parts: number; workers: number },
  ) {
    this.#io = io;
    this.#untilMs = io.nowMs() + budgetMs;
    this.#workers = workers;
    this.#waiting = parts;
  }

  /** What is left is for so many parts: those that their share was too small for. */
  again(parts: number): void {
    this.#waiting = parts;
  }

  /** The next part's own. */
  part(): Budget {
    const grant = (): number => {
      const leftMs = Math.max(0, this.#untilMs - this.#io.nowMs());
      // Three quarters of the share for looking; telling may take the rest.
      return Math.min(leftMs, (0.75 * leftMs * this.#workers) / Math.max(1, this.#waiting--));
    };
    return new Budget(this.#io, grant, 250);
  }
}
