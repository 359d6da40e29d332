import { describe, expect, it } from 'vitest';
import type { guards } from '../../../src/index.js';
import { exploringWith } from './exploring.js';
import { twoSymbols } from './one-holding.js';

/** Asks one thing of the store, hides what comes of it, and lets every attempt pass. */
function asking(
  uses: readonly guards.StorePart[] | undefined,
  ask: (attempt: guards.Attempt) => Promise<unknown>,
): guards.Guard {
  return {
    name: 'asking',
    place: 'path',
    decidesOn: 'own symbol',
    ...(uses === undefined ? {} : { uses }),
    async wrap(attempt, next) {
      await ask(attempt).catch(() => undefined);
      return next();
    },
  };
}

const ASKS: readonly [guards.StorePart, (attempt: guards.Attempt) => Promise<unknown>][] = [
  ['last BUY', ({ ports, signal }) => ports.store.lastBuyAt(signal.symbol)],
  ['leases', ({ ports, signal }) => ports.store.acquireLease(signal.symbol, 1_000_000)],
];

describe('a guard from outside that asks for a part of the store', () => {
  it.each(ASKS)(
    'ends the run where it does not name %s, even if it hides the error',
    async (part, ask) => {
      const extraGuards = [asking([], ask)];
      await expect(exploringWith(twoSymbols(), { extraGuards })).rejects.toThrow(
        `A guard asks the store for its part "${part}", and no guard of this run names that`,
      );
    },
  );

  it.each(ASKS)('is answered where it names %s, or says nothing', async (part, ask) => {
    for (const uses of [[part], undefined]) {
      const { verdict } = await exploringWith(twoSymbols(), { extraGuards: [asking(uses, ask)] });
      expect(verdict).toBe('pass');
    }
  });
});
