import { type Codec, count, integer, listOf, nullable, oneOf, record, text } from './codec.js';
import { guardName, positionRow, side } from './event-shape.js';
import type { Expectation, RecordedOutcome, ScenarioWords, TapeHeader } from './header.js';

const recordedOutcome: Codec<RecordedOutcome> = record({
  trades: listOf(record({ symbol: text, side, quantity: integer })),
  spanUs: count,
});

const expectation: Codec<Expectation> = record({
  guardSet: text,
  guards: listOf(guardName),
  verdict: oneOf('pass', 'fail', 'inconclusive'),
  duplicates: nullable(count),
});

const scenario: Codec<ScenarioWords> = record({
  id: text,
  path: text,
  title: text,
  story: text,
  origin: text,
  recorded: listOf(text),
  inferred: listOf(text),
  start: text,
  startEpochUs: integer,
  zone: text,
  recentTradeWindowUs: count,
  account: record({ cash: integer }),
  positions: listOf(record(positionRow)),
  record: nullable(recordedOutcome),
  expect: listOf(expectation),
});

/** The first line of a tape. */
export const HEADER_SHAPE: Codec<TapeHeader> = record({
  format: oneOf('racetape'),
  version: oneOf(1),
  scenario,
  guards: listOf(guardName),
  guardSet: text,
  seed: integer,
  token: text,
});
