import { describe, expect, it } from 'vitest';
import { renderSweep, renderSweepCsv, renderSweepJson } from '../../../src/formats/index.js';
import { renderSweepPage } from '../../../src/pages/index.js';
import {
  criticalLine,
  criticalSentence,
  probabilityWords,
} from '../../../src/words/sweep-words.js';
import { sampleCritical, samplePoint, sampleSweep } from './sample-sweep.js';

const table = (changes: Parameters<typeof sampleSweep>[0] = {}): string =>
  renderSweep(sampleSweep(changes), { color: false });

describe('the words of a sweep', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [0.25, '0.250'],
    [0.9999, '>0.999'],
    [0.00001, '1.00e-5'],
  ])('tells the probability %f as %s', (probability, words) => {
    expect(probabilityWords(probability)).toBe(words);
  });

  it.each([
    [{}, 'db-position: cannot fail below db.write = 7.667 ms, and can from there (stale-read).'],
    [{ valueUs: 0, kind: null }, 'db-position: can fail at any db.write from 0 on.'],
    [
      { claim: 'none', valueUs: null },
      'db-position: cannot fail at any db.write up to 60.0 min: every order was explored.',
    ],
    [
      { claim: 'upper bound', note: 'stopped' },
      'db-position: can fail at db.write = 7.667 ms (stale-read); perhaps below: stopped.',
    ],
    [{ claim: 'unknown', valueUs: null, note: 'why' }, 'db-position: not solved: why.'],
  ] as const)('says what a critical value claims: %j', (changes, words) => {
    expect(criticalSentence(sampleCritical(changes), sampleSweep())).toBe(words);
  });

  it('names the value of the second parameter', () => {
    const second = { parameter: 'broker', words: 'broker=1ms', valuesUs: [1_000] };
    const sweep = sampleSweep({ vary: [sampleSweep().vary[0]!, second] });
    expect(criticalSentence(sampleCritical({ secondUs: 1_000 }), sweep)).toMatch(
      /^db-position at broker 1 ms: cannot fail/,
    );
  });

  it('prints a line to paste in which each latency stands once: the one that was swept', () => {
    expect(criticalLine(sampleCritical(), sampleSweep())).toBe(
      "npx racetape replay scenarios/two.yaml --guards db-position --latency 'db.read=constant(1ms)' --latency 'db.write=constant(7667us)' --token 1abc",
    );
    expect(criticalLine(sampleCritical({ token: null }), sampleSweep())).toBeNull();
  });
});

describe('the table of a sweep', () => {
  it('has a row for each point, tells the interval or why there is none, and how it was found', () => {
    const text = table();
    expect(text).toMatch(/none +5 ms +200\/200 +1 +0\.982 – 1 +can fail/);
    expect(text).toMatch(/db-position +5 ms +0\/200 +0 +never: every order explored +cannot/);
    expect(text).toMatch(/15 ms +3\/200 +1\.00e-5 +5\.00e-6 – 2\.00e-5/);
    expect(text).toMatch(/stratified sampling, unbiased/);
    expect(text).toMatch(/after Clopper and Pearson/);
    expect(text).toContain('400.0/s');
  });

  it('announces points that are missing, and says so where there is none', () => {
    expect(table()).toContain('Stopped early: 4 of 6 points are done');
    expect(table({ pointsAsked: 4 })).not.toContain('Stopped early');
    expect(table({ points: [], critical: [] })).toContain('No point was done.');
  });

  it('shows a dash where nothing was filled', () => {
    const points = [samplePoint({ orderDelay: null, eightSymbols: null })];
    expect(table({ points })).toMatch(/– +– +– +– +0 +0$/m);
  });

  it('paints rows with duplicates where there is colour', () => {
    expect(renderSweep(sampleSweep(), { color: true })).toContain('\u001b[31m');
    expect(table()).not.toContain('\u001b');
  });
});

describe('the JSON and CSV of a sweep', () => {
  it('keeps the keys of the contract in their order and adds behind them', () => {
    const json = JSON.parse(renderSweepJson(sampleSweep())) as {
      points: Record<string, unknown>[];
      critical: Record<string, unknown>[];
    };
    expect(Object.keys(json.points[0]!).slice(0, 9)).toEqual([
      ...['value', 'guards', 'trials', 'duplicates', 'probability', 'low', 'high'],
      ...['orderDelayP50Us', 'orderDelayP99Us'],
    ]);
    expect(Object.keys(json.critical[0]!).slice(0, 2)).toEqual(['guards', 'valueUs']);
    expect(json.points[0]).not.toHaveProperty('second');
  });

  it('adds the second parameter where there is one', () => {
    const second = { parameter: 'broker', words: 'broker=1ms', valuesUs: [1_000] };
    const sweep = sampleSweep({
      vary: [sampleSweep().vary[0]!, second],
      points: [samplePoint({ valuesUs: [5_000, 1_000], eightSymbols: null, orderDelay: null })],
      critical: [sampleCritical({ secondUs: 1_000 })],
    });
    const json = JSON.parse(renderSweepJson(sweep)) as Record<string, unknown>;
    expect(json).toMatchObject({
      varySecond: 'broker=1ms',
      points: [{ value: 5_000, second: 1_000, orderDelayP50Us: null, ordersPerSecond: null }],
      critical: [{ secondUs: 1_000 }],
    });
    expect(renderSweepCsv(sweep).split('\r\n')[1]).toMatch(/^db-position,5000,1000,replays,200/);
  });
});

describe('the page of a sweep', () => {
  const page = renderSweepPage(sampleSweep());

  it('loads nothing, runs nothing, and keeps hostile titles harmless', () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|javascript:|https?:\/\/(?!www\.w3)/);
    expect(page).not.toContain('<b>runners</b>');
  });

  it('shows critical values first, then heat map, curves, costs and every point', () => {
    const places = [
      'cannot fail below db.write = 7.667 ms',
      'aria-label="Probability of a duplicate by db.write and guard set"',
      'aria-label="Probability of a duplicate, with 95 % intervals, by guard set"',
      'aria-label="Order delay by guard set',
      'aria-label="Orders a second in a cycle of eight symbols, by guard set"',
      'One row for each guard set and value.',
    ].map((words) => page.indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('marks where a guard set begins to fail inside the range, and cells that are not done', () => {
    expect(page).toContain('db-position from 7.667 ms');
    expect(page).toContain('<title>not done</title>');
    expect(page).toContain('0 ?');
  });

  it('tells sets apart by more than colour, and never says NaN', () => {
    expect(page).toContain('stroke-dasharray="7 3"');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws one value, no fill and many values without complaint', () => {
    const one = sampleSweep({
      vary: [{ parameter: 'db.write', words: 'db.write=5ms', valuesUs: [5_000] }],
      points: [samplePoint({ valuesUs: [5_000], orderDelay: null, eightSymbols: null })],
    });
    expect(renderSweepPage(one)).not.toMatch(/NaN|undefined/);
    const valuesUs = Array.from({ length: 40 }, (_, index) => index * 1_000);
    const many = sampleSweep({
      vary: [{ parameter: 'db.write', words: 'db.write=…', valuesUs }],
      points: valuesUs.map((us) => samplePoint({ valuesUs: [us] })),
    });
    expect(renderSweepPage(many)).not.toMatch(/NaN|undefined/);
  });

  it('draws a chart for each of the first values of a second parameter, and announces the rest', () => {
    const valuesUs = Array.from({ length: 9 }, (_, index) => index * 1_000);
    const second = { parameter: 'broker', words: 'broker=…', valuesUs };
    const sweep = sampleSweep({
      vary: [sampleSweep().vary[0]!, second],
      points: valuesUs.map((us) => samplePoint({ valuesUs: [5_000, us] })),
      critical: valuesUs.map((us) => sampleCritical({ secondUs: us })),
    });
    const both = renderSweepPage(sweep);
    expect(both.match(/How likely a duplicate is at broker/g)).toHaveLength(6);
    expect(both).toContain('Charts of 3 further values are left out');
  });

  it('is the same bytes for the same sweep', () => {
    expect(renderSweepPage(sampleSweep())).toBe(page);
  });
});
