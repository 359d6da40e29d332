import { formatMoney, toCents } from '../domain/index.js';
import type { ReadableFields } from './definition.js';
import { SIGNALS_COUNT_MAX } from './definition-signal.js';
import { DURATION_US_MAX } from './duration.js';
import { checkFault, type FaultFacts } from './faults-checks.js';
import { didYouMean } from './nearest-word.js';
import type { Refusal } from './problem.js';
import { quoteText } from './quote-text.js';
import { idOf } from './signals.js';
import type { TreePath } from './yaml-page.js';

/** A refusal at a path of the file. */
type PathRefusal = Refusal & { readonly at: TreePath };

/**
 * Checks of one field against another. They run even where other fields could
 * not be read, so that a person sees all problems at once: what is missing is passed over.
 */
export function checkAcross(read: ReadableFields): readonly PathRefusal[] {
  return CHECKS.flatMap((check) => [...check(read)]);
}

type Check = (read: ReadableFields) => Iterable<PathRefusal>;

const CHECKS: readonly Check[] = [
  runnersOnce,
  runnersKnown,
  signalsOnce,
  signalsCountable,
  repeatsSensible,
  positionsOnce,
  moneyCountable,
  equityEqual,
  ownGuardsNamed,
  expectationsOnce,
  expectationsPossible,
  explorationsPossible,
  faultsPossible,
  leaksPossible,
];

function* runnersOnce({ system }: ReadableFields): Iterable<PathRefusal> {
  const ids = (system?.runners ?? []).map((runner) => runner?.id);
  const path = (index: number) => ['system', 'runners', index, 'id'];
  yield* once(ids, path, 'each runner id once', 'give the second runner another name');
}

function* runnersKnown({ system, signals = [] }: ReadableFields): Iterable<PathRefusal> {
  const known = (system?.runners ?? []).flatMap((runner) => runner?.id ?? []);
  // Unreadable runners: nobody can say which names exist.
  if (known.length === 0) return;
  for (const [index, signal] of signals.entries()) {
    const runner = signal?.runner;
    if (runner === undefined || known.includes(runner)) continue;
    const expected = 'a runner of system.runners';
    yield {
      at: ['signals', index, 'runner'],
      expected,
      found: quoteText(runner),
      hint: didYouMean(runner, known),
    };
  }
}

/** Repeats included: `x` with `count: 2` takes the ids `x#1` and `x#2`. */
function* signalsOnce({ signals = [] }: ReadableFields): Iterable<PathRefusal> {
  const seen = new Set<string>();
  const repeats = new Map<string, number>();
  for (const [index, signal] of signals.entries()) {
    const id = idOf(signal?.id, index);
    const count = signal?.count ?? 1;
    if (count > 1 ? repeats.has(id) : seen.has(id)) yield idAgain(index, signal?.id, id);
    if (count > 1) repeats.set(id, count);
    else seen.add(id);
  }
  if (repeats.size === 0) return;
  for (const [index, signal] of signals.entries()) {
    const [, stem, number] = /^(.*)#([1-9]\d{0,6})$/s.exec(idOf(signal?.id, index)) ?? [];
    const clash = stem !== undefined && Number(number) <= (repeats.get(stem) ?? 0);
    if (clash && (signal?.count ?? 1) === 1) yield idAgain(index, signal?.id, `${stem}#${number}`);
  }
}

function idAgain(index: number, written: string | undefined, id: string): PathRefusal {
  const at = written === undefined ? ['signals', index] : ['signals', index, 'id'];
  const hint = 'give the second signal another id, or leave ids out';
  return { at, expected: 'each signal id once', found: `${quoteText(id)} again`, hint };
}

function* signalsCountable({ signals = [] }: ReadableFields): Iterable<PathRefusal> {
  let total = 0;
  for (const [index, signal] of signals.entries()) {
    total += signal?.count ?? 1;
    if (total <= SIGNALS_COUNT_MAX) continue;
    const expected = `at most ${SIGNALS_COUNT_MAX} signals in all`;
    const found = `${total} up to this entry`;
    yield { at: ['signals', index], expected, found, hint: 'split the scenario in two' };
    return;
  }
}

function* repeatsSensible({ signals = [] }: ReadableFields): Iterable<PathRefusal> {
  for (const [index, signal] of signals.entries()) {
    const { at = 0, every, count } = signal ?? {};
    if (every === undefined) continue;
    const path = ['signals', index, 'every'];
    if (count === undefined || count === 1) {
      const hint = 'say how often with count, or leave every out';
      yield {
        at: path,
        expected: 'every only with a count of 2 or more',
        found: `count ${count ?? 'left out'}`,
        hint,
      };
    } else if (at + every * (count - 1) > DURATION_US_MAX) {
      const hint = 'lower every or count';
      yield { at: path, expected: 'a last repeat within 366 days', found: 'a later one', hint };
    }
  }
}

function* positionsOnce({ positions = [] }: ReadableFields): Iterable<PathRefusal> {
  const symbols = positions.map((position) => position?.symbol);
  const path = (index: number) => ['positions', index, 'symbol'];
  yield* once(symbols, path, 'each symbol held once', 'add the two up in one entry');
}

/** Amounts stay whole micro-dollars up to 2^53, about nine billion dollars. */
function* moneyCountable({ positions = [], signals = [] }: ReadableFields): Iterable<PathRefusal> {
  const expected = 'quantity × price below 9,000,000,000';
  const hint = 'larger amounts do not count exactly: lower one of the two';
  for (const [list, entries] of [
    ['positions', positions],
    ['signals', signals],
  ] as const) {
    for (const [index, entry] of entries.entries()) {
      const { quantity = 0, price = 0 } = entry ?? {};
      if (Math.abs(quantity) * price <= Number.MAX_SAFE_INTEGER) continue;
      yield { at: [list, index, 'quantity'], expected, found: 'more', hint };
    }
  }
}

/** The invariant of facts §1 at microsecond 0: equity = cash + sum of quantity × market price. */
function* equityEqual({ account, positions }: ReadableFields): Iterable<PathRefusal> {
  const { cash, equity } = account ?? {};
  if (cash === undefined || equity === undefined || positions === undefined) return;
  let sum: number = cash;
  for (const position of positions) {
    if (position?.quantity === undefined || position.price === undefined) return;
    sum += position.quantity * position.price;
  }
  if (toCents(sum) === toCents(equity)) return;
  const expected = `cash + positions, which is ${formatMoney(sum)}`;
  const hint = 'correct one of the figures, or leave equity out';
  yield { at: ['account', 'equity'], expected, found: formatMoney(equity), hint };
}

function* ownGuardsNamed({ system }: ReadableFields): Iterable<PathRefusal> {
  if (system?.guards?.guardSet !== 'recorded') return;
  const expected = 'the guard set that was in force';
  const hint = 'name it: recorded means what stands here';
  yield { at: ['system', 'guards'], expected, found: '"recorded"', hint };
}

/** Two names for the same guards count as the same set. */
function* expectationsOnce({ system, expect = [] }: ReadableFields): Iterable<PathRefusal> {
  const own = system?.guards;
  const sets = expect.map((expectation) => {
    const set = expectation?.guards;
    return set === undefined ? undefined : (set.guards ?? own?.guards ?? ['recorded']).join(',');
  });
  const path = (index: number) => ['expect', index, 'guards'];
  yield* once(sets, path, 'each guard set once', 'remove one of the two', (index) =>
    quoteText(expect[index]?.guards?.guardSet ?? ''),
  );
}

function* expectationsPossible({ expect = [] }: ReadableFields): Iterable<PathRefusal> {
  for (const [index, expectation] of expect.entries()) {
    const { verdict, duplicates = 0 } = expectation ?? {};
    if (verdict !== 'pass' || duplicates === 0) continue;
    const hint = 'a duplicate fails the verdict: write fail, or duplicates: 0';
    yield {
      at: ['expect', index, 'duplicates'],
      expected: '0 with verdict pass',
      found: String(duplicates),
      hint,
    };
  }
}

/** The replay is one of the orders: where it fails, not every order passes. */
function* explorationsPossible({ expect = [] }: ReadableFields): Iterable<PathRefusal> {
  for (const [index, expectation] of expect.entries()) {
    const { verdict, explore } = expectation ?? {};
    if (verdict !== 'fail' || explore !== 'pass') continue;
    yield {
      at: ['expect', index, 'explore'],
      expected: 'fail with verdict fail',
      found: '"pass"',
      hint: 'the replay is one of the orders that are explored: write explore: fail, or leave it out',
    };
  }
}

/** A fault speaks of what is there: runners, cycles, signals, symbols, and statements that its kind can strike. */
function* faultsPossible(read: ReadableFields): Iterable<PathRefusal> {
  const { faults = [], system, signals, positions } = read;
  if (faults.length === 0) return;
  const symbols = [...(signals ?? []), ...(positions ?? [])].flatMap((each) => each?.symbol ?? []);
  const runners = (system?.runners ?? []).flatMap((runner) =>
    runner?.id === undefined ? [] : [{ id: runner.id, cycles: runner.cycles ?? 1 }],
  );
  let ids: ReadonlySet<string> | undefined;
  const facts: FaultFacts = {
    runners: runners.length === 0 ? undefined : runners,
    symbols: signals === undefined ? undefined : new Set(symbols.sort()),
    signalIds: () => {
      if (signals === undefined) return undefined;
      ids ??= new Set(
        signals.flatMap((signal, index) => idsOf(signal?.id, index, signal?.count ?? 1)),
      );
      return ids;
    },
  };
  for (const [index, fault] of faults.entries()) {
    for (const { field, ...words } of checkFault(fault ?? {}, facts)) {
      yield { at: ['faults', index, field], ...words };
    }
  }
}

function idsOf(written: string | undefined, index: number, count: number): readonly string[] {
  const id = idOf(written, index);
  return count === 1 ? [id] : Array.from({ length: count }, (_, k) => `${id}#${k + 1}`);
}

function* leaksPossible({ database }: ReadableFields): Iterable<PathRefusal> {
  const { pool, leaked } = database ?? {};
  if (pool === undefined || leaked === undefined || leaked <= pool) return;
  yield {
    at: ['database', 'leaked'],
    expected: `at most the pool of ${pool}`,
    found: quoteText(String(leaked)),
    hint: 'only connections that there are can leak',
  };
}

/** Every value that stood before, at the place of its later one. */
function* once(
  values: readonly (string | undefined)[],
  path: (index: number) => TreePath,
  expected: string,
  hint: string,
  shown: (index: number) => string = (index) => quoteText(values[index] ?? ''),
): Iterable<PathRefusal> {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    if (seen.has(value)) yield { at: path(index), expected, found: `${shown(index)} again`, hint };
    seen.add(value);
  }
}
