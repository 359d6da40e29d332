import { describe, expect, it } from 'vitest';
import {
  type ExploreProgress,
  type ExploreRequest,
  type ExploreResult,
  openExplorePool,
} from '../../src/experiments/index.js';
import { mergeSample } from '../../src/experiments/merge-sample.js';
import { SAMPLE_CHUNK_RUNS, type SampledChunk } from '../../src/experiments/sample-chunk.js';
import {
  heardBoard,
  newBoard,
  readBoard,
  stopBoard,
  tellBoard,
} from '../../src/experiments/worker-board.js';
import { parseScenario } from '../../src/scenario/index.js';

const TEXT = `title: Two runners
start: 2026-01-26T15:42:07Z
zone: America/New_York
system: {closing: false, runners: [{id: r1}, {id: r2, start: 5ms}]}
account: {cash: "$100,000.00"}
signals:
  - {symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {symbol: APP, quantity: 7, price: 540.00, runner: r2}
latency: {db.read: "uniform(1ms,9ms)", db.write: "uniform(1ms,9ms)", broker: "uniform(1ms,9ms)"}
`;

function request(changes: Partial<ExploreRequest> = {}): ExploreRequest {
  const parsed = parseScenario(TEXT, { path: 'a.yaml' });
  if (!parsed.ok) throw new Error('no scenario');
  return {
    scenario: parsed.scenario,
    guardSet: 'db-position',
    guards: ['db-position'],
    seed: 1,
    mode: 'exhaustive',
    timing: 'timed',
    bound: 2,
    schedules: 2 * SAMPLE_CHUNK_RUNS + 20,
    strategy: 'random',
    shouldStop: () => false,
    ...changes,
  };
}

/** Explores in a pool of so many workers, relaying as a command line does. */
async function explore(workers: number, asked: ExploreRequest): Promise<ExploreResult> {
  const pool = openExplorePool(workers);
  const timer = setInterval(() => pool.relay(), 1);
  try {
    return await pool.explore(asked);
  } finally {
    clearInterval(timer);
    await pool.close();
  }
}

const withoutSetting = ({ setting: _, ...rest }: ExploreResult) => rest;

describe('a pool', () => {
  it.each([
    ['every class', { mode: 'exhaustive' }],
    ['a sample', { mode: 'sample' }],
    ['a bound', { mode: 'bounded', bound: 1 }],
  ] as const)('answers the same with one worker and with two: %s', async (_what, changes) => {
    const asked = request(changes);
    const [one, two] = [await explore(1, asked), await explore(2, asked)];
    expect(withoutSetting(two)).toEqual(withoutSetting(one));
    expect([one.setting, two.setting]).toEqual([asked, asked]);
    expect(one.verdict).toBe('fail');
  });

  it.each([1, 2])('tells how far it is, with %i workers', async (workers) => {
    const heard: ExploreProgress[] = [];
    const onProgress = (progress: ExploreProgress) => heard.push(progress);
    await explore(workers, request({ mode: 'sample', onProgress }));
    const most = Math.max(...heard.map(({ schedules }) => schedules));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2 * SAMPLE_CHUNK_RUNS + 20);
  });

  it.each([1, 2])('stops where it is told to, with %i workers', async (workers) => {
    const asked = request({ mode: 'sample', schedules: 1_000_000, shouldStop: () => true });
    const { coverage, verdict } = await explore(workers, asked);
    expect(coverage.schedules).toBeLessThan(1_000_000);
    expect(verdict).toBe(coverage.schedules === 0 ? 'inconclusive' : verdict);
  });

  it('stops a worker in the middle of its job', async () => {
    let looks = 0;
    const asked = request({ timing: 'untimed', guards: [], shouldStop: () => ++looks > 3 });
    const { coverage } = await explore(2, asked);
    expect(['sampled', 'complete']).toContain(coverage.kind);
  });

  it('does its jobs one after another where it has one worker, also after one that failed', async () => {
    const pool = openExplorePool(1);
    const broken = request({
      shouldStop: () => {
        throw new Error('no clock');
      },
    });
    const [first, second] = await Promise.allSettled([
      pool.explore(broken),
      pool.explore(request()),
    ]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
    pool.relay();
    await pool.close();
  });

  it('passes the error of a worker on', async () => {
    const nonsense = request({ mode: 'nonsense' as never });
    await expect(explore(2, nonsense)).rejects.toThrow();
  });
});

describe('the board between pool and worker', () => {
  it('carries one word there and the counts back', () => {
    const board = newBoard();
    expect([heardBoard(board), readBoard(board)]).toEqual([false, null]);
    tellBoard(board, { started: true });
    const told: ExploreProgress = {
      phase: 'looking for the twin',
      schedules: 1,
      classes: 2,
      redundant: 3,
      abandoned: 4,
      infeasible: 5,
      failing: 6,
    };
    tellBoard(board, told);
    expect(readBoard(board)).toEqual(told);
    stopBoard(board);
    expect(heardBoard(board)).toBe(true);
  });
});

describe('chunks of a sample', () => {
  const outcome = (name: string) => ({
    name,
    verdict: 'pass' as const,
    fills: {},
    duplicates: [],
    errors: [],
    errorsOf: [],
    faults: 'all struck' as const,
  });
  const example = { keys: [], answers: [] };
  const chunk = (changes: Partial<SampledChunk>): SampledChunk => ({
    runs: 4,
    schedules: 4,
    abandoned: 0,
    outcomes: [
      { outcome: outcome('one'), schedules: 3, example },
      { outcome: outcome('two'), schedules: 1, example },
    ],
    classes: [
      ['aa', 0],
      ['bb', 1],
    ],
    infeasible: ['ff'],
    estimate: 8,
    sites: [],
    ...changes,
  });

  it('are counted together: a class that two of them met is one class', () => {
    const other = chunk({
      runs: 12,
      classes: [
        ['bb', 1],
        ['cc', 0],
      ],
      infeasible: ['ff', 'ee'],
      estimate: 4,
    });
    const { tallies, coverage } = mergeSample([chunk({}), other], 16);
    expect(tallies.map(({ name, classes, schedules }) => [name, classes, schedules])).toEqual([
      ['one', 2, 6],
      ['two', 1, 2],
    ]);
    // The mean over 16 runs: (4 × 8 + 12 × 4) / 16.
    expect(coverage).toMatchObject({
      classes: 3,
      infeasible: 2,
      schedules: 8,
      redundant: 3,
      estimate: 5,
      note: null,
    });
  });

  it('have no estimate where one of them has none, and none without runs', () => {
    expect(mergeSample([chunk({}), chunk({ estimate: null })], 8).coverage.estimate).toBeNull();
    const none = chunk({
      runs: 0,
      schedules: 0,
      outcomes: [],
      classes: [],
      infeasible: [],
      estimate: null,
      sites: [],
    });
    expect(mergeSample([none], 8).coverage).toMatchObject({
      estimate: null,
      note: 'stopped after 0 of 8 runs',
    });
    expect(mergeSample([chunk({}), none], 8).coverage.estimate).toBe(8);
  });
});
