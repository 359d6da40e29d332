import { describe, expect, it } from 'vitest';
import { ASSERTIONS, guards, ProgramFault } from '../../../src/index.js';
import { exploringWith, replayed } from './exploring.js';
import { oneHolding, twoSymbols } from './one-holding.js';
import { boughtFirst, nearFills } from './order-of-fills.js';

describe('a rule that decides on an order that no class has', () => {
  it('has both orders explored where it says that it looks at them', async () => {
    const extraRules = [boughtFirst('that it looks at fills')];
    const found = await exploringWith(twoSymbols(), { extraRules });
    expect([found.verdict, found.coverage.kind, found.coverage.alarm]).toEqual([
      'fail',
      'complete',
      null,
    ]);
    expect(found.outcomes.map(({ verdict }) => verdict).sort()).toEqual(['fail', 'pass']);
    expect(found.counterexample?.kind).toBe('bought-first');
  });

  it.each(['timed', 'untimed'] as const)(
    'is named as what is wrong where it does not: %s',
    async (timing) => {
      const extraRules = [boughtFirst('nothing of it')];
      const { coverage } = await exploringWith(twoSymbols(), { extraRules }, { timing });
      expect(coverage.kind).toBe('sampled');
      expect(coverage.alarm).toMatchObject({ rule: 'bought-first', blame: 'yours' });
      expect(['one class, two outcomes', 'unexplored outcome']).toContain(coverage.alarm!.kind);
    },
  );
});

describe('a rule that decides on a distance in time', () => {
  it.each(['exhaustive', 'bounded', 'sample'] as const)('is refused by name: %s', async (mode) => {
    const exploring = exploringWith(twoSymbols(), { extraRules: [nearFills('error')] }, { mode });
    await expect(exploring).rejects.toThrow(ProgramFault);
    await expect(exploring).rejects.toThrow(/rule "near-fills" decides on a distance in time/);
  });

  it('judges replays, and explorations as a warning', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => index + 1).map((seed) =>
        replayed(twoSymbols(), seed, { extraRules: [nearFills('error')] }),
      ),
    );
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['pass', 'fail']));
    const found = await exploringWith(twoSymbols(), { extraRules: [nearFills('warning')] });
    expect([found.verdict, found.coverage.kind]).toEqual(['pass', 'complete']);
  });
});

describe('what is shipped', () => {
  it('says of every guard and every rule which symbols it rests on', () => {
    const said = [
      ...guards.GUARDS.map(({ name, decidesOn }) => [name, decidesOn]),
      ...ASSERTIONS.map(({ rule }) => [rule.name, rule.relates]),
    ];
    expect(said.filter(([, reach]) => reach === undefined)).toEqual([]);
    expect(said.filter(([, reach]) => reach === 'any symbol')).toEqual([['outbox', 'any symbol']]);
  });

  it('keeps its names: a guard or a rule from outside that takes one is refused', async () => {
    const guard = { ...oneHolding('any symbol'), name: 'db-position' };
    await expect(exploringWith(twoSymbols(), { extraGuards: [guard] })).rejects.toThrow(
      'has the name "db-position"',
    );
    const rule = { ...nearFills('error'), name: 'no-duplicate' };
    await expect(replayed(twoSymbols(), 1, { extraRules: [rule] })).rejects.toThrow(
      'has the name "no-duplicate"',
    );
  });
});
