import { describe, expect, it } from 'vitest';
import { problemsIn, SMALLEST, scenarioIn } from './read.js';

describe('parseScenario', () => {
  it('fills in every default', () => {
    expect(scenarioIn(SMALLEST)).toEqual({
      id: 'one',
      path: 'scenarios/one.yaml',
      title: 'One BUY',
      story: '',
      source: { origin: '', recorded: [], inferred: [] },
      start: '2026-01-26T15:42:07Z',
      startEpochUs: 1_769_442_127_000_000,
      zone: 'UTC',
      record: null,
      system: {
        cycleIntervalUs: 15_000_000,
        failedCyclePauseUs: 60_000_000,
        parallelism: 8,
        guards: [],
        recentTradeWindowUs: 120_000_000,
        limiter: { perSecond: 2, perMinute: 50 },
        closing: true,
        leaseTtlUs: 10_000_000,
        leaseFencing: true,
        brokerTimeoutUs: null,
        brokerRetriesCount: 0,
        runners: [
          {
            id: 'r1',
            startUs: 0,
            cycles: 1,
            positionsLoad: 'works',
            process: 'main',
            clockSkewUs: 0,
            zoneBugUs: 0,
          },
        ],
      },
      account: { cash: 1_000_000_000 },
      positions: [],
      signals: [
        {
          id: 's1',
          symbol: 'APP',
          side: 'BUY',
          quantity: null,
          price: 540_000_000,
          path: 'main',
          scaleIn: false,
          atUs: 0,
          runner: 'r1',
        },
      ],
      latency: {},
      faults: [],
      faultsMax: null,
      database: null,
      expect: [],
    });
  });

  it('reads every field', () => {
    const text = `
title: "Everything"
story: |
  Two
  lines.
source: {origin: a desk, recorded: [rows], inferred: [times]}
start: 2026-01-26T10:42:07.25-05:00
zone: America/New_York
record: {trades: [{symbol: APP, side: SELL, quantity: 7, count: 2}, {symbol: GME, quantity: 1}], span: 1s}
system:
  interval: 1s
  failed-pause: 2s
  parallelism: 3
  guards: cycle-set
  recent-trade-window: 10m
  limiter: {per-second: 1, per-minute: 9}
  closing: false
  lease-ttl: 3s
  lease-fencing: false
  broker-timeout: 4s
  broker-retries: 2
  runners:
    - {id: a, start: 1ms, cycles: 4, positions-load: fails, process: p, clock-skew: 3s, zone-bug: -5h}
    - {id: b}
account: {cash: "-$1,000.5", equity: -795.5}
positions:
  - {symbol: BRK.B, quantity: 2, price: 102.5, avg-cost: 99.999999}
signals:
  - {id: x, at: 5ms, symbol: APP, side: SELL, quantity: 7, price: 1.000001, path: second, runner: b, scale-in: true}
latency:
  db.read: constant(1ms)
  db.write.response: uniform(1ms,2ms)
  broker: lognormal(p50=8ms,p99=40ms,min=1ms,max=50ms)
expect:
  - {guards: recorded, verdict: fail, duplicates: 2}
  - {guards: "unique-intent,cycle-set", verdict: inconclusive, explore: fail}
`;
    expect(scenarioIn(text)).toMatchObject({
      story: 'Two\nlines.',
      source: { origin: 'a desk', recorded: ['rows'], inferred: ['times'] },
      startEpochUs: 1_769_442_127_250_000,
      zone: 'America/New_York',
      record: {
        trades: [
          { symbol: 'APP', side: 'SELL', quantity: 7 },
          { symbol: 'APP', side: 'SELL', quantity: 7 },
          { symbol: 'GME', side: 'BUY', quantity: 1 },
        ],
        spanUs: 1_000_000,
      },
      system: {
        cycleIntervalUs: 1_000_000,
        failedCyclePauseUs: 2_000_000,
        parallelism: 3,
        guards: ['cycle-set'],
        recentTradeWindowUs: 600_000_000,
        limiter: { perSecond: 1, perMinute: 9 },
        closing: false,
        leaseTtlUs: 3_000_000,
        leaseFencing: false,
        brokerTimeoutUs: 4_000_000,
        brokerRetriesCount: 2,
        runners: [
          {
            id: 'a',
            startUs: 1_000,
            cycles: 4,
            positionsLoad: 'fails',
            process: 'p',
            clockSkewUs: 3_000_000,
            zoneBugUs: -18_000_000_000,
          },
          {
            id: 'b',
            startUs: 0,
            cycles: 1,
            positionsLoad: 'works',
            process: 'main',
            clockSkewUs: 0,
            zoneBugUs: 0,
          },
        ],
      },
      account: { cash: -1_000_500_000 },
      positions: [{ symbol: 'BRK.B', quantity: 2, marketPrice: 102_500_000, avgCost: 99_999_999 }],
      signals: [
        {
          id: 'x',
          atUs: 5_000,
          symbol: 'APP',
          side: 'SELL',
          quantity: 7,
          price: 1_000_001,
          path: 'second',
          runner: 'b',
          scaleIn: true,
        },
      ],
      latency: {
        'db.read': { kind: 'constant', us: 1_000 },
        'db.write.response': { kind: 'uniform', minUs: 1_000, maxUs: 2_000 },
        broker: { kind: 'lognormal', p50Us: 8_000, p99Us: 40_000, minUs: 1_000, maxUs: 50_000 },
      },
      expect: [
        {
          guardSet: 'recorded',
          guards: ['cycle-set'],
          verdict: 'fail',
          duplicates: 2,
          explore: null,
        },
        {
          guardSet: 'cycle-set,unique-intent',
          guards: ['cycle-set', 'unique-intent'],
          verdict: 'inconclusive',
          duplicates: null,
          explore: 'fail',
        },
      ],
    });
  });

  it('reads money as text: six decimals that no float holds stay exact', () => {
    const text = SMALLEST.replace('540.00', '123456789.123457').replace('1000.00', '0.100000');
    expect(scenarioIn(text).signals[0]?.price).toBe(123_456_789_123_457);
    expect(scenarioIn(text).account.cash).toBe(100_000);
  });

  it('takes limiter none for no limiter', () => {
    expect(scenarioIn(`${SMALLEST}system: {limiter: none}`).system.limiter).toBeNull();
  });

  it('takes a field left empty for one left out', () => {
    const text = `${SMALLEST}latency:\nexpect: ~\nsystem: {runners: null, closing: }\nstory:\n`;
    expect(scenarioIn(text)).toEqual(scenarioIn(SMALLEST));
  });

  it('reads JSON, which is YAML too', () => {
    const json = JSON.stringify({
      title: 'One BUY',
      start: '2026-01-26T15:42:07Z',
      account: { cash: '1000.00' },
      signals: [{ symbol: 'APP', price: 540 }],
    });
    expect(scenarioIn(json)).toEqual(scenarioIn(SMALLEST));
  });

  it('reads anchors and aliases', () => {
    const text = `${SMALLEST}  - {symbol: APP, price: &price 540.00}\n  - {symbol: GME, price: *price}\nlatency: {db.read: &p constant(5ms), db.write: *p}\n`;
    const scenario = scenarioIn(text);
    expect(scenario.signals[2]?.price).toBe(540_000_000);
    expect(scenario.latency['db.write']).toEqual({ kind: 'constant', us: 5_000 });
  });

  it('means by an alias the nearest anchor of its name above it', () => {
    const text = SMALLEST.replace(
      '540.00}',
      '&p 1.00}\n  - {symbol: APP, price: *p}\n  - {symbol: APP, price: &p 2.00}\n  - {symbol: APP, price: *p}',
    );
    expect(scenarioIn(text).signals.map(({ price }) => price)).toEqual([1e6, 1e6, 2e6, 2e6]);
  });

  it('repeats a signal count times, every so often', () => {
    const text = SMALLEST.replace('540.00}', '540.00, id: x, at: 1ms, count: 3, every: 5ms}');
    expect(scenarioIn(text).signals.map(({ id, atUs }) => [id, atUs])).toEqual([
      ['x#1', 1_000],
      ['x#2', 6_000],
      ['x#3', 11_000],
    ]);
  });

  it('repeats all at once without every, and once without a suffix', () => {
    const text = SMALLEST.replace(
      '540.00}',
      '540.00, count: 2}\n  - {symbol: APP, price: 1.00, count: 1}',
    );
    expect(scenarioIn(text).signals.map(({ id, atUs }) => [id, atUs])).toEqual([
      ['s1#1', 0],
      ['s1#2', 0],
      ['s2', 0],
    ]);
  });

  it('reads a million signals from one line', () => {
    const text = SMALLEST.replace('540.00}', '540.00, count: 1000000, every: 1us}');
    const { signals } = scenarioIn(text);
    expect(signals).toHaveLength(1_000_000);
    expect(signals.at(-1)).toMatchObject({ id: 's1#1000000', atUs: 999_999 });
  });

  it('freezes the scenario through and through', () => {
    const loose: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) loose.push(path);
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    };
    visit(scenarioIn(`${SMALLEST}expect: [{guards: all, verdict: pass}]`), 'scenario');
    expect(loose).toEqual([]);
  });

  it.each([
    ['scenarios/app-4x-buy.yaml', 'app-4x-buy', 'scenarios/app-4x-buy.yaml'],
    ['C:\\work\\app.v2.yml', 'app.v2', 'C:/work/app.v2.yml'],
    ['./bare', 'bare', './bare'],
    ['.hidden', '.hidden', '.hidden'],
  ])('names the scenario of %s', (path, id, shown) => {
    expect(scenarioIn(SMALLEST, path)).toMatchObject({ id, path: shown });
    expect(problemsIn('', path)).toMatch(new RegExp(`^${shown.replaceAll('.', '\\.')}:1:1: `));
  });
});
