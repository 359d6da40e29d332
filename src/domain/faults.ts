import type { CallOperation } from './latency.js';
import type { GuardName } from './trading-words.js';

/** Every statement of the trading system, as a call names it, and the operation that it is. */
export const STATEMENTS = {
  'insert signal': 'db.write',
  'read positions': 'db.read',
  'read last BUY of': 'db.read',
  'insert trade': 'db.write',
  'write position': 'db.write',
  'write account': 'db.write',
  'claim intent': 'db.write',
  'release intent': 'db.write',
  'acquire lease on': 'db.write',
  'release lease on': 'db.write',
  'open outbox for': 'db.write',
  'settle outbox for': 'db.write',
  'cancel outbox for': 'db.write',
  'read outbox': 'db.read',
  'submit order': 'broker',
  'look up order': 'broker',
} as const satisfies Readonly<Record<string, CallOperation>>;

export type Statement = keyof typeof STATEMENTS;

export const STATEMENT_NAMES = Object.keys(STATEMENTS) as readonly Statement[];

/** What a kind of fault is, known once: readers, reference and simulation look here. */
export interface FaultForm {
  /** What it strikes: a call between two tasks of the house, the delivery of a signal, or a runner. */
  readonly strikes: 'call' | 'signal' | 'runner';
  /** The operations whose calls it can strike; empty where it strikes no call. */
  readonly operations: readonly CallOperation[];
  /** The one time that it has, its name and what it is where nobody says; null: it has none. */
  readonly time: { readonly name: FaultTimeName; readonly defaultUs: number } | null;
  readonly meaning: string;
}

/** `for`: how long something waits; `by`: how far off something is; `after`: how much later something comes. */
export type FaultTimeName = 'for' | 'by' | 'after';

const SECOND_US = 1_000_000;
const DATABASE: readonly CallOperation[] = ['db.read', 'db.write'];

/** Every kind of fault; a new kind is a line here, and a line where it acts. */
export const FAULTS = {
  'read-error': {
    strikes: 'call',
    operations: ['db.read'],
    time: null,
    meaning: 'The read throws; nothing was read.',
  },
  'write-error': {
    strikes: 'call',
    operations: ['db.write'],
    time: null,
    meaning: 'The write throws; nothing was written.',
  },
  'write-lost': {
    strikes: 'call',
    operations: ['db.write'],
    time: null,
    meaning: 'The write is silently not applied, and its caller hears of success.',
  },
  busy: {
    strikes: 'call',
    operations: DATABASE,
    time: { name: 'for', defaultUs: 5 * SECOND_US },
    meaning: 'The call waits out the busy timeout, then throws "database is locked"; no effect.',
  },
  'lost-ack': {
    strikes: 'call',
    operations: ['db.write', 'broker'],
    time: { name: 'for', defaultUs: 0 },
    meaning: 'The call takes effect, and its caller gets an error in place of the answer.',
  },
  'stale-read': {
    strikes: 'call',
    operations: ['db.read'],
    time: { name: 'by', defaultUs: 5 * SECOND_US },
    meaning: 'The read is answered by a replica: it sees the rows as they were so long ago.',
  },
  'pool-exhausted': {
    strikes: 'call',
    operations: DATABASE,
    time: { name: 'for', defaultUs: 10 * SECOND_US },
    meaning: 'No connection comes free: the call waits out the checkout timeout, then throws.',
  },
  'broker-timeout': {
    strikes: 'call',
    operations: ['broker'],
    time: { name: 'for', defaultUs: 30 * SECOND_US },
    meaning:
      'The broker fills the order and does not answer in time: whether it filled is unknown to the caller.',
  },
  'order-lost': {
    strikes: 'call',
    operations: ['broker'],
    time: { name: 'for', defaultUs: 30 * SECOND_US },
    meaning:
      'The order never reaches the broker, and no answer comes: whether it filled is unknown to the caller.',
  },
  'broker-reject': {
    strikes: 'call',
    operations: ['broker'],
    time: null,
    meaning: 'The broker definitely rejects the order.',
  },
  'guard-query-fails': {
    strikes: 'call',
    operations: DATABASE,
    time: null,
    meaning: 'A guard’s own query throws; nothing was read or written.',
  },
  'signal-again': {
    strikes: 'signal',
    operations: [],
    time: { name: 'after', defaultUs: SECOND_US },
    meaning: 'The same message is delivered twice, under the same signal id.',
  },
  'signal-late': {
    strikes: 'signal',
    operations: [],
    time: { name: 'by', defaultUs: SECOND_US },
    meaning: 'The message is delivered later than it was sent, perhaps after others.',
  },
  pause: {
    strikes: 'call',
    operations: [...DATABASE, 'broker'],
    time: { name: 'for', defaultUs: 10 * SECOND_US },
    meaning: 'The task stalls before the call goes out (a pause of its process).',
  },
  crash: {
    strikes: 'call',
    operations: [...DATABASE, 'broker'],
    time: { name: 'for', defaultUs: 10 * SECOND_US },
    meaning:
      'The runner’s process dies as the answer to this call would come, once, and starts again so much later.',
  },
  'clock-skew': {
    strikes: 'runner',
    operations: [],
    time: { name: 'by', defaultUs: SECOND_US },
    meaning: 'The runner’s clock is ahead of the database’s by so much.',
  },
  'wrong-zone': {
    strikes: 'runner',
    operations: [],
    time: { name: 'by', defaultUs: 5 * 3_600 * SECOND_US },
    meaning: 'The runner reads the database’s stamps as so much older than they are.',
  },
} as const satisfies Readonly<Record<string, FaultForm>>;

export type FaultKind = keyof typeof FAULTS;

/**
 * The kinds that strike one thing. A table of handlers with these keys does not
 * compile while the handler of a kind is missing.
 * @example const CLOCKS: Readonly<Record<FaultKindOf<'runner'>, Clock>> = …
 */
export type FaultKindOf<S extends FaultForm['strikes']> = {
  [K in FaultKind]: (typeof FAULTS)[K]['strikes'] extends S ? K : never;
}[FaultKind];

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/** Does a fault of this kind strike such a thing? */
export function doesStrike<S extends FaultForm['strikes']>(
  kind: FaultKind,
  thing: S,
): kind is FaultKindOf<S> {
  return FAULTS[kind].strikes === thing;
}

export function formOf(kind: FaultKind): FaultForm {
  return FAULTS[kind];
}

/**
 * Does it happen? `always`: scripted; `maybe`: searched by an exploration, and
 * left out of a replay; a number above 0 and below 1: drawn at each occurrence
 * with that probability, and to an exploration the same as `maybe`.
 */
export type FaultWhen = 'always' | 'maybe' | number;

/** Where a fault strikes: everything that is named must fit; null fits anything. */
export interface FaultPlace {
  /** A task by its whole name, for instance `r1.c1/first`. */
  readonly task: string | null;
  readonly runner: string | null;
  /** Counted from 1 within the runner. */
  readonly cycle: number | null;
  /** The signal that the task handles, or that is delivered. */
  readonly signal: string | null;
  /** The symbol that the statement names, else that of the task's signal. */
  readonly symbol: string | null;
  readonly operation: CallOperation | null;
  readonly statement: Statement | null;
  /** The guard whose own query the call is. */
  readonly guard: GuardName | null;
  /** Which of the calls that fit, counted from 1 in each task; null: every one. */
  readonly nth: number | null;
}

export const ANYWHERE: FaultPlace = {
  task: null,
  runner: null,
  cycle: null,
  signal: null,
  symbol: null,
  operation: null,
  statement: null,
  guard: null,
  nth: null,
};

/** One fault of a scenario: what goes wrong, where, and whether it does. */
export interface Fault {
  readonly kind: FaultKind;
  readonly when: FaultWhen;
  readonly place: FaultPlace;
  /** Its time in microseconds, where its kind has one. */
  readonly us: number | null;
  /** For `signal-again`: the runner that gets the second delivery; null: the signal's own. */
  readonly to: string | null;
}

/** One call as a fault finds it. */
export interface StruckCall {
  readonly task: string;
  readonly runner: string;
  readonly cycle: number;
  /** The signal that the task handles; null: it is a cycle's own task. */
  readonly signal: string | null;
  readonly operation: CallOperation;
  readonly statement: Statement;
  /** The symbol that the statement names, or null. */
  readonly symbol: string | null;
  /** The symbol of the task's signal, or null. */
  readonly signalSymbol: string | null;
  /** The guard whose own query it is, or null. */
  readonly guard: GuardName | null;
}

/** Does a fault of this kind and place fit a call? `nth` is left to whoever counts. */
export function fitsCall(
  { kind, place }: Pick<Fault, 'kind' | 'place'>,
  call: StruckCall,
): boolean {
  const { task, runner, cycle, signal, symbol, operation, statement, guard } = place;
  return (
    formOf(kind).operations.includes(call.operation) &&
    (kind !== 'guard-query-fails' || call.guard !== null) &&
    (task === null || task === call.task) &&
    (runner === null || runner === call.runner) &&
    (cycle === null || cycle === call.cycle) &&
    (signal === null || signal === call.signal) &&
    (symbol === null || symbol === (call.symbol ?? call.signalSymbol)) &&
    (operation === null || operation === call.operation) &&
    (statement === null || statement === call.statement) &&
    (guard === null || guard === call.guard)
  );
}
