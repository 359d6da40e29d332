import {
  FAULT_KINDS,
  type OrderWords,
  type PathName,
  type PositionRow,
  type Side,
  type SignalWords,
} from '../domain/index.js';
import { GUARD_NAMES } from '../guards/index.js';
import {
  type Codec,
  count,
  type Fields,
  flag,
  integer,
  listOf,
  nullable,
  oneOf,
  record,
  text,
} from './codec.js';
import type { EquitySource, Stamp, TapeEntry, TapeEvent, Wait } from './events.js';

/** The fields that an entry of this kind adds to the stamp and its `kind`. */
type OwnFields<K extends TapeEntry['kind']> = Fields<Omit<Extract<TapeEntry, { kind: K }>, 'kind'>>;

export const side: Codec<Side> = oneOf('BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT');
const path: Codec<PathName> = oneOf('main', 'second');
export const guardName = oneOf(...GUARD_NAMES);

const stamp: Fields<Stamp> = {
  seq: count,
  atUs: count,
  task: nullable(text),
  cycle: nullable(count),
  runner: nullable(text),
};

const signal: Fields<SignalWords> = {
  signalId: text,
  symbol: text,
  side,
  quantity: nullable(integer),
  price: integer,
  path,
  scaleIn: flag,
};

const order: Fields<OrderWords> = {
  signalId: text,
  symbol: text,
  side,
  quantity: integer,
  price: integer,
  path,
  scaleIn: flag,
};

export const positionRow: Fields<PositionRow> = {
  symbol: text,
  quantity: integer,
  avgCost: integer,
  marketPrice: integer,
};

const equitySource: Fields<EquitySource> = {
  source: text,
  cash: integer,
  holdings: integer,
  equity: integer,
};

const wait: Fields<Wait> = { task: text, waitsFor: text, heldBy: nullable(text) };

/** Every kind of entry and its fields in their canonical order; a kind left out does not compile. */
const ENTRIES: { readonly [K in TapeEntry['kind']]: OwnFields<K> } = {
  'cycle-start': { positions: count, loadFailed: flag },
  'cycle-end': {},
  signal,
  guard: {
    // A guard from outside stands on the tape under a name of its own.
    layer: text,
    symbol: text,
    signalId: text,
    decision: oneOf('marked', 'passed', 'blocked', 'released'),
    reason: text,
  },
  skip: { signalId: text, symbol: text, reason: text },
  order,
  reject: { reason: text, ...order },
  fill: { orderId: count, ...order },
  booking: { symbol: text, delta: integer, cash: integer },
  recorded: { pnl: nullable(integer), ...order },
  arrival: signal,
  'late-signal': { signalId: text, symbol: text, reason: text },
  lock: { name: text, action: oneOf('wait', 'acquire', 'release', 'give-up') },
  call: {
    call: count,
    phase: oneOf('request', 'effect', 'response'),
    operation: oneOf('db.read', 'db.write', 'broker'),
    statement: text,
  },
  process: { process: text },
  fault: {
    fault: oneOf(...FAULT_KINDS),
    call: nullable(count),
    statement: nullable(text),
    signal: nullable(text),
    symbol: nullable(text),
  },
  'trade-row': {
    id: count,
    symbol: text,
    side,
    quantity: integer,
    price: integer,
    pnl: nullable(integer),
    path: nullable(path),
  },
  'position-row': positionRow,
  'account-row': { cash: integer, equity: integer },
  stall: { waits: listOf(record(wait)) },
  'gave-up': { waitsFor: text, afterUs: count, deadlock: flag, waits: listOf(record(wait)) },
  end: {
    equity: listOf(record(equitySource)),
    positions: listOf(record(positionRow)),
    broker: listOf(record({ symbol: text, quantity: integer })),
    pending: listOf(record({ runner: text, symbol: text })),
  },
};

/** The kinds of events, in the order of the table. */
export const EVENT_KINDS = Object.keys(ENTRIES) as readonly TapeEvent['kind'][];

/** One codec for each kind of event: the stamp, then `kind`, then the entry's own fields. */
export const EVENT_SHAPES: ReadonlyMap<unknown, Codec<TapeEvent>> = new Map(
  EVENT_KINDS.map((kind) => [
    kind,
    record({ ...stamp, kind: oneOf(kind), ...ENTRIES[kind] }) as unknown as Codec<TapeEvent>,
  ]),
);
