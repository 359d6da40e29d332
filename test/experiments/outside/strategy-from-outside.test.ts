import { describe, expect, it } from 'vitest';
import { engine, type SampleForm, STRATEGY_NAMES } from '../../../src/index.js';
import { exploringWith } from './exploring.js';
import { twoSymbols } from './one-holding.js';

/** Draws as `random` does, and counts the samples that are drawn by it. */
function counted(): { readonly form: SampleForm; readonly made: number[] } {
  const made: number[] = [];
  const form: SampleForm = {
    words: 'each step evenly, and counted',
    estimates: false,
    make: ({ runs, random, estimate }) => {
      made.push(runs);
      return new engine.RandomWalk({ runs, random }, estimate);
    },
  };
  return { form, made };
}

const SAMPLE = { mode: 'sample', schedules: 12 } as const;

describe('a sampling strategy from outside', () => {
  it('draws the runs of a sample, which claims no more for it', async () => {
    const { form, made } = counted();
    const found = await exploringWith(twoSymbols(), { extraStrategy: form }, SAMPLE);
    expect(new Set(made)).toEqual(new Set([12]));
    expect(found.coverage).toMatchObject({ kind: 'sampled', schedules: 12, estimate: null });
  });

  it('leaves nothing behind: the named strategy draws again, with its estimate', async () => {
    const { form, made } = counted();
    await exploringWith(twoSymbols(), { extraStrategy: form }, SAMPLE);
    const before = made.length;
    const { coverage } = await exploringWith(twoSymbols(), {}, SAMPLE);
    expect(made).toHaveLength(before);
    expect(coverage).toMatchObject({ kind: 'sampled', schedules: 12 });
    expect(coverage).not.toMatchObject({ estimate: null });
    expect(STRATEGY_NAMES).toEqual(['random', 'pct', 'pos']);
  });
});
