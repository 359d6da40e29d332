import { describe, expect, it } from 'vitest';
import { exploring, shipped } from './shipped.js';

const LEAKED = shipped('pool-leaked');
const FOR_EVER = {
  ...LEAKED,
  database: { ...LEAKED.database!, checkoutTimeoutUs: null },
};

describe('the last connection of a pool, in every order', () => {
  it('is waited for inside the lock by whom its holder waits for: found, and told with a token', async () => {
    const found = await exploring(LEAKED, 'three-layer');
    expect(found).toMatchObject({ verdict: 'fail', coverage: { kind: 'complete' } });
    expect(found.outcomes).toContainEqual(
      expect.objectContaining({
        fills: { APP: 1 },
        verdict: 'fail',
        errors: ['exactly-one', 'no-stall', 'pending-released'],
        extra: {},
      }),
    );
    expect(found.counterexample).toMatchObject({ kind: 'no-stall' });
    // The story's last words are the wait-for graph.
    expect(found.counterexample!.story).toContain(
      'r1.c1/gme gives up after 10000000 µs: ' +
        'r1.c1/app waits for r1.c1/pending-orders, held by r1.c1/gme; ' +
        'r1.c1/gme waits for a database connection, held by r1.c1/app, 4 leaked',
    );
    // With or without the time-out that ends it.
    expect(await exploring(FOR_EVER, 'three-layer')).toMatchObject({ verdict: 'fail' });
  });

  it.each(['unique-intent', 'db-position', 'pending-lock', 'cycle-set,pending-lock,unique-intent'])(
    'does not stop %s: no check is awaited inside the lock',
    async (guards) => {
      expect(await exploring(LEAKED, guards)).toMatchObject({
        verdict: 'pass',
        coverage: { kind: 'complete' },
      });
    },
  );

  it('does not stop three layers either where each statement has a connection of its own', async () => {
    const each = { ...LEAKED, database: { ...LEAKED.database!, keeps: 'statement' as const } };
    expect(await exploring(each, 'three-layer')).toMatchObject({
      verdict: 'pass',
      coverage: { kind: 'complete' },
    });
  });
});
