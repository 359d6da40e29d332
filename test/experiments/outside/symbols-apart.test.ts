import { describe, expect, it } from 'vitest';
import { accountWide } from './account-wide.js';
import { exploringWith, replayed } from './exploring.js';
import { oneHolding, twoSymbols } from './one-holding.js';

describe('a guard from outside that decides on any symbol', () => {
  it('keeps an order from going out that was due: a replay of seed 6 shows it', async () => {
    const extras = { extraGuards: [oneHolding('any symbol')] };
    expect(await replayed(twoSymbols(), 6, extras)).toEqual({
      verdict: 'fail',
      errors: ['exactly-one'],
    });
  });

  it.each(['any symbol', null] as const)('is explored whole where it says %s', async (said) => {
    const found = await exploringWith(twoSymbols(), { extraGuards: [oneHolding(said)] });
    expect([found.verdict, found.coverage.kind]).toEqual(['fail', 'complete']);
    expect(found.counterexample).toMatchObject({ signals: 2, kind: 'exactly-one', minimal: true });
  });
});

describe('a rule from outside that relates symbols', () => {
  it('is broken by every replay', async () => {
    const extras = { extraRules: [accountWide('any symbol')] };
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await replayed(twoSymbols(), seed, extras), `seed ${seed}`).toEqual({
        verdict: 'fail',
        errors: ['account-wide-duplicate'],
      });
    }
  });

  it.each(['any symbol', null] as const)('is explored whole where it says %s', async (said) => {
    const found = await exploringWith(twoSymbols(), { extraRules: [accountWide(said)] });
    expect([found.verdict, found.coverage.kind]).toEqual(['fail', 'complete']);
    expect(found.counterexample).toMatchObject({ signals: 2, kind: 'account-wide-duplicate' });
  });
});

describe('what falsely says that it rests on its own symbol', () => {
  it.each([
    ['a guard', { extraGuards: [oneHolding('own symbol')] }],
    ['a rule', { extraRules: [accountWide('own symbol')] }],
  ] as const)(
    'never passes, and ends in the alarm of the walks over the whole: %s',
    async (_, extras) => {
      for (const timing of ['timed', 'untimed'] as const) {
        const found = await exploringWith(twoSymbols(), extras, { timing });
        expect([found.verdict, found.coverage.kind], timing).toEqual(['inconclusive', 'sampled']);
        expect(found.coverage.alarm, timing).toMatchObject({
          kind: 'not the sum of its parts',
          blame: 'yours',
        });
      }
    },
  );
});
