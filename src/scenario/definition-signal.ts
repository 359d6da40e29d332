import { fields, optional, withDefault } from './field-kinds.js';
import {
  choice,
  duration,
  money,
  runnerId,
  shares,
  symbol,
  text,
  wholeNumber,
  yesNo,
} from './word-kinds.js';

/** A scenario has at most this many signals, repeats counted. */
export const SIGNALS_COUNT_MAX = 1_000_000;

/** What a strategy asks for, once or `count` times. */
export const signal = fields(
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
