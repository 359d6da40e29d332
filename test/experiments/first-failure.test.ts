import { describe, expect, it } from 'vitest';
import { type ExploreResult, exploreScenario, replayToken } from '../../src/experiments/index.js';
import { exploring, scenarioOf, settingOf, shipped } from './shipped.js';

/** Two runners whose cycles overlap: some orders buy twice, some once. */
const SMALL = scenarioOf(`
title: Two buys
story: Two cycles overlap
source: {origin: a test, recorded: [], inferred: [all of it]}
start: 2026-01-26T15:42:07Z
zone: America/New_York
system: {closing: false, runners: [{id: r1, start: 0s}, {id: r2, start: 5ms}]}
account: {cash: "$100,000.00"}
signals:
  - {symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {symbol: APP, quantity: 7, price: 540.00, runner: r2}
latency: {db.read: "uniform(1ms,9ms)", db.write: "uniform(1ms,9ms)", broker: "uniform(1ms,9ms)"}
`);

interface Told {
  readonly soFar: ExploreResult;
  /** Schedules that had been told of when it came. */
  readonly after: number;
}

async function listening(
  guards: string,
  more: Parameters<typeof exploring>[2] = {},
): Promise<{ told: Told[]; result: ExploreResult; steps: string[] }> {
  const told: Told[] = [];
  const steps: string[] = [];
  let after = 0;
  const result = await exploring(SMALL, guards, {
    ...more,
    onProgress: ({ schedules, phase }) => {
      if (phase === 'exploring') after = schedules;
      steps.push(phase);
    },
    onFailure: async (soFar) => {
      // Whoever saves it takes his time.
      await Promise.resolve();
      told.push({ soFar, after });
      steps.push('told');
    },
  });
  return { told, result, steps };
}

describe('the first failing order', () => {
  it.each([
    ['exhaustive', 'timed'],
    ['exhaustive', 'untimed'],
    ['bounded', 'timed'],
    ['sample', 'timed'],
  ] as const)('is told of once, before the search has ended: %s, %s', async (mode, timing) => {
    const { told, result, steps } = await listening('db-position', {
      mode,
      timing,
    });
    expect(result.verdict).toBe('fail');
    expect(told).toHaveLength(1);
    expect(told[0]!.after).toBeLessThan(result.coverage.schedules);
    expect(steps.indexOf('told')).toBeLessThan(steps.lastIndexOf('exploring'));
  });

  it('comes as a result that claims nothing but this failure, with a token that shows it again', async () => {
    const { told } = await listening('db-position');
    const { soFar } = told[0]!;
    expect(soFar).toMatchObject({ verdict: 'fail', timed: true, passingTwin: null });
    expect(soFar.coverage).toMatchObject({ kind: 'sampled' });
    expect(soFar.coverage.note).toMatch(/while the search went on/);
    expect(soFar.outcomes).toHaveLength(1);
    const { counterexample } = soFar;
    expect(counterexample!.minimal).toBe(false);
    expect(counterexample!.story.length).toBe(counterexample!.steps);
    const setting = settingOf(SMALL, 'db-position');
    const again = await replayToken(setting, counterexample!.token, 'stop', {
      header: () => {},
      event: () => {},
    });
    expect(again).toMatchObject({
      kind: 'replayed',
      drift: null,
      result: { judgement: { verdict: 'fail' } },
    });
  });

  it('changes nothing of what the search comes to', async () => {
    const { result } = await listening('db-position');
    const alone = await exploring(SMALL, 'db-position');
    const plain = ({ setting: _, ...rest }: ExploreResult) => rest;
    expect(plain(result)).toEqual(plain(alone));
  });

  it('is not told of where nothing fails', async () => {
    const { told, result } = await listening('all');
    expect(result.verdict).toBe('pass');
    expect(told).toEqual([]);
  });

  it('is never one that no latencies allow: nothing is told of where a timed search passes', async () => {
    // The locks of three-layer are taken for free at first, and orders fail that they do not allow.
    const setting = settingOf(shipped('app-4x-buy'), 'three-layer');
    const told: ExploreResult[] = [];
    const result = await exploreScenario({
      ...setting,
      mode: 'exhaustive',
      timing: 'timed',
      bound: 0,
      schedules: 0,
      strategy: 'random',
      shouldStop: () => false,
      onFailure: (soFar) => void told.push(soFar),
    });
    expect(result.verdict).toBe('pass');
    expect(told).toEqual([]);
  });
});
