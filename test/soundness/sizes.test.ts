import { describe, expect, it } from 'vitest';
import { counted } from './counted.js';
import { size, sized, sizeOf } from './sizes.js';

describe('the size of the soundness tests', () => {
  it('is the slice unless it is asked for in full', () => {
    expect(sizeOf(undefined)).toBe('suite');
    expect(sizeOf('suite')).toBe('suite');
    expect(sizeOf('full')).toBe('full');
  });

  it.each(['', 'Full', '1'])('refuses %j, so that a slip does not pass for a full run', (said) => {
    expect(() => sizeOf(said)).toThrow('expected "suite" or "full"');
  });

  it('picks the value of the present size', () => {
    expect(sized({ suite: 'suite', full: 'full' })).toBe(size);
  });
});

describe('counted', () => {
  it('leaves its row with the result of the test that it is called in', ({ task }) => {
    counted('a row', { counts: { rows: 1 } });
    counted('another', { seeds: '1–2', counts: { rows: 2 } });
    expect(task.meta.counted).toEqual({
      'a row': { counts: { rows: 1 } },
      another: { seeds: '1–2', counts: { rows: 2 } },
    });
    // The table is for what was explored, not for this.
    delete task.meta.counted;
  });
});
