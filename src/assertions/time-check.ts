import type { TapeEvent, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import type { Rule, RuleRun } from './rule.js';

/** One rule on one tape, under two clocks. */
interface Twins {
  readonly rule: Rule;
  readonly kinds: ReadonlySet<TapeEvent['kind']>;
  readonly near: RuleRun;
  readonly far: RuleRun;
  readonly foundNear: string[];
  readonly foundFar: string[];
}

/** Microseconds between two events of the clock that spreads them: an hour. */
const FAR_US = 3_600_000_000;

/**
 * Finds rules that decide on a distance in time. Each hears every event twice:
 * once with all of them at one moment, once with an hour between any two, in the
 * same order. Orders of one class differ in their times as well, so a rule that
 * finds different errors has no one answer for a class.
 */
export class TimeCheck {
  readonly #twins: readonly Twins[];

  /** @param rules those that are checked; warnings are not, since no outcome holds them */
  constructor(header: TapeHeader, rules: readonly Rule[]) {
    const checked = rules.filter(({ severity }) => severity === 'error');
    this.#twins = checked.map((rule) => ({
      rule,
      kinds: new Set(rule.kinds),
      near: rule.start(header),
      far: rule.start(header),
      foundNear: [],
      foundFar: [],
    }));
  }

  step(event: TapeEvent): void {
    for (const { kinds, near, far, foundNear, foundFar } of this.#twins) {
      if (!kinds.has(event.kind)) continue;
      note(foundNear, near.step({ ...event, atUs: 0 }));
      note(foundFar, far.step({ ...event, atUs: event.seq * FAR_US }));
    }
  }

  /** The first rule that found different errors, or null. Asked once, after the last event. */
  finish(): Rule | null {
    for (const { rule, near, far, foundNear, foundFar } of this.#twins) {
      note(foundNear, near.end());
      note(foundFar, far.end());
      if (foundNear.sort().join() !== foundFar.sort().join()) return rule;
    }
    return null;
  }
}

function note(found: string[], findings: readonly Finding[] | undefined): void {
  for (const { symbol, duplicateKind } of findings ?? []) found.push(`${symbol} ${duplicateKind}`);
}
