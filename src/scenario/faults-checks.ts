import { formOf, type GuardName, STATEMENT_NAMES, STATEMENTS } from '../domain/index.js';
import { guardOfCall } from '../guards/index.js';
import { type ReadableFault, TIME_NAMES } from './faults-fields.js';
import { didYouMean } from './nearest-word.js';
import type { Refusal } from './problem.js';
import { quoteText } from './quote-text.js';

/** What of a scenario a fault can speak of; undefined: it could not be read, so nobody can say. */
export interface FaultFacts {
  readonly runners: readonly { readonly id: string; readonly cycles: number }[] | undefined;
  /** Ids of the signals; asked for only where a fault names one. */
  readonly signalIds: () => ReadonlySet<string> | undefined;
  /** Sorted. */
  readonly symbols: ReadonlySet<string> | undefined;
}

/** A refusal of one field of a fault. */
type FaultRefusal = Refusal & { readonly field: string };

type Check = (fault: ReadableFault, facts: FaultFacts) => Iterable<FaultRefusal>;

/** All that is wrong with a fault, given the scenario that it is about. */
export function checkFault(fault: ReadableFault, facts: FaultFacts): readonly FaultRefusal[] {
  return CHECKS.flatMap((check) => [...check(fault, facts)]);
}

const CHECKS: readonly Check[] = [
  fieldsOfKind,
  operationPossible,
  guardAsks,
  runnersKnown,
  cycleReached,
  signalKnown,
  symbolKnown,
  taskKnown,
];

/** Fields that say where, by what a kind strikes. */
const PLACE_FIELDS = {
  call: ['task', 'runner', 'cycle', 'signal', 'symbol', 'operation', 'statement', 'guard', 'nth'],
  signal: ['runner', 'signal', 'symbol'],
  runner: ['runner'],
} as const;

function* fieldsOfKind(fault: ReadableFault): Iterable<FaultRefusal> {
  const { kind } = fault;
  if (kind === undefined) return;
  const { strikes, time } = formOf(kind);
  const own: readonly string[] = [
    'kind',
    'when',
    ...PLACE_FIELDS[strikes],
    ...(time === null ? [] : [time.name]),
    ...(kind === 'signal-again' ? ['to'] : []),
  ];
  for (const [field, value] of Object.entries(fault)) {
    if (value === undefined || own.includes(field)) continue;
    const isTime = (TIME_NAMES as readonly string[]).includes(field) && time !== null;
    yield {
      field,
      expected: `a field of ${kind}`,
      found: `the field ${quoteText(field)}`,
      hint: isTime
        ? `write ${time!.name}: for the time of ${kind}`
        : `its fields: ${own.join(', ')}`,
    };
  }
}

function* operationPossible(fault: ReadableFault): Iterable<FaultRefusal> {
  const { kind, operation, statement } = fault;
  if (kind === undefined) return;
  const { strikes, operations } = formOf(kind);
  if (strikes !== 'call') return;
  const possible = operations.join(', ');
  if (operation !== undefined && !operations.includes(operation)) {
    const expected = `an operation that ${kind} can strike: ${possible}`;
    const hint = `write one of ${possible}, or another kind of fault`;
    yield { field: 'operation', expected, found: quoteText(operation), hint };
  }
  if (statement === undefined) return;
  const own = STATEMENTS[statement];
  const fitting = STATEMENT_NAMES.filter((name) => operations.includes(STATEMENTS[name]));
  if (!operations.includes(own)) {
    const expected = `a statement that ${kind} can strike (${possible})`;
    const found = `${quoteText(statement)}, which is ${own}`;
    yield { field: 'statement', expected, found, hint: `one of: ${fitting.join(', ')}` };
  } else if (operation !== undefined && operation !== own) {
    const expected = `a statement of ${operation}`;
    const found = `${quoteText(statement)}, which is ${own}`;
    yield { field: 'statement', expected, found, hint: 'leave operation out: the statement tells' };
  }
}

function* guardAsks({ guard }: ReadableFault): Iterable<FaultRefusal> {
  if (guard === undefined || GUARDS_THAT_ASK.includes(guard)) return;
  yield {
    field: 'guard',
    expected: 'a guard that asks the database',
    found: quoteText(guard),
    hint: `one of: ${GUARDS_THAT_ASK.join(', ')}`,
  };
}

const GUARDS_THAT_ASK: readonly GuardName[] = [
  ...new Set(
    STATEMENT_NAMES.flatMap((statement) =>
      [null, 'a signal'].flatMap((signal) => guardOfCall({ statement, signal }) ?? []),
    ),
  ),
];

function* runnersKnown(fault: ReadableFault, { runners }: FaultFacts): Iterable<FaultRefusal> {
  if (runners === undefined) return;
  const known = runners.map(({ id }) => id);
  for (const field of ['runner', 'to'] as const) {
    const runner = fault[field];
    if (runner === undefined || known.includes(runner)) continue;
    const expected = 'a runner of system.runners';
    yield { field, expected, found: quoteText(runner), hint: didYouMean(runner, known) };
  }
}

function* cycleReached(
  { cycle, runner }: ReadableFault,
  { runners }: FaultFacts,
): Iterable<FaultRefusal> {
  if (cycle === undefined || runners === undefined) return;
  const possible = runners.filter(({ id }) => runner === undefined || id === runner);
  const most = possible.reduce((max, { cycles }) => Math.max(max, cycles), 0);
  if (possible.length === 0 || cycle <= most) return;
  yield {
    field: 'cycle',
    expected: `a cycle that is run, 1 to ${most}`,
    found: String(cycle),
    hint: 'cycles count from 1 within their runner; system.runners says how many there are',
  };
}

function* signalKnown({ signal }: ReadableFault, facts: FaultFacts): Iterable<FaultRefusal> {
  if (signal === undefined) return;
  const known = facts.signalIds();
  if (known === undefined || known.has(signal)) return;
  const hint = didYouMean(signal, firstOf(known));
  yield { field: 'signal', expected: 'the id of a signal', found: quoteText(signal), hint };
}

function* symbolKnown({ symbol }: ReadableFault, { symbols }: FaultFacts): Iterable<FaultRefusal> {
  if (symbol === undefined || symbols === undefined || symbols.has(symbol)) return;
  const expected = 'a symbol of signals or positions';
  const hint = didYouMean(symbol, firstOf(symbols));
  yield { field: 'symbol', expected, found: quoteText(symbol), hint };
}

/** More names than this are no help. */
const NAMES_SHOWN_MAX = 20;

function firstOf(names: ReadonlySet<string>): readonly string[] {
  const first: string[] = [];
  for (const name of names) {
    if (first.length === NAMES_SHOWN_MAX) break;
    first.push(name);
  }
  return first;
}

function* taskKnown(
  { task, kind }: ReadableFault,
  { runners, signalIds }: FaultFacts,
): Iterable<FaultRefusal> {
  if (task === undefined || kind === undefined || runners === undefined) return;
  const [, runner, cycle, signal] = /^([^./]+)\.c(\d+)(?:\/(.*?)(?:~\d+)?)?$/s.exec(task) ?? [];
  const chain = runners.find(({ id }) => id === runner);
  const isCycle = chain !== undefined && Number(cycle) >= 1 && Number(cycle) <= chain.cycles;
  if (isCycle && (signal === undefined || (signalIds()?.has(signal) ?? true))) return;
  yield {
    field: 'task',
    expected: 'a task of this scenario: runner.c<cycle>, or that and /<signal>',
    found: quoteText(task),
    hint: `for instance ${runners[0]?.id ?? 'r1'}.c1, or name runner, cycle and signal instead`,
  };
}

/** The facts of a scenario that has been read. */
export function factsOf(scenario: {
  readonly system: {
    readonly runners: readonly { readonly id: string; readonly cycles: number }[];
  };
  readonly signals: readonly { readonly id: string; readonly symbol: string }[];
  readonly positions: readonly { readonly symbol: string }[];
}): FaultFacts {
  const { system, signals, positions } = scenario;
  return {
    runners: system.runners,
    signalIds: () => new Set(signals.map(({ id }) => id)),
    symbols: new Set([...signals, ...positions].map(({ symbol }) => symbol).sort()),
  };
}
