import type {
  ScenarioWords,
  Stamp,
  Tape,
  TapeEntry,
  TapeEvent,
  TapeHeader,
} from '../../src/tape/index.js';

/** A header of a quiet scenario: $100,000, nothing held, no record, nothing expected. */
export function sampleHeader({
  scenario,
  ...rest
}: Partial<Omit<TapeHeader, 'scenario'>> & { scenario?: Partial<ScenarioWords> } = {}): TapeHeader {
  return {
    format: 'racetape',
    version: 1,
    scenario: {
      id: 'sample',
      path: 'scenarios/sample.yaml',
      title: 'A sample',
      story: 'Nothing much.',
      origin: 'made up',
      recorded: [],
      inferred: [],
      start: '2026-01-27T14:30:00Z',
      startEpochUs: 1_769_524_200_000_000,
      zone: 'America/New_York',
      recentTradeWindowUs: 120_000_000,
      account: { cash: 100_000_000_000 },
      positions: [],
      record: null,
      expect: [],
      ...scenario,
    },
    guards: [],
    guardSet: 'none',
    seed: 1,
    token: '',
    ...rest,
  };
}

/** An entry with as much of its stamp as matters to the test. */
export type Told = TapeEntry & Partial<Stamp>;

/** Numbers entries from 0, one millisecond apart unless they say when, on task `r1.c1/T` of runner r1, cycle 1. */
export function stampAll(told: readonly Told[]): TapeEvent[] {
  return told.map((entry, index) => ({
    seq: index,
    atUs: index * 1_000,
    task: 'r1.c1/T',
    cycle: 1,
    runner: 'r1',
    ...entry,
  }));
}

/** What a quiet run ends with: every source at $100,000 in cash. */
export const QUIET_END: TapeEntry = endOf({ cash: 100_000_000_000 });

/** An end at which every source agrees on cash and holdings. */
export function endOf({
  cash,
  holdings = 0,
  ...rest
}: {
  cash: number;
  holdings?: number;
} & Partial<Omit<Extract<TapeEntry, { kind: 'end' }>, 'kind'>>): Extract<
  TapeEntry,
  { kind: 'end' }
> {
  const words = { cash, holdings, equity: cash + holdings };
  return {
    kind: 'end',
    equity: ['account row', 'portfolio', 'broker'].map((source) => ({ source, ...words })),
    positions: [],
    broker: [],
    pending: [],
    ...rest,
  };
}

export function sampleTape(told: readonly Told[] = [QUIET_END], header = sampleHeader()): Tape {
  return { header, events: stampAll(told) };
}
