import { SIGNALS_COUNT_MAX } from './definition-signal.js';
import { fields, optional } from './field-kinds.js';
import { choice, guardSet, wholeNumber } from './word-kinds.js';

/** What a scenario says that it comes to: the measure of every exit code. */
export const expectation = fields(
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
