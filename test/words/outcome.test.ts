import { describe, expect, it } from 'vitest';
import type { Execution, Finding, Judgement } from '../../src/verdict/index.js';
import { replayLine, verdictSentence } from '../../src/words/index.js';
import {
  blockedByLayer,
  duplicateFills,
  duplicateMatcher,
  overBlockedCount,
  runOutcomes,
} from '../../src/words/run-outcome.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import { judgement, scenarioWords, tapeHeader, USD } from '../support/tape-builder.js';

function fill(symbol: string, atUs: number, side: Execution['side'] = 'BUY'): Execution {
  return {
    atUs,
    symbol,
    side,
    quantity: 7,
    price: 540 * USD,
    path: 'main',
    cycle: 1,
    runner: 'r1',
  };
}

function finding(changes: Partial<Finding>): Finding {
  const words = {
    assertion: 'no-duplicate',
    severity: 'error',
    message: 'Seen.',
    symbol: 'APP',
  } as const;
  return { ...words, atUs: 0, seq: 0, duplicateKind: null, ...changes };
}

function sentence(changes: Partial<Judgement>, header = tapeHeader()): string {
  return verdictSentence({ header, judgement: judgement(changes) });
}

describe('verdictSentence', () => {
  it('says how often a symbol was bought and how often it was due', () => {
    expect(verdictSentence(appWithoutGuards())).toBe('APP was bought 4 times where once was due.');
  });

  it('says who stopped the others', () => {
    expect(verdictSentence(appWithThreeLayers())).toBe(
      '1 order went out; 3 more were stopped, all by cycle-set.',
    );
    const blocked = (['cycle-set', 'db-position', 'db-position'] as const).map((layer) => {
      return { layer, symbol: 'APP', task: 't', atUs: 1, reason: '' };
    });
    expect(sentence({ blocked })).toBe(
      'No order went out; 3 were stopped: 1 by cycle-set and 2 by db-position.',
    );
    expect(sentence({ blocked: blocked.slice(0, 1), fills: [fill('APP', 0)] })).toBe(
      '1 order went out; 1 more was stopped by cycle-set.',
    );
    const duplicates = [{ symbol: 'APP', count: 1, kind: 'bypass' }] as const;
    const fills = [fill('APP', 0), fill('APP', 1), fill('APP', 2, 'SELL')];
    expect(sentence({ verdict: 'fail', blocked, fills, duplicates })).toBe(
      'APP was bought twice where once was due; 3 other attempts were stopped: 1 by cycle-set and 2 by db-position.',
    );
  });

  it('names a few symbols and counts the rest', () => {
    const symbols = ['A', 'B', 'C', 'D', 'E'];
    const fills = symbols.flatMap((symbol) => [fill(symbol, 0), fill(symbol, 1), fill(symbol, 2)]);
    const duplicates = symbols.map((symbol) => ({
      symbol,
      count: symbol === 'B' ? 3 : 2,
      kind: 'stale-read' as const,
    }));
    expect(sentence({ verdict: 'fail', fills, duplicates })).toBe(
      'A was bought 3 times where once was due, B 3 times where none was due, C 3 times where once was due and 2 more symbols too often.',
    );
  });

  it('gives the reason of a failure without a duplicate, and of no verdict', () => {
    expect(
      sentence({ verdict: 'fail', findings: [finding({ severity: 'warning' }), finding({})] }),
    ).toBe('No order was doubled, yet the run failed: Seen.');
    expect(
      sentence({ verdict: 'inconclusive', findings: [finding({ severity: 'warning' })] }),
    ).toBe('There is no verdict: Seen.');
    expect(sentence({ verdict: 'inconclusive' })).toBe('There is no verdict.');
  });

  it('says so when nothing was in the way, or nothing happened', () => {
    expect(sentence({ fills: [fill('A', 0), fill('B', 0)] })).toBe(
      '2 orders went out, none of them twice.',
    );
    expect(sentence({})).toBe('No order went out.');
  });
});

describe('duplicateFills', () => {
  const duplicates = [{ symbol: 'APP', count: 2, kind: 'check-then-act' }] as const;
  const fills = [fill('APP', 1), fill('APP', 1), fill('JD', 1), fill('APP', 1)];

  it('finds them by moment and symbol, the later ones of an instant', () => {
    const findings = [1, 1].map((atUs, seq) =>
      finding({ atUs, seq, duplicateKind: 'check-then-act' }),
    );
    expect([...duplicateFills(judgement({ fills, duplicates, findings }))].sort()).toEqual([1, 3]);
  });

  it('takes the last ones where findings were cut short', () => {
    const cut = judgement({ fills, duplicates, findings: [] });
    expect([...duplicateFills(cut)].sort()).toEqual([1, 3]);
    expect(duplicateMatcher(cut)({ seq: 99, symbol: 'APP', atUs: 1 })).toBe(true);
    expect(duplicateMatcher(cut)({ seq: 99, symbol: 'JD', atUs: 1 })).toBe(false);
  });
});

describe('runOutcomes', () => {
  it('puts fills, sales, duplicates and stopped attempts in order of time', () => {
    const words = judgement({
      fills: [fill('APP', 5), fill('APP', 7), fill('APP', 9, 'SELL')],
      duplicates: [{ symbol: 'APP', count: 1, kind: 'clock' }],
      blocked: [{ layer: 'cycle-set', symbol: 'APP', task: 't', atUs: 7, reason: '' }],
    });
    expect(runOutcomes(words).map(({ kind }) => kind)).toEqual([
      'bought',
      'duplicate',
      'blocked',
      'sold',
    ]);
  });
});

describe('counts of a run', () => {
  it('counts by layer in the order of the guard set', () => {
    const blocked = (['unique-intent', 'cycle-set'] as const).map((layer) => {
      return { layer, symbol: 'APP', task: 't', atUs: 0, reason: '' };
    });
    const header = tapeHeader({ guards: ['cycle-set', 'db-position'] });
    expect(blockedByLayer({ header, judgement: judgement({ blocked }) })).toEqual([
      { layer: 'cycle-set', count: 1 },
      { layer: 'unique-intent', count: 1 },
    ]);
  });

  it('counts what was due and did not go out', () => {
    const findings = [finding({ assertion: 'exactly-one' }), finding({})];
    expect(overBlockedCount({ findings })).toBe(1);
  });
});

describe('replayLine', () => {
  it('can be pasted', () => {
    expect(replayLine(tapeHeader())).toBe(
      'npx racetape replay scenarios/app-4x-buy.yaml --guards none --seed 1',
    );
    const scenario = scenarioWords({ path: 'my scenarios/a.yaml' });
    expect(replayLine(tapeHeader({ scenario, token: 'v1.abc' }))).toBe(
      "npx racetape replay 'my scenarios/a.yaml' --guards none --token v1.abc",
    );
  });
});
