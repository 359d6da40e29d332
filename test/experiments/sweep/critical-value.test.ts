import { describe, expect, it } from 'vitest';
import {
  type ExploreResult,
  exploreScenario,
  type ProgramSetting,
  replayToken,
} from '../../../src/experiments/index.js';
import {
  type CriticalRequest,
  parameterOf,
  scenarioWith,
  solveCritical,
} from '../../../src/experiments/sweep/critical-value.js';
import { settingOf, twoRunners } from './two-runners.js';

const solve = (
  setting: ProgramSetting,
  parameter: string,
  more: Partial<CriticalRequest> = {},
): ReturnType<typeof solveCritical> =>
  solveCritical(
    { setting, parameters: [parameter], valuesUs: [0], secondsUs: [null], ...more },
    () => false,
  );

function at(setting: ProgramSetting, parameter: string, us: number): ProgramSetting {
  const found = parameterOf(parameter, setting.scenario);
  return { ...setting, scenario: scenarioWith(setting.scenario, [[found, us]])! };
}

const explore = (setting: ProgramSetting): Promise<ExploreResult> =>
  exploreScenario({
    ...setting,
    mode: 'exhaustive',
    timing: 'timed',
    bound: 2,
    schedules: 1,
    strategy: 'random',
    shouldStop: () => false,
  });

/** The thresholds, each worked out in `sum`. */
const BY_HAND: readonly {
  readonly what: string;
  readonly setting: ProgramSetting;
  readonly parameter: string;
  readonly sum: string;
  readonly us: number;
}[] = [
  {
    what: 'a write: the second check comes before the first position',
    setting: twoRunners({ 'db.write': 'constant(5ms)' }, { r2Start: '30.001ms' }),
    parameter: 'db.write',
    // Check of r2: 30,001 + v. Position of r1: v + v + ⌊v/2⌋. So v + ⌊v/2⌋ ≥ 30,001:
    // v = 20,000 gives 30,000, v = 20,001 gives 30,001.
    sum: '30,001 + v ≤ 2v + ⌊v/2⌋',
    us: 20_001,
  },
  {
    what: 'a read, which both sides wait for',
    setting: twoRunners(
      { 'db.read': 'constant(1ms)', 'db.write': 'constant(10ms)' },
      {
        r2Start: '40ms',
      },
    ),
    parameter: 'db.read',
    // Check of r2: 40,000 + v + 10,000 + ⌊v/2⌋. Position of r1: v + 10,000 + v + 10,000 + 5,000.
    // So ⌈v/2⌉ ≥ 25,000: v = 49,998 gives 24,999, v = 49,999 gives 25,000.
    sum: '50,000 + v + ⌊v/2⌋ ≤ 25,000 + 2v',
    us: 49_999,
  },
  {
    what: 'a broker',
    setting: twoRunners(
      { broker: 'constant(1ms)', 'db.write': 'constant(4ms)' },
      { r2Start: '30ms' },
    ),
    parameter: 'broker',
    // Check of r2: 30,000 + 4,000. Position of r1: 4,000 + v + 4,000 + 2,000. So v ≥ 24,000.
    sum: '34,000 ≤ 10,000 + v',
    us: 24_000,
  },
  {
    what: 'one leg of a write',
    setting: twoRunners(
      { 'db.write.request': 'constant(1ms)', 'db.write.response': 'constant(2ms)' },
      { r2Start: '31.001ms' },
    ),
    parameter: 'db.write.request',
    // Check of r2: 31,001 + v + 2,000. Position of r1: (v + 2,000) + (v + 2,000) + v.
    // So 2v ≥ 29,001: v = 14,501.
    sum: '33,001 + v ≤ 4,000 + 3v',
    us: 14_501,
  },
  {
    what: 'the upper end of a write that varies',
    setting: twoRunners({ 'db.write': 'uniform(1ms,2ms)' }, { r2Start: '30ms' }),
    parameter: 'db.write.max',
    // Check of r2 at the earliest: 30,000 + 1,000. Position of r1 at the latest: x + x + ⌊x/2⌋.
    // x = 12,400: 24,800 + 6,200 = 31,000; x = 12,399: 24,798 + 6,199 = 30,997.
    sum: '31,000 ≤ 2x + ⌊x/2⌋',
    us: 12_400,
  },
  {
    what: 'a write, under a guard that asks for a recent trade in clock seconds',
    setting: twoRunners(
      { 'db.write': 'constant(5ms)' },
      { r2Start: '10ms', guardSet: 'recent-trade' },
    ),
    parameter: 'db.write',
    // Check of r2: 10,000 + v. Trade of r1: v + ⌊v/2⌋. So ⌊v/2⌋ ≥ 10,000.
    sum: '10,000 + v ≤ v + ⌊v/2⌋',
    us: 20_000,
  },
];

describe('the critical value', { timeout: 60_000 }, () => {
  it.each(BY_HAND)(
    'is the sum worked out by hand, $sum: $what',
    async ({ setting, parameter, us }) => {
      const [critical] = (await solve(setting, parameter)).critical;
      expect(critical).toMatchObject({
        valueUs: us,
        claim: 'exact',
        kind: 'stale-read',
        note: null,
      });
    },
  );

  it.each(BY_HAND)(
    'has a certificate just below it and a token that fails at it: $what',
    async ({ setting, parameter, us }) => {
      const below = await explore(at(setting, parameter, us - 1));
      expect(below).toMatchObject({ verdict: 'pass', coverage: { kind: 'complete' } });
      const above = at(setting, parameter, us);
      const found = await explore(above);
      expect(found).toMatchObject({ verdict: 'fail', coverage: { kind: 'complete' } });
      const [critical] = (await solve(setting, parameter)).critical;
      for (const token of [found.counterexample!.token, critical!.token!]) {
        const silent = { header: () => undefined, event: () => undefined };
        const answer = await replayToken(above, token, 'stop', silent);
        expect(answer.kind === 'replayed' && answer.result.judgement.verdict).toBe('fail');
      }
    },
  );

  it('says of every value whether anything can fail there, as exploring at it does', async () => {
    const { setting, parameter, us } = BY_HAND[0]!;
    const valuesUs = [0, 7, us - 1, us, us + 1, 2 * us];
    const { possible } = await solve(setting, parameter, { valuesUs });
    expect(possible).toEqual([[false, false, false, true, true, true]]);
  });

  it('is solved for each value of a second parameter', async () => {
    const { setting } = BY_HAND[2]!;
    const { critical, possible } = await solve(setting, 'broker', {
      parameters: ['broker', 'db.write'],
      valuesUs: [20_000, 25_000],
      secondsUs: [2_000, 4_000, 20_000],
    });
    // 30,000 + w ≤ w + v + w + w/2: v ≥ 30,000 − 1.5w, and from w = 20,000 on at any v.
    expect(critical.map(({ secondUs, valueUs }) => [secondUs, valueUs])).toEqual([
      [2_000, 27_000],
      [4_000, 24_000],
      [20_000, 0],
    ]);
    expect(possible).toEqual([
      [false, false],
      [false, true],
      [true, true],
    ]);
  });

  it('is the first value of an interval: a start that must not be too late either', async () => {
    // r2 checks at s + 4,000, r1 writes at 10,000 + 20,000: up to s = 26,000 it fails, from 0 on.
    const setting = twoRunners(
      { broker: 'constant(20ms)', 'db.write': 'constant(4ms)' },
      { r2Start: '30ms' },
    );
    const valuesUs = [0, 26_000, 26_001, 40_000];
    const { critical, possible } = await solve(setting, 'runners.r2.start', { valuesUs });
    expect(critical[0]).toMatchObject({ valueUs: 0, claim: 'exact', token: null });
    expect(possible).toEqual([[true, true, false, false]]);
  });

  it('is none where every order was explored and none fails, whatever the latency', async () => {
    const setting = twoRunners(
      { 'db.write': 'constant(5ms)' },
      { r2Start: '30ms', guardSet: 'unique-intent' },
    );
    const { critical, possible } = await solve(setting, 'db.write', { valuesUs: [0, 90_000] });
    expect(critical[0]).toMatchObject({ valueUs: null, claim: 'none', failingClasses: 0 });
    expect(possible).toEqual([[false, false]]);
  });

  it('is not solved, and says so, where a number moves its windows in no line', async () => {
    const setting = twoRunners({ 'db.write': 'lognormal(p50=4ms,p99=9ms)' }, { r2Start: '30ms' });
    const valuesUs = [9_000, 90_000];
    const { critical, possible } = await solve(setting, 'db.write.p99', { valuesUs });
    expect(critical[0]).toMatchObject({ valueUs: null, claim: 'unknown' });
    expect(critical[0]!.note).toMatch(/straight line/);
    // Each point is still decided, exactly, by its own windows.
    expect(possible).toEqual([[false, true]]);
  });

  it('claims no more than it explored when it is stopped', async () => {
    const { setting, parameter } = BY_HAND[0]!;
    let looks = 0;
    const request = { setting, parameters: [parameter], valuesUs: [0], secondsUs: [null] };
    const stopped = await solveCritical(request, () => ++looks > 3);
    expect(['unknown', 'upper bound']).toContain(stopped.critical[0]!.claim);
    expect(stopped.possible).toEqual([[null]]);
  });

  it('counts symbols apart and prints the token of the part that fails', async () => {
    const setting = settingOf(
      `title: Two symbols
start: 2026-01-26T15:42:07Z
system: {closing: false, limiter: none, runners: [{id: r1}, {id: r2, start: 30ms}]}
account: {cash: "$100,000.00"}
signals:
  - {id: a1, symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {id: g1, symbol: GME, quantity: 1, price: 24.00, runner: r1}
  - {id: a2, symbol: APP, quantity: 1, price: 540.00, runner: r2}
latency: {db.write: constant(4ms), broker: constant(1ms)}
`,
      'db-position',
    );
    const [critical] = (await solve(setting, 'broker')).critical;
    expect(critical).toMatchObject({ valueUs: 24_000, claim: 'exact' });
    const answer = await replayToken(at(setting, 'broker', 24_000), critical!.token!, 'stop', {
      header: () => undefined,
      event: () => undefined,
    });
    expect(answer.kind === 'replayed' && answer.result.judgement.verdict).toBe('fail');
  });
});
