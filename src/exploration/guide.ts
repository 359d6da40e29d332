import type { Comparison, Completion } from '../kernel/index.js';
import { type Choices, checkOfPick, checkOfRun } from './choices.js';
import {
  byDueThenKey,
  type DefaultOrder,
  defaultIndex,
  indexOfKey,
  indexOfRank,
} from './default-order.js';
import type { HappensBefore } from './happens-before.js';
import type { Random } from './random-walk.js';
import type { Recording } from './recording.js';
import type { Answers, Schedule } from './schedule.js';

/** What was to come and what came, in words. */
export interface Surprise {
  readonly expected: string;
  readonly seen: string;
}

/** Says which way one run goes. */
export interface Guide {
  /** A run begins: what was picked in an earlier one is forgotten. Left out: nothing is kept. */
  begin?(): void;
  /** An index into `enabled`, or why there is none. */
  pick(enabled: readonly Completion[], step: number, order: DefaultOrder): number | Surprise;
  answer(comparison: Comparison, key: number, step: number, nth: number): boolean;
  /** At the end: what should have come and did not. */
  left?(run: Recording): Surprise | null;
}

/** The default order. */
export const defaultGuide: Guide = {
  pick: (enabled, _step, order) => defaultIndex(enabled, order),
  answer: ({ byDefault }) => byDefault,
};

/** A schedule, key by key. */
export function scheduleGuide({ keys, answers }: Schedule): Guide {
  return {
    pick(enabled, step) {
      const key = keys[step];
      if (key === undefined) {
        return { expected: 'the run has ended', seen: `${enabled.length} completions are pending` };
      }
      const index = indexOfKey(enabled, key);
      if (index >= 0) return index;
      return { expected: `completion ${key} is pending`, seen: 'it is not' };
    },
    answer: ({ byDefault }, _key, step, nth) => answers[step]?.[nth] ?? byDefault,
    left: (run) =>
      run.length >= keys.length
        ? null
        : { expected: `completion ${keys[run.length]} is pending`, seen: 'the run has ended' },
  };
}

/** The default order but for some picks and answers: a token's guide. Each deviation carries a check. */
export function choicesGuide({ deviations, flips, runCheck }: Choices): Guide {
  const byStep = new Map(deviations.map((deviation) => [deviation.step, deviation]));
  const flipped = new Set(flips.map(({ step, nth }) => `${step} ${nth}`));
  return {
    pick(enabled, step, order) {
      const deviation = byStep.get(step);
      if (deviation === undefined) return defaultIndex(enabled, order);
      const { rank, check } = deviation;
      const index = indexOfRank(enabled, rank, order);
      if (index < 0) {
        return {
          expected: `at least ${rank + 1} pending completions`,
          seen: `${enabled.length} pending completions`,
        };
      }
      const seen = checkOfPick(enabled[index]!.key, enabled.length);
      if (seen === check) return index;
      return {
        expected: `the completion of rank ${rank} has check ${check}`,
        seen: `completion ${enabled[index]!.key}, one of ${enabled.length}, has check ${seen}`,
      };
    },
    answer: ({ byDefault }, _key, step, nth) =>
      flipped.has(`${step} ${nth}`) ? !byDefault : byDefault,
    left(run) {
      const last = deviations.at(-1);
      if (last !== undefined && last.step >= run.length) {
        return {
          expected: `a choice at step ${last.step}`,
          seen: `the run ended after ${run.length}`,
        };
      }
      const seen = checkOfRun(run);
      if (seen === runCheck) return null;
      return { expected: `a run with check ${runCheck}`, seen: `a run with check ${seen}` };
    },
  };
}

/**
 * Wishes: some keys at some steps if they are pending then, the default order
 * otherwise; some answers of some keys. Never surprised: for trying things out.
 */
export interface Wishes {
  readonly picks: ReadonlyMap<number, number>;
  /** By key: its answers, as far as given; undefined stands for the default. */
  readonly answers: ReadonlyMap<number, readonly (boolean | undefined)[]>;
}

export function wishGuide({ picks, answers }: Wishes): Guide {
  return {
    pick(enabled, step, order) {
      const key = picks.get(step);
      const index = key === undefined ? -1 : indexOfKey(enabled, key);
      return index >= 0 ? index : defaultIndex(enabled, order);
    },
    answer: ({ byDefault }, key, _step, nth) => answers.get(key)?.[nth] ?? byDefault,
  };
}

/** A list of keys, in that order as far as they are pending; the default order when none of them is. */
export function preferenceGuide(
  keys: readonly number[],
  answers: ReadonlyMap<number, Answers>,
): Guide {
  let left = [...keys];
  return {
    begin() {
      left = [...keys];
    },
    pick(enabled, _step, order) {
      for (let i = 0; i < left.length; i += 1) {
        const index = indexOfKey(enabled, left[i]!);
        if (index < 0) continue;
        left.splice(i, 1);
        return index;
      }
      return defaultIndex(enabled, order);
    },
    answer: ({ byDefault }, key, _step, nth) => answers.get(key)?.[nth] ?? byDefault,
  };
}

/**
 * The class of a run, as close to the default order as a greedy choice gets: the
 * default-most pick that its happens-before allows. With `random`: any order of
 * the class, each pick uniform over what it allows; one draw where there is a choice.
 */
export function classGuide(model: Recording, relation: HappensBefore, random?: Random): Guide {
  const stepOf = new Map<number, number>();
  for (let step = 0; step < model.length; step += 1) stepOf.set(model.keyAt(step), step);
  const answers = answersByKey(model);
  const done = new Set<number>();
  const mayCome = (key: number): boolean => {
    const step = stepOf.get(key);
    if (step === undefined) return false;
    for (let earlier = 0; earlier < step; earlier += 1) {
      if (!done.has(earlier) && relation.isBefore(earlier, step)) return false;
    }
    return true;
  };
  return {
    begin: () => done.clear(),
    pick(enabled, step, order = byDueThenKey) {
      // A replay begins again where a lock turns out to matter.
      if (step === 0) done.clear();
      const allowed = enabled.flatMap(({ key }, index) => (mayCome(key) ? [index] : []));
      let best = allowed[0] ?? -1;
      if (random === undefined) {
        for (const i of allowed) if (order(enabled[i]!, enabled[best]!) < 0) best = i;
      } else if (allowed.length > 1) {
        best = allowed[Math.floor(random() * allowed.length)]!;
      }
      if (best < 0) return { expected: 'a completion of the class is pending', seen: 'none is' };
      done.add(stepOf.get(enabled[best]!.key)!);
      return best;
    },
    answer: ({ byDefault }, key, _step, nth) => answers.get(key)?.[nth] ?? byDefault,
    left: (run) =>
      run.length >= model.length
        ? null
        : { expected: `a run of ${model.length} steps`, seen: `it ended after ${run.length}` },
  };
}

/** The answers that each key got in a run. */
export function answersByKey(run: Recording): Map<number, Answers> {
  const answers = new Map<number, Answers>();
  for (let step = 0; step < run.length; step += 1) answers.set(run.keyAt(step), run.answers[step]!);
  return answers;
}
