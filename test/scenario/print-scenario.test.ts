import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  parseScenario,
  printScenario,
  renderProblems,
  renderScenarioSchema,
  type Scenario,
} from '../../src/scenario/index.js';
import { anyScenario, type FileTree, PLACE, pathsIn, pathsOf } from './any-scenario.js';
import { SMALLEST, scenarioIn } from './read.js';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const SEED = 20261126;

/** A check, and no part of a scenario. */
const NEVER_PRINTED = ['account.equity'];

const publishedSchema = z.fromJSONSchema(JSON.parse(renderScenarioSchema()));

function readBack(text: string, path = PLACE.path): Scenario {
  const read = parseScenario(text, { ...PLACE, path });
  if (!read.ok) throw new Error(`${renderProblems(read)}\n${text}`);
  return read.scenario;
}

describe('printScenario', () => {
  it.each(FILES)(
    'prints %s so that it reads back as the same, and prints that the same',
    (file) => {
      const path = `scenarios/${file}`;
      const scenario = scenarioIn(readFileSync(new URL(file, FOLDER), 'utf8'), path);
      const text = printScenario(scenario);
      expect(readBack(text, path)).toStrictEqual(scenario);
      expect(printScenario(readBack(text, path))).toBe(text);
    },
  );

  it(`prints any scenario so that it reads back as the same, every field of the definition among them, seed ${SEED}`, () => {
    const unprinted = new Set(pathsOf());
    fc.assert(
      fc.property(anyScenario(), ({ scenario }) => {
        const text = printScenario(scenario);
        expect(readBack(text)).toStrictEqual(scenario);
        // What other readers of YAML take it for is what an editor checks it against.
        const tree = parse(text) as unknown;
        expect(publishedSchema.safeParse(tree).error).toBeUndefined();
        for (const path of pathsIn(asTexts(tree))) unprinted.delete(path);
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect([...unprinted]).toEqual(NEVER_PRINTED);
  });

  it('leaves out what is at its default', () => {
    const scenario = scenarioIn(
      `${SMALLEST}system: {interval: 15000ms, limiter: {per-second: 2}}\n`,
    );
    expect(printScenario(scenario)).toBe(
      'title: One BUY\nstart: 2026-01-26T15:42:07Z\naccount:\n  cash: 1000.00\nsignals:\n  - {symbol: APP, price: 540.00}\n',
    );
  });

  it('puts repeats together again, and apart what only looks like them', () => {
    const signals = `signals:
  - {id: x, symbol: APP, price: 5.00, count: 3, every: 10ms}
  - {id: "x#4", symbol: APP, price: 5.50}
  - {symbol: APP, price: 5.00}
  - {id: "y#1", at: 2s, symbol: APP, price: 5.00}
  - {id: "y#2", at: 1s, symbol: APP, price: 5.00}
`;
    const scenario = scenarioIn(SMALLEST.replace(/signals:.*/s, signals));
    expect(printScenario(scenario)).toContain(signals.replaceAll('"', ''));
    expect(readBack(printScenario(scenario), scenario.path)).toStrictEqual(scenario);
  });

  it('puts repeats together beside a single signal of their name', () => {
    const each = ['x', 'x#1', 'x#2'].map((id) => `  - {id: "${id}", symbol: APP, price: 5.00}\n`);
    const scenario = scenarioIn(SMALLEST.replace(/signals:.*/s, `signals:\n${each.join('')}`));
    const text = printScenario(scenario);
    expect(text).toContain('{id: x, symbol: APP, price: 5.00, count: 2}');
    expect(readBack(text, scenario.path)).toStrictEqual(scenario);
  });

  it('keeps the section of a pool that is as by default, since leaving it out says something else', () => {
    const scenario = scenarioIn(`${SMALLEST}database: {}\n`);
    expect(printScenario(scenario)).toContain('\ndatabase: {}\n');
  });
});

/** Numbers and switches as the text that stands for them. */
function asTexts(tree: unknown): FileTree {
  if (Array.isArray(tree)) return tree.map(asTexts);
  if (typeof tree !== 'object' || tree === null) return String(tree);
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, asTexts(value)]));
}
