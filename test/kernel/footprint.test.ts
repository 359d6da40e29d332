import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessMode, AccessTable, type KeyRange } from '../../src/kernel/index.js';

const KEYS = ['A', 'AA', 'B', 'C', 'CA', 'Z'];
const MODES: readonly AccessMode[] = ['read', 'write', 'add'];

/** Every range over the keys: each key, each half-open range with open ends, the whole: 6 + 7 x 7 + 1. */
const RANGES: readonly KeyRange[] = [
  ...KEYS.map((key) => ({ key })),
  ...[null, ...KEYS].flatMap((from) => [null, ...KEYS].map((below) => ({ from, below }))),
  'whole',
];

/** Keys, and places between them, so that a range that holds only a gap still holds something. */
const PLACES = ['', ...KEYS.flatMap((key) => [key, `${key} `])];

const holds = (range: KeyRange, place: string): boolean => {
  if (range === 'whole') return true;
  if ('key' in range) return range.key === place;
  return (
    (range.from === null || place >= range.from) && (range.below === null || place < range.below)
  );
};

describe('conflicts of accesses', () => {
  it('are where two ranges share a place: all 56 x 56 pairs, by looking at every place', () => {
    expect(RANGES).toHaveLength(6 + 49 + 1);
    const table = new AccessTable();
    for (const a of RANGES) {
      for (const b of RANGES) {
        const shared = PLACES.some((place) => holds(a, place) && holds(b, place));
        const empty = [a, b].some(isEmpty);
        const conflict = table.conflict(
          table.intern('t', 'write', a),
          table.intern('t', 'read', b),
        );
        // An empty range (from above below) may be said to conflict: too much is sound, too little is not.
        if (shared) expect([a, b, conflict]).toEqual([a, b, true]);
        else if (!empty) expect([a, b, conflict]).toEqual([a, b, false]);
      }
    }
  });

  it('are never where both read, where both add, or where the objects differ', () => {
    const conflicting: string[] = [];
    for (const one of MODES) {
      for (const two of MODES) {
        const table = new AccessTable();
        const here = table.intern('t', one);
        if (table.conflict(here, table.intern('t', two))) conflicting.push(`${one}-${two}`);
        expect(table.conflict(here, table.intern('other', two))).toBe(false);
      }
    }
    expect(conflicting).toEqual([
      'read-write',
      'read-add',
      'write-read',
      'write-write',
      'write-add',
      'add-read',
      'add-write',
    ]);
  });

  it('are symmetric and the same when asked again, over a table of any size, seed 3', () => {
    const access = fc.record({
      object: fc.constantFrom('s', 't'),
      mode: fc.constantFrom(...MODES),
      range: fc.constantFrom(...RANGES),
    });
    fc.assert(
      fc.property(fc.array(access, { minLength: 1, maxLength: 150 }), (accesses) => {
        const table = new AccessTable();
        const ids = accesses.map(({ object, mode, range }) => table.intern(object, mode, range));
        for (const a of ids) {
          for (const b of [ids[0]!, ids.at(-1)!]) {
            const answer = table.conflict(a, b);
            expect(table.conflict(b, a)).toBe(answer);
            expect(table.conflict(a, b)).toBe(answer);
          }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('the table of accesses', () => {
  it('gives one id to one access, by key or by range', () => {
    const table = new AccessTable();
    const id = table.intern('t', 'write', { key: 'A' });
    expect(table.internKey('t', 'write', 'A')).toBe(id);
    expect(table.intern('t', 'write', { key: 'A' })).toBe(id);
    for (const mode of MODES) table.internKey('t', mode, 'A');
    table.internKey('t', 'read', 'B');
    expect(table.size).toBe(4);
    expect(table.get(id)).toEqual({ id, object: 't', mode: 'write', range: { key: 'A' } });
  });

  it('tells keys apart that look like ranges or like the whole', () => {
    const table = new AccessTable();
    const ids = [
      table.intern('t', 'read', { key: '*' }),
      table.intern('t', 'read'),
      table.intern('t', 'read', { from: null, below: null }),
      table.intern('t', 'read', { key: '[null,null)' }),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

describe('conflicts of steps', () => {
  it('are where any two of their accesses conflict', () => {
    const table = new AccessTable();
    const read = table.internKey('t', 'read', 'A');
    const write = table.internKey('t', 'write', 'A');
    const other = table.internKey('t', 'write', 'B');
    expect(table.footprintsConflict([read, other], [write])).toBe(true);
    expect(table.footprintsConflict([read], [other])).toBe(false);
    expect(table.footprintsConflict([], [write])).toBe(false);
  });
});

function isEmpty(range: KeyRange): boolean {
  return !PLACES.some((place) => holds(range, place));
}
