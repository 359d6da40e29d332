import type { CriticalValue, SweepPoint, SweepResult } from '../../../src/verdict/index.js';

export function samplePoint(changes: Partial<SweepPoint> = {}): SweepPoint {
  return {
    valuesUs: [10_000],
    guardSet: 'db-position',
    guards: ['db-position'],
    trials: 200,
    duplicates: 0,
    probability: 0,
    low: 0,
    high: 0.018275,
    method: 'replays',
    possible: true,
    overBlocked: 0,
    stalled: 0,
    failing: 0,
    orderDelay: { p50Us: 18_500, p95Us: 21_300, p99Us: 21_800 },
    eightSymbols: { p50Us: 20_000, p95Us: 22_000, p99Us: 23_000, ordersPerSecond: 400 },
    ...changes,
  };
}

export function sampleCritical(changes: Partial<CriticalValue> = {}): CriticalValue {
  return {
    guardSet: 'db-position',
    guards: ['db-position'],
    secondUs: null,
    valueUs: 7_667,
    claim: 'exact',
    upToUs: 3_600_000_000,
    kind: 'stale-read',
    token: '1abc',
    tokenOptions: ['--latency', 'db.write=constant(7667us)'],
    classes: 26,
    failingClasses: 13,
    note: null,
    ...changes,
  };
}

export function sampleSweep(changes: Partial<SweepResult> = {}): SweepResult {
  return {
    scenario: { id: 'two', path: 'scenarios/two.yaml', title: 'Two <b>runners</b>' },
    seed: 1,
    trials: 200,
    vary: [{ parameter: 'db.write', words: 'db.write=5ms..15ms:5ms', valuesUs: [5e3, 1e4, 15e3] }],
    guardSets: [
      { guardSet: 'none', guards: [] },
      { guardSet: 'db-position', guards: ['db-position'] },
    ],
    points: [
      samplePoint({
        guardSet: 'none',
        guards: [],
        valuesUs: [5_000],
        duplicates: 200,
        probability: 1,
        low: 0.981725,
        high: 1,
        failing: 200,
      }),
      samplePoint({ valuesUs: [5_000], possible: false, method: 'certificate', high: 0 }),
      samplePoint(),
      samplePoint({
        valuesUs: [15_000],
        duplicates: 3,
        probability: 0.00001,
        low: 0.000005,
        high: 0.00002,
        method: 'stratified',
      }),
    ],
    pointsAsked: 6,
    critical: [
      sampleCritical({ guardSet: 'none', guards: [], valueUs: 0, token: null, tokenOptions: [] }),
      sampleCritical(),
    ],
    extraOptions: ['--latency', 'db.read=constant(1ms)', '--latency', 'db.write=constant(1ms)'],
    ...changes,
  };
}
