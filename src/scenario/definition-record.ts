import type { Side } from '../domain/index.js';
import { fields, listOf, withDefault } from './field-kinds.js';
import { choice, duration, notes, shares, symbol, text, wholeNumber } from './word-kinds.js';

const SIDES: readonly Side[] = ['BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT'];

/** Where the data of a scenario comes from, so that nobody takes a conclusion for a recording. */
export const source = fields(
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

/** What was found in the real table, to hold a replay against. */
export const record = fields(
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
