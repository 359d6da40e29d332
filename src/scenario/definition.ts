import { account, position } from './definition-account.js';
import { database } from './definition-database.js';
import { expectation } from './definition-expectation.js';
import { record, source } from './definition-record.js';
import { signal } from './definition-signal.js';
import { system } from './definition-system.js';
import { fault } from './faults-fields.js';
import {
  fields,
  listOf,
  optional,
  type Partly,
  type Read,
  withDefault,
  word,
} from './field-kinds.js';
import { MOMENT_EXPECTED, MOMENT_PATTERN, parseMoment } from './moment.js';
import { LATENCY_OPERATIONS, type LatencyOperation } from './scenario.js';
import { profile, text, wholeNumber } from './word-kinds.js';
import { parseZone, ZONE_EXPECTED } from './zone.js';

const STORY_LENGTH_MAX = 100_000;

const latency = fields(
  Object.fromEntries(
    LATENCY_OPERATIONS.map((operation) => [operation, profile(operation)]),
  ) as Record<LatencyOperation, ReturnType<typeof profile>>,
  { meaning: 'Latency profile of each operation; without one it takes no time.' },
);

/**
 * The one definition of a scenario file. Readers, JSON Schema and reference all come from it; each
 * of its longer sections lies in `definition-<section>.ts`.
 */
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
