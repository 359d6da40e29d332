import type { ListedExploration } from '../../words/index.js';
import {
  count,
  fields,
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  orMissing,
  orNull,
  text,
} from './shape.js';

const VERDICT = oneOf('pass', 'fail', 'inconclusive');

const ALARM = fields({
  kind: oneOf(
    'not repeatable',
    'one class, two outcomes',
    'not the sum of its parts',
    'unexplored outcome',
    'unexplored class',
  ),
  blame: text,
  rule: orNull(text),
  step: count,
  place: orNull(text),
  expected: text,
  seen: text,
  token: orNull(text),
  otherToken: orMissing(orNull(text)),
  faults: listOf(text),
});

const EXPLORATION = fields({
  scenario: text,
  guardSet: text,
  guards: listOf(text),
  seed: count,
  mode: oneOf('exhaustive', 'bounded', 'sample'),
  timed: flag,
  verdict: VERDICT,
  coverage: fields({
    kind: oneOf('complete', 'bounded', 'sampled'),
    schedules: count,
    classes: count,
    redundant: count,
    bound: orNull(count),
    estimate: orNull(number),
    infeasible: count,
    note: orNull(text),
    alarm: orMissing(orNull(ALARM)),
    faultsMax: orMissing(count),
    plans: orMissing(count),
  }),
  outcomes: listOf(
    fields({
      fills: mapOf(count),
      classes: count,
      verdict: VERDICT,
      errors: listOf(text),
      extra: mapOf(count),
      apart: orNull(text),
    }),
  ),
  counterexample: orNull(fields({ token: text, faults: orMissing(listOf(text)) })),
  expectation: orNull(VERDICT),
  expected: flag,
  title: orMissing(text),
  options: orMissing(listOf(text)),
});

interface SavedExploration
  extends Omit<ListedExploration, 'scenario' | 'extraOptions' | 'guardSet'> {
  readonly scenario: string;
  readonly guardSet: string;
  readonly title?: string;
  readonly options?: readonly string[];
}

/** The exploration that a saved result tells of, as `renderExploreJson` prints it; null where it is none. */
export function readExploreJson(value: unknown): ListedExploration | null {
  if (!EXPLORATION(value)) return null;
  const saved = value as SavedExploration;
  const { scenario: path, title = path, options = [], guardSet, guards, seed, mode, timed } = saved;
  const { verdict, coverage, outcomes, counterexample, expectation, expected } = saved;
  const id = path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  return {
    scenario: { id, path, title },
    guardSet,
    guards,
    seed,
    mode,
    timed,
    verdict,
    coverage,
    outcomes,
    counterexample,
    expectation,
    expected,
    extraOptions: options,
  };
}
