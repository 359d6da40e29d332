import type { GuardName, JournalEntry, MicroUsd, PathName, Side } from '../../src/domain/index.js';
import type {
  EndEntry,
  ScenarioWords,
  TapeEntry,
  TapeEvent,
  TapeHeader,
} from '../../src/tape/index.js';
import type { Judgement } from '../../src/verdict/index.js';

export const CENT: MicroUsd = 10_000;
export const USD: MicroUsd = 1_000_000;

export function scenarioWords(changes: Partial<ScenarioWords> = {}): ScenarioWords {
  return {
    id: 'app-4x-buy',
    path: 'scenarios/app-4x-buy.yaml',
    title: 'APP bought four times in two seconds',
    story:
      'One signal for APP reached four tasks of one cycle. Each asked\nwhether APP was held, and none had written it yet.\n\nFour orders went out where one was due.',
    origin: 'trading_data.db and robo_trader.log of 2026-01-27',
    recorded: ['four BUY rows: 1, 7, 7, 7 shares', 'all within 2 seconds'],
    inferred: ['a price between $503.95 and $575.95'],
    start: '2026-01-26T15:42:07Z',
    startEpochUs: 1_769_442_127_000_000,
    zone: 'America/New_York',
    recentTradeWindowUs: 120_000_000,
    account: { cash: 144_420_920_000 },
    positions: [{ symbol: 'JD', quantity: 33, avgCost: 35 * USD, marketPrice: 36 * USD }],
    record: {
      trades: [1, 7, 7, 7].map((quantity) => ({ symbol: 'APP', side: 'BUY', quantity })),
      spanUs: 2_000_000,
    },
    expect: [
      { guardSet: 'none', guards: [], verdict: 'fail', duplicates: 3 },
      {
        guardSet: 'three-layer',
        guards: ['memory-position', 'cycle-set', 'pending-lock', 'db-position'],
        verdict: 'pass',
        duplicates: 0,
      },
    ],
    ...changes,
  };
}

export function tapeHeader(changes: Partial<TapeHeader> = {}): TapeHeader {
  return {
    format: 'racetape',
    version: 1,
    scenario: scenarioWords(),
    guards: [],
    guardSet: 'none',
    seed: 1,
    token: '',
    ...changes,
  };
}

export function judgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    verdict: 'pass',
    findings: [],
    fills: [],
    trades: [],
    positions: [],
    blocked: [],
    duplicates: [],
    record: null,
    matchesRecord: null,
    expected: true,
    ...changes,
  };
}

/** A hand-made tape: events are added at any time and stamped in order of time at the end. */
export class TapeBuilder {
  readonly #events: { atUs: number; task: string | null; cycle: number; entry: TapeEntry }[] = [];
  #calls = 0;

  at(atUs: number, task: string | null, entry: TapeEntry, cycle = 1): this {
    this.#events.push({ atUs, task, cycle, entry });
    return this;
  }

  call(
    task: string,
    words: {
      operation: 'db.read' | 'db.write' | 'broker';
      statement: string;
      atUs: number;
      effectUs: number;
      responseUs: number;
    },
    cycle = 1,
  ): this {
    const { operation, statement } = words;
    const call = this.#calls++;
    const leg = { kind: 'call', call, operation, statement } as const;
    this.at(words.atUs, task, { ...leg, phase: 'request' }, cycle);
    this.at(words.effectUs, task, { ...leg, phase: 'effect' }, cycle);
    return this.at(words.responseUs, task, { ...leg, phase: 'response' }, cycle);
  }

  lock(
    task: string,
    name: string,
    times: { waitUs: number; acquireUs: number; releaseUs: number },
    cycle = 1,
  ): this {
    this.at(times.waitUs, task, { kind: 'lock', name, action: 'wait' }, cycle);
    this.at(times.acquireUs, task, { kind: 'lock', name, action: 'acquire' }, cycle);
    return this.at(times.releaseUs, task, { kind: 'lock', name, action: 'release' }, cycle);
  }

  guard(
    task: string,
    atUs: number,
    words: {
      layer: GuardName;
      signalId: string;
      decision: 'marked' | 'passed' | 'blocked' | 'released';
      reason: string;
      symbol?: string;
    },
    cycle = 1,
  ): this {
    const entry: JournalEntry = { kind: 'guard', symbol: 'APP', ...words };
    return this.at(atUs, task, entry, cycle);
  }

  events(): readonly TapeEvent[] {
    const ordered = this.#events
      .map((event, index) => ({ ...event, index }))
      .sort((a, b) => a.atUs - b.atUs || a.index - b.index);
    return ordered.map(({ atUs, task, cycle, entry }, seq) => {
      const outside = task === null;
      const stamp = {
        seq,
        atUs,
        task,
        cycle: outside ? null : cycle,
        runner: outside ? null : 'r1',
      };
      return { ...stamp, ...entry } as TapeEvent;
    });
  }
}

export function orderWords(signalId: string, quantity: number, price: MicroUsd = 540 * USD) {
  const side: Side = 'BUY';
  const path: PathName = 'main';
  return { signalId, symbol: 'APP', side, quantity, price, path, scaleIn: false };
}

export function endEntry(changes: Partial<EndEntry> = {}): EndEntry {
  return { kind: 'end', equity: [], positions: [], broker: [], pending: [], ...changes };
}
