import fc from 'fast-check';
import { FAULT_KINDS } from '../../src/domain/index.js';
import { GUARD_NAMES } from '../../src/guards/index.js';
import type { Tape, TapeEntry, TapeEvent, TapeHeader } from '../../src/tape/index.js';

const whole = fc.maxSafeInteger().map((value) => value + 0 || 0);
const count = fc.maxSafeNat();
/** Strings of every sort, half surrogates, controls, markup and right-to-left marks included. */
export const anyText = fc.oneof(
  fc.constantFrom(
    'APP',
    '</script>',
    'a"b\\c',
    '\u202egnp.exe',
    'x\u2028y\u0000\u007f',
    '__proto__',
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
);
const side = fc.constantFrom('BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT');
const path = fc.constantFrom('main', 'second');
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const order = {
  signalId: anyText,
  symbol: anyText,
  side,
  quantity: whole,
  price: whole,
  path,
  scaleIn: fc.boolean(),
};
const signal = { ...order, quantity: orNull(whole) };
const position = { symbol: anyText, quantity: whole, avgCost: whole, marketPrice: whole };

/** A generator per kind: a kind left out does not compile. */
const ENTRIES: {
  readonly [K in TapeEntry['kind']]: {
    readonly [F in keyof Omit<Extract<TapeEntry, { kind: K }>, 'kind'>]: fc.Arbitrary<unknown>;
  };
} = {
  'cycle-start': { positions: count, loadFailed: fc.boolean() },
  'cycle-end': {},
  signal,
  guard: {
    layer: fc.constantFrom(...GUARD_NAMES),
    symbol: anyText,
    signalId: anyText,
    decision: fc.constantFrom('marked', 'passed', 'blocked', 'released'),
    reason: anyText,
  },
  skip: { signalId: anyText, symbol: anyText, reason: anyText },
  order,
  reject: { ...order, reason: anyText },
  fill: { ...order, orderId: count },
  booking: { symbol: anyText, delta: whole, cash: whole },
  recorded: { ...order, pnl: orNull(whole) },
  arrival: signal,
  'late-signal': { signalId: anyText, symbol: anyText, reason: anyText },
  lock: { name: anyText, action: fc.constantFrom('wait', 'acquire', 'release', 'give-up') },
  call: {
    call: count,
    phase: fc.constantFrom('request', 'effect', 'response'),
    operation: fc.constantFrom('db.read', 'db.write', 'broker'),
    statement: anyText,
  },
  process: { process: anyText },
  fault: {
    fault: fc.constantFrom(...FAULT_KINDS),
    call: orNull(count),
    statement: orNull(anyText),
    signal: orNull(anyText),
    symbol: orNull(anyText),
  },
  'trade-row': {
    id: count,
    symbol: anyText,
    side,
    quantity: whole,
    price: whole,
    pnl: orNull(whole),
    path: orNull(path),
  },
  'position-row': position,
  'account-row': { cash: whole, equity: whole },
  stall: {
    waits: fc.array(fc.record({ task: anyText, waitsFor: anyText, heldBy: orNull(anyText) })),
  },
  'gave-up': {
    waitsFor: anyText,
    afterUs: count,
    deadlock: fc.boolean(),
    waits: fc.array(fc.record({ task: anyText, waitsFor: anyText, heldBy: orNull(anyText) })),
  },
  end: {
    equity: fc.array(fc.record({ source: anyText, cash: whole, holdings: whole, equity: whole })),
    positions: fc.array(fc.record(position)),
    broker: fc.array(fc.record({ symbol: anyText, quantity: whole })),
    pending: fc.array(fc.record({ runner: anyText, symbol: anyText })),
  },
};

function entryOf(kind: TapeEntry['kind']): fc.Arbitrary<TapeEntry> {
  return fc.record({ kind: fc.constant(kind), ...ENTRIES[kind] }) as fc.Arbitrary<TapeEntry>;
}

const stamp = fc.record({
  atUs: fc.nat(5_000_000),
  task: orNull(anyText),
  cycle: orNull(count),
  runner: orNull(anyText),
});

const inner = Object.keys(ENTRIES).filter((kind) => kind !== 'end') as TapeEntry['kind'][];
const eventWithoutSeq = fc.record({ stamp, entry: fc.oneof(...inner.map(entryOf)) });

export const anyHeader: fc.Arbitrary<TapeHeader> = fc.record({
  format: fc.constant('racetape' as const),
  version: fc.constant(1 as const),
  scenario: fc.record({
    id: anyText,
    path: anyText,
    title: anyText,
    story: anyText,
    origin: anyText,
    recorded: fc.array(anyText),
    inferred: fc.array(anyText),
    start: anyText,
    startEpochUs: whole,
    zone: anyText,
    recentTradeWindowUs: count,
    account: fc.record({ cash: whole }),
    positions: fc.array(fc.record(position)),
    record: orNull(
      fc.record({
        trades: fc.array(fc.record({ symbol: anyText, side, quantity: whole })),
        spanUs: count,
      }),
    ),
    expect: fc.array(
      fc.record({
        guardSet: anyText,
        guards: fc.subarray([...GUARD_NAMES]),
        verdict: fc.constantFrom('pass', 'fail', 'inconclusive'),
        duplicates: orNull(count),
      }),
    ),
  }),
  guards: fc.subarray([...GUARD_NAMES]),
  guardSet: anyText,
  seed: whole,
  token: anyText,
}) as fc.Arbitrary<TapeHeader>;

/** Lawful tapes: `seq` from 0, time never going back, `end` last. Keys in no particular order. */
export const anyTape: fc.Arbitrary<Tape> = fc
  .record({
    header: anyHeader,
    events: fc.array(eventWithoutSeq, { maxLength: 12 }),
    last: fc.record({ stamp, entry: entryOf('end') }),
  })
  .map(({ header, events, last }) => {
    const times = [...events, last].map((each) => each.stamp.atUs).sort((a, b) => a - b);
    return {
      header,
      events: [...events, last].map(
        (each, seq) => ({ ...each.entry, ...each.stamp, seq, atUs: times[seq]! }) as TapeEvent,
      ),
    };
  });
