import { type MicroUsd, parseMoney, type Side, SYMBOL_PATTERN } from '../domain/index.js';
import { DURATION_EXPECTED, DURATION_PATTERN, parseDuration } from './duration.js';
import {
  type FieldWords,
  fields,
  listOf,
  optional,
  type Partly,
  type Read,
  withDefault,
  word,
  wordOr,
} from './field-kinds.js';
import { GUARD_SET_EXPECTED, GUARD_SET_NAMES, parseGuardSet } from './guard-set.js';
import { MOMENT_EXPECTED, MOMENT_PATTERN, parseMoment } from './moment.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';
import { PROFILE_EXPECTED, PROFILE_PATTERN, parseProfile } from './profile.js';
import { LATENCY_OPERATIONS, type LatencyOperation } from './scenario.js';
import { parseZone, ZONE_EXPECTED } from './zone.js';

/** A scenario has at most this many signals, repeats counted. */
export const SIGNALS_COUNT_MAX = 1_000_000;

const LINE_LENGTH_MAX = 10_000;
const STORY_LENGTH_MAX = 100_000;
const QUANTITY_MAX = 100_000_000;
const MONEY_RANGE = 'below 1,000,000,000';
const SIDES: readonly Side[] = ['BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT'];

// --- kinds of words -------------------------------------------------------

function text(words: FieldWords, options: { lengthMin?: number; lengthMax?: number } = {}) {
  const { lengthMin = 1, lengthMax = LINE_LENGTH_MAX } = options;
  const expected = `text of ${lengthMin} to ${lengthMax} characters`;
  const read = (written: string): Parsed<string> =>
    written.length >= lengthMin && written.length <= lengthMax
      ? accept(written)
      : refuse(written, expected, written === '' ? 'write something' : 'shorten it');
  const json = { type: 'string', minLength: lengthMin, maxLength: lengthMax };
  return word(read, { range: `${lengthMin}–${lengthMax} characters`, ...words, expected, json });
}

function choice<const C extends string>(
  choices: readonly C[],
  about: FieldWords & { readonly expected?: string },
) {
  const { expected = `one of ${choices.join(', ')}`, ...words } = about;
  const read = (written: string): Parsed<C> => {
    const chosen = choices.find((name) => name === written.trim());
    return chosen === undefined
      ? refuse(written, expected, didYouMean(written, choices))
      : accept(chosen);
  };
  return word(read, {
    range: choices.map((name) => `\`${name}\``).join(', '),
    ...words,
    expected,
    json: { enum: [...choices] },
  });
}

function yesNo(words: FieldWords) {
  const read = (written: string): Parsed<boolean> =>
    written === 'true' || written === 'false'
      ? accept(written === 'true')
      : refuse(written, 'true or false', 'write true or false, in small letters');
  return word(read, {
    range: '`true`, `false`',
    ...words,
    expected: 'true or false',
    json: { type: 'boolean' },
  });
}

function wholeNumber(range: { min: number; max: number }, words: FieldWords, hint?: string) {
  const { min, max } = range;
  const expected = `a whole number from ${min} to ${max}`;
  const read = (written: string): Parsed<number> => {
    const bare = written.trim();
    const value = Number(bare);
    if (/^-?\d{1,15}$/.test(bare) && value >= min && value <= max) return accept(value);
    const fallback = /^-?\d+$/.test(bare)
      ? 'bring it into the range'
      : 'write digits only: no fraction, unit or separator';
    return refuse(written, expected, hint ?? fallback);
  };
  const json = { type: 'integer', minimum: min, maximum: max };
  return word(read, { range: `${min}–${max}`, ...words, expected, json });
}

/** A signed number of shares that is not zero. */
function holding(words: FieldWords) {
  const expected = `a whole number of shares other than 0, at most ${QUANTITY_MAX}`;
  const read = (written: string): Parsed<number> => {
    const value = Number(written.trim());
    return /^-?\d{1,9}$/.test(written.trim()) && value !== 0 && Math.abs(value) <= QUANTITY_MAX
      ? accept(value)
      : refuse(written, expected, 'leave the position out where nothing is held');
  };
  const json = {
    type: 'integer',
    minimum: -QUANTITY_MAX,
    maximum: QUANTITY_MAX,
  };
  return word(read, { unit: 'shares', range: `±1–${QUANTITY_MAX}`, ...words, expected, json });
}

const shares = (meaning: string) =>
  wholeNumber(
    { min: 1, max: QUANTITY_MAX },
    { meaning, unit: 'shares' },
    'whole shares, at least 1; leave it out to let the path size the order',
  );

function duration(words: FieldWords) {
  const json = { type: 'string', pattern: DURATION_PATTERN };
  return word(parseDuration, {
    unit: 'duration',
    range: '0s–366 days',
    ...words,
    expected: DURATION_EXPECTED,
    json,
  });
}

function money(words: FieldWords, sign: 'any' | 'positive') {
  const expected = `${sign === 'positive' ? 'money above 0' : 'money'} with at most 6 decimals, ${MONEY_RANGE}`;
  const read = (written: string): Parsed<MicroUsd> => {
    const value = parseMoney(written);
    if (value === null)
      return refuse(written, expected, 'write it like 144420.92 or "$144,420.92"');
    if (sign === 'positive' && value <= 0) return refuse(written, expected, 'a price is above 0');
    return accept(value);
  };
  const pattern = '^-?\\$?\\d{1,9}(\\.\\d{1,6})?$|^-?\\$?\\d{1,3}(,\\d{3}){1,2}(\\.\\d{1,6})?$';
  const json = { type: ['number', 'string'], pattern };
  const range = sign === 'positive' ? `above 0, ${MONEY_RANGE}` : MONEY_RANGE;
  return word(read, { unit: 'USD', range, ...words, expected, json });
}

function symbol(meaning: string) {
  const expected = 'a symbol: 1 to 5 capital letters, then perhaps a dot and 1 or 2 more';
  const read = (written: string): Parsed<string> =>
    SYMBOL_PATTERN.test(written)
      ? accept(written)
      : refuse(written, expected, 'write it like APP or BRK.B');
  return word(read, {
    meaning,
    range: '`APP`, `BRK.B`',
    expected,
    json: { type: 'string', pattern: SYMBOL_PATTERN.source },
  });
}

function runnerId(meaning: string) {
  const pattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
  const expected = 'a short name of letters, digits, _ and -';
  const read = (written: string): Parsed<string> =>
    pattern.test(written) ? accept(written) : refuse(written, expected, 'write it like r1');
  return word(read, {
    meaning,
    range: 'letters, digits, `_`, `-`; at most 64',
    expected,
    json: { type: 'string', pattern: pattern.source },
  });
}

function guardSet(meaning: string) {
  const range = `${GUARD_SET_NAMES.map((name) => `\`${name}\``).join(', ')}, or a comma list of guards`;
  return word(parseGuardSet, {
    unit: 'guard set',
    meaning,
    range,
    expected: GUARD_SET_EXPECTED,
    json: { type: 'string', pattern: '^[a-z-]+( ?, ?[a-z-]+)*$' },
  });
}

const notes = (meaning: string) =>
  withDefault(listOf(text({ meaning: 'One statement.' }), { meaning }), []);

function profile(operation: LatencyOperation) {
  const leg = /\.(request|response)$/.exec(operation)?.[1];
  const meaning =
    leg === undefined
      ? `Round trip of ${operation}: each of its two legs draws half of it.`
      : `The ${leg} leg alone; goes before the profile of the round trip.`;
  return optional(
    word(parseProfile, {
      meaning,
      unit: 'profile',
      range: '0s–366 days',
      expected: PROFILE_EXPECTED,
      json: { type: 'string', pattern: PROFILE_PATTERN },
    }),
  );
}

// --- the file -------------------------------------------------------------

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
