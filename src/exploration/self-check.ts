import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage, Drift } from './coverage.js';
import { indexOfKey } from './default-order.js';
import type { Recording } from './recording.js';
import type { Answers } from './schedule.js';
import type { EndedRun, Strategy } from './strategy.js';

/** What one step of the first run looked like. */
interface Step {
  readonly enabled: readonly number[];
  readonly key: number;
  answers: Answers;
  footprint: number;
}

/**
 * Runs each schedule of another strategy twice and stops at the first step that
 * differs: what was pending, what was compared, what was touched, how it
 * ended. Finds ambient non-determinism that the traps at the call missed.
 * Source: `UncontrolledNondeterminismCheckScheduler` of AWS Shuttle; it differs
 * in that footprints and outcomes are compared too. Counts of the driver count
 * both runs.
 */
export class SelfCheck implements Strategy {
  readonly name: string;
  /** The first difference, or null. */
  difference: Drift | null = null;
  readonly #inner: Strategy;
  readonly #steps: Step[] = [];
  #run!: Recording;
  #outcome: string | null = null;
  #isSecond = true;

  constructor(inner: Strategy) {
    this.#inner = inner;
    this.name = `self-check of ${inner.name}`;
  }

  begin(run: Recording): boolean {
    this.#run = run;
    if (this.difference !== null) return false;
    if (!this.#isSecond) {
      this.#isSecond = true;
      return true;
    }
    this.#isSecond = false;
    this.#steps.length = 0;
    return this.#inner.begin(run);
  }

  choose(enabled: readonly Completion[], step: number): number {
    if (!this.#isSecond) {
      const index = this.#inner.choose(enabled, step);
      if (index >= 0) {
        const keys = enabled.map(({ key }) => key);
        this.#steps[step] = { enabled: keys, key: keys[index]!, answers: [], footprint: -1 };
      }
      return index;
    }
    if (step > 0 && !this.#isStepSame(step - 1)) return -1;
    const first = this.#steps[step];
    const keys = enabled.map(({ key }) => key);
    if (first === undefined) {
      return this.#differs(step, 'the run has ended', `pending: ${keys}`, keys);
    }
    if (keys.length !== first.enabled.length || keys.some((key, i) => key !== first.enabled[i])) {
      return this.#differs(step, `pending: ${first.enabled}`, `pending: ${keys}`, keys);
    }
    return indexOfKey(enabled, first.key);
  }

  compare(comparison: Comparison, step: number): boolean {
    if (!this.#isSecond) return this.#inner.compare(comparison, step);
    const nth = this.#run.answers[step]!.length;
    return this.#steps[step]?.answers[nth] ?? comparison.byDefault;
  }

  #isStepSame(step: number): boolean {
    const first = this.#steps[step]!;
    const answers = this.#run.answers[step]!;
    if (answers.length !== first.answers.length) {
      this.#differs(
        step,
        `${first.answers.length} comparisons of the clock`,
        `${answers.length}`,
        [],
      );
      return false;
    }
    const footprint = this.#run.footprintIds[step]!;
    if (footprint === first.footprint) return true;
    const { ids } = this.#run;
    const words = (id: number): string => `touches ${ids.describe(id)}`;
    this.#differs(step, words(first.footprint), words(footprint), []);
    return false;
  }

  end(ended: EndedRun): void {
    const { run, outcome } = ended;
    if (!this.#isSecond) {
      for (let step = 0; step < run.length; step += 1) {
        const known = this.#steps[step]!;
        known.answers = run.answers[step]!;
        known.footprint = run.footprintIds[step]!;
      }
      this.#steps.length = run.length;
      this.#outcome = outcome;
      this.#inner.end(ended);
      if (ended.ended === 'abandoned') this.#isSecond = true;
      return;
    }
    if (this.difference !== null) return;
    if (run.length > 0 && !this.#isStepSame(run.length - 1)) return;
    if (run.length < this.#steps.length) {
      this.#differs(
        run.length,
        `pending: ${this.#steps[run.length]!.enabled}`,
        'the run has ended',
        [],
      );
    } else if (outcome !== this.#outcome) {
      this.#differs(run.length, `outcome ${this.#outcome}`, `outcome ${outcome}`, []);
    }
  }

  #differs(step: number, expected: string, seen: string, possible: readonly number[]): number {
    this.difference = { step, expected, seen, possible };
    return -1;
  }

  coverage(): Coverage {
    if (this.difference !== null) return { kind: 'unsteady', drift: this.difference };
    return this.#inner.coverage();
  }
}
