import { fields, withDefault } from './field-kinds.js';
import { choice, duration, runnerId, signedDuration, wholeNumber } from './word-kinds.js';

/** One chain of cycles, with the process and the clocks that it has. */
export const runner = fields(
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
