import type { KernelFact } from './completion-fact.js';
import type { Kernel } from './kernel.js';
import type { Task } from './task.js';

/** A moment of a run: its time, and the step in which it was, so that comparisons carry a constraint. */
export interface Moment {
  readonly us: number;
  readonly step: number;
  /** Known only to this granularity, rounded down (1: exactly). */
  readonly granularityUs: number;
  readonly phaseUs: number;
  /** How far too long ago its reader takes it to be, by a clock or a zone that is off. Left out: it is read rightly. */
  readonly agedUs?: number;
}

/** The clock as one task sees it. */
export class KernelClock {
  readonly #kernel: Kernel;
  readonly #task: Task;

  constructor(kernel: Kernel, task: Task) {
    this.#kernel = kernel;
    this.#task = task;
  }

  now(): Moment {
    return { us: this.#kernel.nowUs, step: this.#kernel.step, granularityUs: 1, phaseUs: 0 };
  }

  hasElapsed(since: Moment, windowUs: number): boolean {
    const trueWindowUs = windowUs - (since.agedUs ?? 0);
    const byDefault = this.#kernel.nowUs - since.us >= trueWindowUs;
    const { compare } = this.#kernel.chooser;
    if (compare === undefined) return byDefault;
    return compare.call(
      this.#kernel.chooser,
      {
        since: since.step,
        windowUs: trueWindowUs,
        granularityUs: since.granularityUs,
        phaseUs: since.phaseUs,
        byDefault,
      },
      this.#kernel.step,
    );
  }

  sleep(durationUs: number): Promise<void> {
    const delay = { us: durationUs, minUs: durationUs, maxUs: durationUs };
    const key = this.#task.nextKey();
    const fact: KernelFact = { kind: 'wakes', task: this.#task.name, afterUs: durationUs };
    this.#kernel.facts?.set(key, fact);
    return new Promise((resolve) =>
      this.#kernel.schedule(this.#task, 'timer', delay, resolve, key),
    );
  }

  sleepUntil(since: Moment, afterUs: number): Promise<void> {
    if (this.hasElapsed(since, afterUs)) return Promise.resolve();
    const dueUs = Math.max(this.#kernel.nowUs, since.us + afterUs);
    return new Promise((resolve) =>
      this.#kernel.scheduleAt(
        this.#task,
        'timer',
        { minUs: afterUs, maxUs: afterUs },
        dueUs,
        since.step,
        resolve,
      ),
    );
  }
}
