import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TradingTables } from '../../src/database/index.js';
import { AccessTable } from '../../src/kernel/index.js';
import {
  openTables,
  order,
  row,
  START_MS,
  signal,
  trade,
  untouched,
} from './trading-tables-under-test.js';

type Touch = Parameters<TradingTables['positions']>[0];

/** Every statement of the program on few symbols, with what the program learns from it. */
const STATEMENTS: Record<string, (tables: TradingTables, touch: Touch) => unknown> = {
  'insert signal APP': (tables, touch) => tables.insertSignal(signal(), touch),
  'read positions': (tables, touch) => tables.positions(touch),
  'read last BUY of APP': (tables, touch) => tables.lastBuy('APP', touch)?.epochSecond,
  'read last BUY of GME': (tables, touch) => tables.lastBuy('GME', touch)?.epochSecond,
  // Ids go on the tape; no statement and no branch of the program reads one.
  'insert BUY of APP': (tables, touch) => void tables.insertTrade(trade(), touch),
  'insert BUY of GME': (tables, touch) => void tables.insertTrade(trade({ symbol: 'GME' }), touch),
  'insert SELL of APP': (tables, touch) => void tables.insertTrade(trade({ side: 'SELL' }), touch),
  'write 7 of APP': (tables, touch) => tables.upsertPosition(row('APP', 7), touch),
  'write 1 of APP': (tables, touch) => tables.upsertPosition(row('APP', 1), touch),
  'write 0 of APP': (tables, touch) => tables.upsertPosition(row('APP', 0), touch),
  'write 5 of GME': (tables, touch) => tables.upsertPosition(row('GME', 5), touch),
  'write 0 of GME': (tables, touch) => tables.upsertPosition(row('GME', 0), touch),
  'write account 1': (tables, touch) => tables.writeAccount({ cash: 1, equity: 1 }, touch),
  'write account 2': (tables, touch) => tables.writeAccount({ cash: 2, equity: 2 }, touch),
  'claim APP by one': (tables, touch) => tables.claimIntent(order({ signalId: 'one' }), touch),
  'claim APP by two': (tables, touch) => tables.claimIntent(order({ signalId: 'two' }), touch),
  'claim GME by three': (tables, touch) =>
    tables.claimIntent(order({ signalId: 'three', symbol: 'GME' }), touch),
  'add to APP by four': (tables, touch) =>
    tables.claimIntent(order({ signalId: 'four', scaleIn: true }), touch),
  'release APP by one': (tables, touch) => tables.releaseIntent(order({ signalId: 'one' }), touch),
  'release APP by four': (tables, touch) =>
    tables.releaseIntent(order({ signalId: 'four', scaleIn: true }), touch),
  'release GME by three': (tables, touch) =>
    tables.releaseIntent(order({ signalId: 'three', symbol: 'GME' }), touch),
};
const NAMES = Object.keys(STATEMENTS);

let tables: TradingTables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

/** Everything that the program could ever learn of the database from here on, intents by trying them. */
function learned(): unknown[] {
  const seen: unknown[] = [tables.rowsOfPositions(), tables.rowOfAccount()];
  for (const symbol of ['APP', 'GME']) {
    seen.push(tables.lastBuy(symbol, untouched)?.epochSecond);
    for (const signalId of ['four', 'probe']) {
      seen.push(tables.claimIntent(order({ symbol, signalId, scaleIn: true }), untouched));
    }
  }
  for (const signalId of ['one', 'two', 'three', 'four']) {
    // Who gives back what: visible in whether the opening key is free afterwards.
    tables.releaseIntent(order({ signalId }), untouched);
    for (const symbol of ['APP', 'GME']) {
      const probe = order({ signalId: `after ${signalId}`, symbol });
      seen.push(tables.claimIntent(probe, untouched));
      tables.releaseIntent(probe, untouched);
    }
  }
  return seen;
}

/** Runs `before`, then two statements in this order: what each said, how things stand, and what each touched. */
function inOrder(before: readonly string[], one: string, two: string) {
  const accesses = new AccessTable();
  tables.reset(
    () => START_MS,
    () => 0,
  );
  for (const name of before) STATEMENTS[name]!(tables, untouched);
  const footprints = new Map<string, number[]>();
  const said = new Map<string, unknown>();
  for (const name of [one, two]) {
    const footprint: number[] = [];
    said.set(
      name,
      STATEMENTS[name]!(tables, (object, mode, key) =>
        footprint.push(
          key === undefined ? accesses.intern(object, mode) : accesses.internKey(object, mode, key),
        ),
      ),
    );
    footprints.set(name, footprint);
  }
  const conflict = accesses.footprintsConflict(footprints.get(one)!, footprints.get(two)!);
  return { said: [said.get(one), said.get(two)], after: learned(), conflict };
}

function check(before: readonly string[], one: string, two: string): void {
  const forth = inOrder(before, one, two);
  if (forth.conflict) return;
  const back = inOrder(before, two, one);
  expect({ before, one, two, ...forth }).toEqual({
    before,
    one,
    two,
    said: [...back.said].reverse(),
    after: back.after,
    conflict: false,
  });
}

describe('footprints of statements', () => {
  it('conflict wherever the order of two statements can be seen: all 21 x 21 pairs from the start', () => {
    expect(NAMES).toHaveLength(21);
    for (const one of NAMES) for (const two of NAMES) if (one !== two) check([], one, two);
  });

  it('conflict wherever the order of two statements can be seen, after anything, seed 8', () => {
    const name = fc.constantFrom(...NAMES);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), name, name, (before, one, two) => {
        if (one !== two) check(before, one, two);
      }),
      { seed: 8, numRuns: 3_000 },
    );
  });

  it('do not conflict where statements commute by nature', () => {
    for (const [one, two] of [
      ['insert BUY of APP', 'insert SELL of APP'],
      ['insert BUY of APP', 'read last BUY of GME'],
      ['insert signal APP', 'read positions'],
      ['write 7 of APP', 'write 5 of GME'],
      ['write 7 of APP', 'claim APP by one'],
      ['claim APP by one', 'claim GME by three'],
    ] as const) {
      expect([one, two, inOrder([], one, two).conflict]).toEqual([one, two, false]);
    }
    // Two claims that both find the key taken have only read it.
    expect(inOrder(['claim APP by one'], 'claim APP by two', 'claim APP by one').conflict).toBe(
      false,
    );
  });

  it('read the gap where a read finds nothing: a phantom conflicts', () => {
    for (const [one, two] of [
      ['read positions', 'write 7 of APP'],
      ['read last BUY of APP', 'insert BUY of APP'],
      ['claim APP by one', 'claim APP by two'],
    ] as const) {
      expect([one, two, inOrder([], one, two).conflict]).toEqual([one, two, true]);
    }
  });
});
