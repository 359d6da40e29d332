import { runner } from './definition-runner.js';
import { fields, listOf, optional, withDefault, wordOr } from './field-kinds.js';
import { choice, duration, guardSet, wholeNumber, yesNo } from './word-kinds.js';

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

/** The trading system under test, as it was recorded where nothing else is said. */
export const system = fields(
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
