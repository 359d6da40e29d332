import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderScenarioSchema, type Scenario } from '../../src/scenario/index.js';
import { SMALLEST, scenarioIn } from './read.js';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const SCREEN_LINES = 60;

const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const shipped = (file: string) => scenarioIn(textOf(file), `scenarios/${file}`);
const publishedSchema = z.fromJSONSchema(JSON.parse(renderScenarioSchema()));

describe.each(FILES)('%s', (file) => {
  const scenario: Scenario = shipped(file);

  it('is read, and fits on one screen', () => {
    expect(scenario.id).toBe(file.replace('.yaml', ''));
    expect(textOf(file).split('\n').length).toBeLessThanOrEqual(SCREEN_LINES);
  });

  it('satisfies the published JSON Schema', () => {
    expect(publishedSchema.safeParse(parse(textOf(file))).error).toBeUndefined();
  });

  it('starts from the recorded account, which adds up', () => {
    const worth = scenario.positions.reduce((sum, p) => sum + p.quantity * p.marketPrice, 0);
    expect(scenario.account.cash).toBe(144_420_920_000);
    expect(worth).toBe(57_160_300_000);
    expect(scenario.account.cash + worth).toBe(201_581_220_000);
    expect(scenario.source.recorded.join()).toContain('equity $201,581.22');
  });

  it('tells its story in two to four sentences and says what is inferred', () => {
    const sentences = scenario.story.split(/(?<=[.?!])\s+/);
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(4);
    expect(scenario.source.inferred.length).toBeGreaterThan(0);
  });

  it('expects something of none, three-layer and all', () => {
    const sets = scenario.expect.map(({ guardSet }) => guardSet);
    expect(sets).toEqual(expect.arrayContaining(['none', 'three-layer', 'all']));
  });

  it('completes in an editor: its first line names the schema', () => {
    expect(textOf(file)).toMatch(/^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\n/);
  });
});

describe('the recorded incidents', () => {
  const rows = (file: string) =>
    shipped(file).record?.trades.map((t) => `${t.symbol} ${t.quantity}`);

  it.each(['app-4x-buy.yaml', 'app-second-path.yaml'])('carry the APP rows: %s', (file) => {
    expect(rows(file)).toEqual(['APP 1', 'APP 7', 'APP 7', 'APP 7']);
    expect(shipped(file).record?.spanUs).toBe(2_000_000);
  });

  it.each(['gme-3x-buy.yaml', 'gme-second-path.yaml'])('carry the GME rows: %s', (file) => {
    expect(rows(file)).toEqual(['GME 167', 'GME 167', 'GME 167']);
    expect(shipped(file).record?.spanUs).toBe(0);
  });

  it('have prices from which the second path sizes its orders as recorded', () => {
    const sized = (price: number) =>
      Math.floor(Math.min(10_000, 0.02 * 201_581.22) / (price / 1e6));
    expect(shipped('app-second-path.yaml').signals.map(({ price }) => sized(price))).toEqual([
      7, 7, 7, 7,
    ]);
    expect(shipped('gme-second-path.yaml').signals.map(({ price }) => sized(price))).toEqual([
      167, 167, 167,
    ]);
    expect(shipped('app-second-path.yaml').signals.every(({ quantity }) => quantity === null)).toBe(
      true,
    );
  });
});

describe('the published JSON Schema', () => {
  it.each([
    ['an unknown field', `${SMALLEST}storry: x`],
    ['a missing field', SMALLEST.replace('title', 'story')],
    ['a quantity of 0', SMALLEST.replace('540.00', '540.00, quantity: 0')],
    ['a bare number for a duration', SMALLEST.replace('540.00', '540.00, at: 5')],
    ['a symbol in small letters', SMALLEST.replace('APP', 'app')],
    ['a limiter of another word', `${SMALLEST}system: {limiter: off}`],
  ])('refuses %s too', (_what, text) => {
    expect(publishedSchema.safeParse(parse(SMALLEST)).success).toBe(true);
    expect(publishedSchema.safeParse(parse(text)).success).toBe(false);
  });
});
