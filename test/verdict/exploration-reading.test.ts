import { describe, expect, it } from 'vitest';
import {
  type ExplorationOutcome,
  type ExploreProgress,
  exploreScenario,
  extraBuys,
  jointOutcomes,
  parseScenario,
} from '../../src/index.js';

/** An outcome that buys one symbol so often, once being due. */
const outcome = (changes: Partial<ExplorationOutcome>): ExplorationOutcome => ({
  fills: { APP: 1 },
  classes: 1,
  verdict: 'pass',
  errors: [],
  extra: {},
  apart: null,
  ...changes,
});
const twice = outcome({ fills: { APP: 2 }, classes: 3, verdict: 'fail', extra: { APP: 1 } });
const fourTimes = outcome({ fills: { APP: 4 }, classes: 5, verdict: 'fail', extra: { APP: 3 } });

describe('how often a symbol is bought too often', () => {
  it('holds for every order only where all were run and each does', () => {
    expect(extraBuys([twice, fourTimes], 'complete')).toEqual([
      { symbol: 'APP', least: 2, most: 4, failing: 8, classes: 8, inEveryOrder: true },
    ]);
    expect(extraBuys([twice, outcome({})], 'complete')).toEqual([
      { symbol: 'APP', least: 2, most: 2, failing: 3, classes: 4, inEveryOrder: false },
    ]);
    for (const claim of ['sampled', 'bounded'] as const)
      expect(extraBuys([twice], claim)).toMatchObject([{ inEveryOrder: false }]);
    expect(extraBuys([outcome({ fills: { APP: 2 } })], 'complete')).toEqual([]);
  });

  it('is held against the classes of that symbol where symbols were explored apart', () => {
    const app = { ...twice, apart: 'APP' };
    const gme = outcome({ fills: { GME: 1 }, apart: 'GME', classes: 7 });
    expect(extraBuys([app, gme], 'complete')).toMatchObject([
      { symbol: 'APP', failing: 3, classes: 3, inEveryOrder: true },
    ]);
  });
});

describe('outcomes of symbols explored apart', () => {
  const ends = (symbol: string, ...counts: number[]) =>
    counts.map((count) =>
      outcome({
        fills: { [symbol]: count },
        apart: symbol,
        verdict: count > 1 ? 'fail' : 'pass',
      }),
    );

  it('are put together as their product, with the worse verdict of both', () => {
    expect(jointOutcomes([...ends('APP', 1, 2), ...ends('GME', 1)])).toEqual([
      { fills: { APP: 1, GME: 1 }, verdict: 'pass' },
      { fills: { APP: 2, GME: 1 }, verdict: 'fail' },
    ]);
  });

  it('are left apart where there are too many, and where they are those of the scenario', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].flatMap((symbol) => ends(symbol, 1, 2));
    expect(jointOutcomes(many)).toBeNull();
    expect(jointOutcomes([outcome({}), twice])).toBeNull();
  });
});

describe('progress of an exploration', () => {
  it('counts failures among classes and classes among runs, over symbols explored apart', async () => {
    const signals = ['APP', 'APP', 'GME', 'GME'].map(
      (symbol) => `  - {symbol: ${symbol}, quantity: 7, price: 600}`,
    );
    const text = `title: two symbols, two orders of each
start: 2026-01-26T15:00:00Z
system: {limiter: none, closing: false}
account: {cash: 900000}
signals:
${signals.join('\n')}
`;
    const parsed = parseScenario(text, { path: 'two.yaml' });
    if (!parsed.ok) throw new Error('the scenario is one');
    const heard: ExploreProgress[] = [];
    const result = await exploreScenario({
      scenario: parsed.scenario,
      guards: [],
      guardSet: 'none',
      seed: 1,
      mode: 'exhaustive',
      timing: 'timed',
      bound: 0,
      schedules: 0,
      strategy: 'random',
      shouldStop: () => false,
      onProgress: (progress) => {
        if (progress.phase === 'exploring') heard.push({ ...progress });
      },
    });
    expect(result.outcomes.map(({ apart }) => apart)).toEqual(['APP', 'GME']);
    let before = 0;
    for (const { failing, classes, schedules } of heard) {
      expect(failing).toBeLessThanOrEqual(classes);
      expect(classes).toBeLessThanOrEqual(schedules);
      expect(schedules).toBeGreaterThanOrEqual(before);
      before = schedules;
    }
    const { failing, classes, schedules } = heard.at(-1)!;
    expect({ classes, schedules }).toEqual({
      classes: result.coverage.classes,
      schedules: result.coverage.schedules,
    });
    expect(failing).toBe(classes);
    expect(failing).toBeGreaterThan(0);
  });
});
