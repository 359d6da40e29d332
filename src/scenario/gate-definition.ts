/** The configuration of `racetape gate`, written in the same kinds as a scenario file. */
import { fields, listOf, optional, withDefault, word, wordOr } from './field-kinds.js';
import { accept, type Parsed, refuse } from './problem.js';
import { LATENCY_OPERATIONS } from './scenario.js';
import { choice, duration, guardSet, text, wholeNumber } from './word-kinds.js';

const COUNT_MAX = 1_000_000;

/** The least that an exploration has to claim. */
type Coverage =
  | { readonly kind: 'complete' }
  | { readonly kind: 'bounded'; readonly bound: number }
  | { readonly kind: 'sampled'; readonly schedules: number };

const COVERAGE_EXPECTED = 'complete, bounded(k) with k up to 1000, or sampled(n) with n from 1';

function parseCoverage(written: string): Parsed<Coverage> {
  const bare = written.trim();
  if (bare === 'complete') return accept({ kind: 'complete' });
  const [, kind, digits = ''] = /^(bounded|sampled)\( ?(\d{1,9}) ?\)$/.exec(bare) ?? [];
  const number = Number(digits);
  if (kind === 'bounded' && number <= 1_000) return accept({ kind, bound: number });
  if (kind === 'sampled' && number >= 1) return accept({ kind, schedules: number });
  return refuse(written, COVERAGE_EXPECTED, 'write it like complete, bounded(2) or sampled(1000)');
}

const path = (meaning: string) => text({ meaning }, { lengthMax: 4_096 });

const sets = (meaning: string) =>
  withDefault(listOf(guardSet('A guard set that has to hold.'), { meaning }), []);

const scenario = wordOr(
  path('A scenario file, or a folder of them.'),
  fields(
    {
      path: path('A scenario file, or a folder of them.'),
      guards: sets('The guard sets that have to hold in it.'),
    },
    { meaning: 'A scenario with guard sets of its own.' },
  ),
  { meaning: 'One entry.', expected: 'a path, or a map with path and guards' },
);

const warnings = word(
  (written): Parsed<number | null> => {
    const bare = written.trim();
    if (bare === 'any') return accept(null);
    if (/^\d{1,7}$/.test(bare) && Number(bare) <= COUNT_MAX) return accept(Number(bare));
    return refuse(written, `any, or a whole number from 0 to ${COUNT_MAX}`, 'write any or 0');
  },
  {
    meaning: 'Warnings that a replay may have.',
    expected: `any, or a whole number from 0 to ${COUNT_MAX}`,
    json: { type: ['integer', 'string'] },
  },
);

const amount = (meaning: string) => wholeNumber({ min: 0, max: COUNT_MAX }, { meaning });

const critical = fields(
  {
    scenario: optional(path('Only this scenario; else each that holds the set.')),
    guards: guardSet('The guard set that has to hold.'),
    operation: choice(LATENCY_OPERATIONS, { meaning: 'The operation that gets slow.' }),
    above: duration({
      meaning: 'It has to hold up to this latency, from the declared minimum on.',
    }),
  },
  { meaning: 'The critical latency of a guard set has to lie above a value.' },
);

const canary = wordOr(
  choice(['none'], { meaning: 'No canary.' }),
  fields(
    {
      scenario: path('A scenario that has to fail.'),
      guards: guardSet('The guard set under which it has to.'),
    },
    { meaning: 'What has to fail.' },
  ),
  { meaning: 'A scenario that has to fail.', expected: 'none, or a map with scenario and guards' },
);

export const gateDefinition = fields(
  {
    gate: withDefault(
      fields(
        {
          scenarios: withDefault(listOf(scenario, { meaning: 'Scenarios to hold.' }), []),
          guards: sets('Guard sets that have to hold where a scenario names none.'),
          coverage: withDefault(
            word(parseCoverage, {
              meaning: 'The least that an exploration has to claim.',
              expected: COVERAGE_EXPECTED,
              json: { type: 'string' },
            }),
            'complete',
          ),
          duplicates: withDefault(amount('Extra fills that a run may have.'), '0'),
          findings: withDefault(
            fields(
              {
                errors: withDefault(amount('Other errors that a run may have.'), '0'),
                warnings: withDefault(warnings, 'any'),
              },
              { meaning: 'Findings by severity.' },
            ),
            {},
          ),
          critical: withDefault(listOf(critical, { meaning: 'Critical latencies.' }), []),
          canary: withDefault(canary, { scenario: 'scenarios/app-4x-buy.yaml', guards: 'none' }),
          tokens: optional(path('A file or a folder of saved tokens.')),
          runs: optional(
            wholeNumber(
              { min: 1, max: 1_000_000_000 },
              {
                meaning:
                  'Most runs for each part of a search; 20000 where no budget is given either.',
              },
            ),
          ),
          budget: optional(
            duration({
              meaning: 'How long to explore at most; what it cuts depends on the machine.',
            }),
          ),
          workers: optional(wholeNumber({ min: 1, max: 1_000 }, { meaning: 'Worker threads.' })),
          seed: withDefault(
            wholeNumber({ min: 0, max: 0xffff_ffff }, { meaning: 'Seed of all randomness.' }),
            '1',
          ),
        },
        { meaning: 'What racetape gate asks for.' },
      ),
      {},
    ),
  },
  { meaning: 'Configuration of racetape.' },
);
