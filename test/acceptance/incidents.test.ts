import { afterAll, describe, expect, it } from 'vitest';
import { runRacetape, temporaryFolder } from './run-racetape.js';

interface Run {
  readonly fills: readonly { atUs: number; symbol: string; quantity: number }[];
  readonly trades: readonly { atUs: number; symbol: string; quantity: number }[];
  readonly blocked: readonly { layer: string; symbol: string; reason: string }[];
  readonly duplicates: readonly { symbol: string; count: number; kind: string }[];
  readonly positions: readonly { symbol: string; quantity: number }[];
  readonly matchesRecord: boolean | null;
  readonly verdict: string;
  readonly expected: boolean;
  readonly digest: string;
  readonly guards: readonly string[];
}

const folder = temporaryFolder();
afterAll(() => folder.remove());

function replay(scenario: string, ...words: string[]): Run {
  const path = `scenarios/${scenario}.yaml`;
  const answer = runRacetape(folder.path, 'replay', path, ...words, '--json');
  expect(answer.stderr).toBe('');
  expect(answer.code).toBe(0);
  const { version, runs } = JSON.parse(answer.stdout) as { version: number; runs: Run[] };
  expect(version).toBe(1);
  expect(runs).toHaveLength(1);
  return runs[0]!;
}

const quantities = (run: Run) => run.trades.map(({ quantity }) => quantity).sort((a, b) => a - b);
const spanUs = (rows: Run['fills']) => rows.at(-1)!.atUs - rows[0]!.atUs;
const extra = (run: Run) => run.duplicates.reduce((sum, { count }) => sum + count, 0);

describe.each([
  { scenario: 'app-4x-buy', symbol: 'APP', recorded: [1, 7, 7, 7] },
  { scenario: 'gme-3x-buy', symbol: 'GME', recorded: [167, 167, 167] },
  { scenario: 'app-second-path', symbol: 'APP', recorded: [1, 7, 7, 7] },
  { scenario: 'gme-second-path', symbol: 'GME', recorded: [167, 167, 167] },
])('$scenario', ({ scenario, symbol, recorded }) => {
  const count = recorded.length;

  it('reproduces the record without guards, and that is expected', () => {
    const run = replay(scenario, '--guards', 'none');
    expect(run.fills).toHaveLength(count);
    expect(quantities(run)).toEqual(recorded);
    expect(run.matchesRecord).toBe(true);
    expect(run.verdict).toBe('fail');
    expect(run.expected).toBe(true);
    expect(run.duplicates.map((duplicate) => [duplicate.symbol, duplicate.count])).toEqual([
      [symbol, count - 1],
    ]);
    expect(spanUs(run.fills)).toBeLessThanOrEqual(2_000_000);
  });

  it('is stopped by all guards together', () => {
    const run = replay(scenario, '--guards', 'all');
    expect(run.fills.filter((fill) => fill.symbol === symbol)).toHaveLength(1);
    expect(run.blocked).toHaveLength(count - 1);
    expect(run.duplicates).toEqual([]);
    expect(run.verdict).toBe('pass');
  });
});

describe.each([
  { scenario: 'app-4x-buy', symbol: 'APP', attempts: 4 },
  { scenario: 'gme-3x-buy', symbol: 'GME', attempts: 3 },
])('$scenario under three-layer', ({ scenario, symbol, attempts }) => {
  it('buys once, each other attempt blocked by a layer that is named with its reason', () => {
    const run = replay(scenario, '--guards', 'three-layer');
    expect(run.fills).toHaveLength(1);
    expect(run.verdict).toBe('pass');
    expect(run.matchesRecord).toBeNull();
    expect(run.blocked).toHaveLength(attempts - 1);
    for (const blocked of run.blocked) {
      expect(run.guards).toContain(blocked.layer);
      expect(blocked.symbol).toBe(symbol);
      expect(blocked.reason).not.toBe('');
    }
  });
});

describe('the trades of GME', () => {
  it('lie within one second of the clock', () => {
    const run = replay('gme-3x-buy', '--guards', 'none');
    // The scenario starts on a whole second.
    expect(new Set(run.trades.map(({ atUs }) => Math.floor(atUs / 1_000_000))).size).toBe(1);
  });
});

describe('known limits, made visible', () => {
  it.each(['app-second-path', 'gme-second-path', 'app-overlapping-cycles'])(
    '%s still duplicates under three-layer',
    (scenario) => {
      const run = replay(scenario, '--guards', 'three-layer');
      expect(run.verdict).toBe('fail');
      expect(extra(run)).toBeGreaterThan(0);
    },
  );
});

describe('single guards', () => {
  const table: readonly [string, string, 'stops' | 'lets pass'][] = [
    ['app-4x-buy', 'cycle-set', 'stops'],
    ['app-4x-buy', 'pending-lock', 'stops'],
    ['app-4x-buy', 'db-position', 'lets pass'],
    ['app-4x-buy', 'recent-trade', 'lets pass'],
    ['app-4x-buy', 'unique-intent', 'stops'],
    ['app-cross-cycle', 'cycle-set', 'lets pass'],
    ['app-cross-cycle', 'pending-lock', 'lets pass'],
    ['app-cross-cycle', 'db-position', 'stops'],
    ['app-cross-cycle', 'recent-trade', 'stops'],
    ['app-cross-cycle', 'unique-intent', 'stops'],
    ['app-second-path', 'cycle-set', 'lets pass'],
    ['app-second-path', 'unique-intent', 'stops'],
    ['app-overlapping-cycles', 'unique-intent', 'stops'],
  ];
  it.each(table)('in %s, %s %s duplicates', (scenario, guard, does) => {
    const run = replay(scenario, '--guards', guard);
    expect(extra(run) === 0).toBe(does === 'stops');
    for (const { layer } of run.blocked) expect(layer).toBe(guard);
  });
});

describe('the same command', () => {
  it.each(['app-4x-buy', 'app-overlapping-cycles', 'gme-second-path'])(
    'gives the same digest of %s in every fresh process, and another for another seed',
    (scenario) => {
      const words = ['--guards', 'three-layer', '--seed', '3'];
      const first = replay(scenario, ...words);
      expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(replay(scenario, ...words).digest).toBe(first.digest);
      const other = runRacetape(
        folder.path,
        'replay',
        `scenarios/${scenario}.yaml`,
        '--guards',
        'three-layer',
        '--seed',
        '4',
        '--json',
      );
      expect(JSON.parse(other.stdout).runs[0].digest).not.toBe(first.digest);
    },
  );
});
