import type { Side } from '../domain/index.js';
import { database } from './definition-database.js';
import { fault } from './faults-fields.js';
import {
  fields,
  listOf,
  optional,
  type Partly,
  type Read,
  withDefault,
  word,
  wordOr,
} from './field-kinds.js';
import { MOMENT_EXPECTED, MOMENT_PATTERN, parseMoment } from './moment.js';
import { LATENCY_OPERATIONS, type LatencyOperation } from './scenario.js';
import {
  choice,
  duration,
  guardSet,
  holding,
  money,
  notes,
  profile,
  runnerId,
  shares,
  signedDuration,
  symbol,
  text,
  wholeNumber,
  yesNo,
} from './word-kinds.js';
import { parseZone, ZONE_EXPECTED } from './zone.js';

/** A scenario has at most this many signals, repeats counted. */
export const SIGNALS_COUNT_MAX = 1_000_000;

const STORY_LENGTH_MAX = 100_000;
const SIDES: readonly Side[] = ['BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT'];

const source = fields(
  {
    origin: withDefault(text({ meaning: 'Where the data comes from.' }, { lengthMin: 0 }), ''),
    recorded: notes('What was found written down.'),
    inferred: notes('What was concluded, and from what.'),
  },
  { meaning: 'Where the data comes from; what is recorded and what is inferred.' },
);

const recordedTrade = fields(
  {
    symbol: symbol('Symbol of the row.'),
    side: withDefault(choice(SIDES, { meaning: 'Side of the row.' }), 'BUY'),
    quantity: shares('Shares of the row.'),
    count: withDefault(
      wholeNumber({ min: 1, max: 100_000 }, { meaning: 'How many such rows.' }),
      '1',
    ),
  },
  { meaning: 'One row (or `count` equal ones) of the real `trades` table.' },
);

const record = fields(
  {
    trades: listOf(recordedTrade, {
      meaning: 'The trade rows that were found; their order is of no account.',
      min: 1,
    }),
    span: duration({
      meaning:
        'Longest distance between the clock-second stamps of the rows; `0s`: all in one second of the clock.',
    }),
  },
  {
    meaning:
      'The recorded outcome, which a replay with guards `none` or `recorded` must reproduce. Left out: nothing to compare with.',
  },
);

const LIMITER_EXPECTED = 'none, or a map with per-second and per-minute';

const limiter = wordOr(
  choice(['none'], { meaning: 'No limiter.', expected: LIMITER_EXPECTED }),
  fields(
    {
      'per-second': withDefault(
        wholeNumber(
          { min: 1, max: 1_000_000 },
          { meaning: 'Orders in any second.', unit: 'orders' },
        ),
        '2',
      ),
      'per-minute': withDefault(
        wholeNumber(
          { min: 1, max: 1_000_000 },
          { meaning: 'Orders in any minute.', unit: 'orders' },
        ),
        '50',
      ),
    },
    { meaning: 'Sliding windows, per runner, main path only.' },
  ),
  {
    meaning: 'The order limiter of the main path: `none`, or its two windows.',
    expected: LIMITER_EXPECTED,
  },
);

const runner = fields(
  {
    id: runnerId('Name of the chain; signals refer to it.'),
    start: withDefault(duration({ meaning: 'When its first cycle starts.' }), '0s'),
    cycles: withDefault(
      wholeNumber(
        { min: 1, max: 1_000_000 },
        { meaning: 'How many cycles it runs, `system.interval` apart.' },
      ),
      '1',
    ),
    'positions-load': withDefault(
      choice(['works', 'fails'], {
        meaning:
          'Does the load of positions at a cycle’s start work? `fails`: the runner starts with none (fail-open).',
      }),
      'works',
    ),
    process: withDefault(
      runnerId(
        'The process that it runs in. Runners of one process share cash and holdings in memory; those of two share only database and broker.',
      ),
      'main',
    ),
    'clock-skew': withDefault(
      signedDuration({
        meaning:
          'How far its clock is ahead of the database’s; below 0, behind. Felt where the age of a row is asked for (`recent-trade`).',
      }),
      '0s',
    ),
    'zone-bug': withDefault(
      signedDuration({
        meaning:
          'How much later than they are it reads the database’s UTC stamps: `-5h` takes a row for five hours older than it is, `5h` for five hours younger.',
      }),
      '0s',
    ),
  },
  { meaning: 'One chain of cycles; a fresh runner, with empty guards, is built for each cycle.' },
);

const system = fields(
  {
    interval: withDefault(
      duration({ meaning: 'Pause between the end of a cycle and the start of the next.' }),
      '15s',
    ),
    'failed-pause': withDefault(duration({ meaning: 'The same after a failed cycle.' }), '60s'),
    parallelism: withDefault(
      wholeNumber({ min: 1, max: 100_000 }, { meaning: 'Symbol tasks at once.', unit: 'tasks' }),
      '8',
    ),
    guards: withDefault(
      guardSet(
        'The guard set that was in force: what `--guards recorded` means. Cannot itself be `recorded`.',
      ),
      'none',
    ),
    'recent-trade-window': withDefault(
      duration({ meaning: 'How long a BUY row blocks the next one under `recent-trade`.' }),
      '120s',
    ),
    'lease-ttl': withDefault(
      duration({ meaning: 'How long a lease of `lease` lasts that nobody gives back.' }),
      '10s',
    ),
    'lease-fencing': withDefault(
      yesNo({
        meaning:
          'Does the gateway of `lease` refuse a BUY under a lease that is not the newest, or under none?',
      }),
      'true',
    ),
    'broker-timeout': optional(
      duration({
        meaning:
          'After so long without an answer an order’s outcome is unknown; left out, one waits for ever.',
      }),
    ),
    'broker-retries': withDefault(
      wholeNumber(
        { min: 0, max: 100 },
        { meaning: 'How often the main path makes the attempt again after an unknown outcome.' },
      ),
      '0',
    ),
    limiter: withDefault(limiter, {}),
    closing: withDefault(
      yesNo({ meaning: 'Are market prices and the account row rewritten at the end of a cycle?' }),
      'true',
    ),
    runners: withDefault(
      listOf(runner, {
        meaning: 'The chains of cycles; the first is the default of signals.',
        min: 1,
      }),
      [{ id: 'r1' }],
    ),
  },
  { meaning: 'The trading system; its timings and limits default to the recorded system’s.' },
);

const account = fields(
  {
    cash: money({ meaning: 'Cash at the start.' }, 'any'),
    equity: optional(
      money(
        {
          meaning:
            'The recorded equity, as a check: cash + Σ quantity × price of `positions` must come to it, to the cent.',
        },
        'any',
      ),
    ),
  },
  { meaning: 'The account at the start.' },
);

const position = fields(
  {
    symbol: symbol('Symbol held; once each.'),
    quantity: holding({ meaning: 'Shares held; below 0 for a short position.' }),
    price: money({ meaning: 'Market price.' }, 'positive'),
    'avg-cost': optional(money({ meaning: 'Average cost; left out, it is `price`.' }, 'positive')),
  },
  { meaning: 'One position held at the start, at the broker and in the database.' },
);

const signal = fields(
  {
    id: optional(
      text({
        meaning: 'Name of the signal, once each; left out, `s` and its place in the list from 1.',
      }),
    ),
    at: withDefault(
      duration({
        meaning:
          'When it arrives, after `start`. While its runner is not running it waits for the next cycle.',
      }),
      '0s',
    ),
    symbol: symbol('What to trade.'),
    side: withDefault(
      choice(['BUY', 'SELL'], { meaning: 'Which way. Short sales are not simulated.' }),
      'BUY',
    ),
    quantity: optional(shares('How much; left out, the path sizes the order itself.')),
    price: money({ meaning: 'Price of the signal; a paper fill happens at it.' }, 'positive'),
    path: withDefault(
      choice(['main', 'second'], { meaning: 'The guarded main path, or the second (pairs) path.' }),
      'main',
    ),
    runner: optional(runnerId('The runner chain that takes it; left out, the first one.')),
    'scale-in': withDefault(
      yesNo({ meaning: 'A wanted addition to an open position: no duplicate.' }),
      'false',
    ),
    count: optional(
      wholeNumber(
        { min: 1, max: SIGNALS_COUNT_MAX },
        { meaning: 'Repeats the entry; with 2 or more the ids end in `#1`, `#2`, …' },
      ),
    ),
    every: optional(
      duration({ meaning: 'Time from one repeat to the next; left out, all arrive at once.' }),
    ),
  },
  { meaning: 'One signal, or `count` of them.' },
);

const latency = fields(
  Object.fromEntries(
    LATENCY_OPERATIONS.map((operation) => [operation, profile(operation)]),
  ) as Record<LatencyOperation, ReturnType<typeof profile>>,
  { meaning: 'Latency profile of each operation; without one it takes no time.' },
);

const expectation = fields(
  {
    guards: guardSet('The guard set of the replay; each set once.'),
    verdict: choice(['pass', 'fail', 'inconclusive'], { meaning: 'What the replay comes to.' }),
    duplicates: optional(
      wholeNumber(
        { min: 0, max: SIGNALS_COUNT_MAX },
        { meaning: 'Extra fills over all symbols; left out, not compared.' },
      ),
    ),
    explore: optional(
      choice(['pass', 'fail', 'inconclusive'], {
        meaning:
          'What an exploration of every order comes to, where it is to be explored by `racetape start`; left out, `verdict` is expected of it.',
      }),
    ),
  },
  { meaning: 'What a replay under one guard set should come to.' },
);

/** The one definition of a scenario file. Readers, JSON Schema and reference all come from it. */
export const definition = fields(
  {
    title: text({ meaning: 'One line that names the scenario.' }),
    story: withDefault(
      text(
        { meaning: 'What happened in the market, in two to four sentences.' },
        { lengthMin: 0, lengthMax: STORY_LENGTH_MAX },
      ),
      '',
    ),
    source: withDefault(source, {}),
    start: word(parseMoment, {
      meaning: 'Microsecond 0 of the scenario.',
      unit: 'RFC 3339',
      range: '1970–2199, with offset',
      expected: MOMENT_EXPECTED,
      json: { type: 'string', pattern: MOMENT_PATTERN },
    }),
    zone: withDefault(
      word(parseZone, {
        meaning: 'Time zone of the log lines.',
        unit: 'IANA zone',
        range: 'as known to Node',
        expected: ZONE_EXPECTED,
        json: { type: 'string' },
      }),
      'UTC',
    ),
    record: optional(record),
    system: withDefault(system, {}),
    account,
    positions: withDefault(listOf(position, { meaning: 'What is held at the start.' }), []),
    signals: listOf(signal, { meaning: 'What the strategies ask for.', min: 1 }),
    latency: withDefault(latency, {}),
    faults: withDefault(
      listOf(fault, {
        meaning: 'What goes wrong, or may; of those that fit one call the first strikes.',
      }),
      [],
    ),
    'faults-max': optional(
      wholeNumber(
        { min: 0, max: 10 },
        {
          meaning:
            'Most faults at once that an exploration chooses among those that are not `always`; left out, 1 where there are such.',
          unit: 'faults',
        },
      ),
    ),
    database: optional(database),
    expect: withDefault(
      listOf(expectation, { meaning: 'What a replay should come to, by guard set.' }),
      [],
    ),
  },
  { meaning: 'A racetape scenario.' },
);

export type ScenarioFields = Read<typeof definition>;

/** As far as it could be read. */
export type ReadableFields = Partly<ScenarioFields>;
