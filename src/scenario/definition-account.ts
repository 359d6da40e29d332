import { fields, optional } from './field-kinds.js';
import { holding, money, symbol } from './word-kinds.js';

/** What there is to trade with at the start. */
export const account = fields(
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

/** One holding at the start. */
export const position = fields(
  {
    symbol: symbol('Symbol held; once each.'),
    quantity: holding({ meaning: 'Shares held; below 0 for a short position.' }),
    price: money({ meaning: 'Market price.' }, 'positive'),
    'avg-cost': optional(money({ meaning: 'Average cost; left out, it is `price`.' }, 'positive')),
  },
  { meaning: 'One position held at the start, at the broker and in the database.' },
);
