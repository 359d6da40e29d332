import { DURATION_EXPECTED, DURATION_PATTERN, parseDuration } from './duration.js';
import { type FieldWords, fields, type Read, withDefault, word } from './field-kinds.js';
import { accept, type Parsed, refuse } from './problem.js';
import type { DatabaseSettings } from './scenario.js';
import { choice, duration, wholeNumber } from './word-kinds.js';

/** A time-out that there need not be. */
function timeout(words: FieldWords) {
  const expected = `none, or ${DURATION_EXPECTED}`;
  const read = (text: string): Parsed<number | null> => {
    if (text.trim() === 'none') return accept(null);
    const parsed = parseDuration(text);
    return parsed.ok ? parsed : refuse(text, expected, parsed.refusal.hint);
  };
  return word(read, {
    unit: 'duration',
    range: '`none`, 0s–366 days',
    ...words,
    expected,
    json: { type: 'string', pattern: `^none$|${DURATION_PATTERN}` },
  });
}

/** The section `database`: what a call waits for besides its latency. */
export const database = fields(
  {
    pool: withDefault(
      wholeNumber(
        { min: 1, max: 10_000 },
        {
          meaning:
            'Connections of the process, all its runners together. Each statement checks one out, first come, first served.',
          unit: 'connections',
        },
        'a pool has at least 1; leave the section out where nobody ever waits for a connection',
      ),
      '5',
    ),
    leaked: withDefault(
      wholeNumber(
        { min: 0, max: 10_000 },
        {
          meaning: 'How many of them somebody has checked out and never given back.',
          unit: 'connections',
        },
      ),
      '0',
    ),
    'checkout-timeout': withDefault(
      timeout({
        meaning: 'How long a task waits for a connection before its call throws; `none`: for ever.',
      }),
      '10s',
    ),
    'busy-timeout': withDefault(
      duration({
        meaning:
          'SQLite’s `busy_timeout`: how long a write waits for the writer’s lock (see `db.write.hold`) before it throws SQLITE_BUSY.',
      }),
      '5s',
    ),
    keeps: withDefault(
      choice(['statement', 'booking'], {
        meaning:
          'How long a symbol task keeps a connection: for one `statement`, or for its whole `booking`, from the trade row to the end of the path.',
      }),
      'statement',
    ),
  },
  {
    meaning:
      'The pool of connections and the one writer. Left out: a connection for every call, a busy time-out of 5 s.',
  },
);

export function databaseOf(read: Read<typeof database>): DatabaseSettings {
  return {
    connectionsCount: read.pool,
    leakedCount: read.leaked,
    checkoutTimeoutUs: read['checkout-timeout'],
    busyTimeoutUs: read['busy-timeout'],
    keeps: read.keeps,
  };
}
