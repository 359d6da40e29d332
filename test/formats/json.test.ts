import { describe, expect, it } from 'vitest';
import { renderReplayJson } from '../../src/formats/index.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import { scenarioWords } from '../support/tape-builder.js';

describe('renderReplayJson', () => {
  it('holds exactly the promised keys, in their order', () => {
    const { version, runs } = JSON.parse(renderReplayJson([appWithoutGuards()]));
    expect(version).toBe(1);
    expect(Object.keys(runs[0])).toEqual([
      'scenario',
      'guards',
      'seed',
      'token',
      'digest',
      'fills',
      'trades',
      'positions',
      'blocked',
      'duplicates',
      'findings',
      'matchesRecord',
      'verdict',
      'expected',
      'expectation',
      'record',
      'options',
    ]);
    expect(Object.keys(runs[0].fills[0])).toEqual([
      'atUs',
      'symbol',
      'side',
      'quantity',
      'price',
      'path',
      'cycle',
      'runner',
    ]);
    expect(Object.keys(runs[0].findings[0])).toEqual(['assertion', 'severity', 'message']);
    expect(runs[0].scenario).toBe('scenarios/app-4x-buy.yaml');
    expect(runs[0].duplicates).toEqual([{ symbol: 'APP', count: 3, kind: 'check-then-act' }]);
  });

  it('prints money as dollars with exact cents', () => {
    const run = appWithoutGuards();
    const fills = run.judgement.fills.map((fill) => ({ ...fill, price: 503_950_000 }));
    const text = renderReplayJson([{ ...run, judgement: { ...run.judgement, fills } }]);
    expect(text).toContain('"price": 503.95,');
    expect(text).toContain('"price": 540,');
  });

  it('names layer and reason of what was blocked', () => {
    const { runs } = JSON.parse(renderReplayJson([appWithThreeLayers()]));
    expect(runs[0].blocked[0]).toEqual({
      layer: 'cycle-set',
      symbol: 'APP',
      task: 'r1.c1/APP#2',
      atUs: 32_000,
      reason: 'already had BUY attempted this cycle',
    });
  });

  it('orders runs by scenario path and keeps the order of guard sets', () => {
    const none = appWithoutGuards();
    const other = {
      ...none,
      header: { ...none.header, scenario: scenarioWords({ path: 'scenarios/aaa.yaml' }) },
    };
    const { runs } = JSON.parse(renderReplayJson([appWithThreeLayers(), none, other]));
    expect(
      runs.map((run: { scenario: string; guards: string[] }) => [run.scenario, run.guards.length]),
    ).toEqual([
      ['scenarios/aaa.yaml', 0],
      ['scenarios/app-4x-buy.yaml', 4],
      ['scenarios/app-4x-buy.yaml', 0],
    ]);
  });

  it('is one object and nothing else', () => {
    expect(renderReplayJson([])).toBe('{\n  "version": 1,\n  "runs": []\n}\n');
  });
});
