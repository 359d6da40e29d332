import { describe, expect, it } from 'vitest';
import type { DuplicateKind } from '../../src/verdict/index.js';
import { exploring, shipped } from '../experiments/shipped.js';

/** One member of the race zoo: a scenario, how its duplicate is born, and what stops it. */
interface Member {
  readonly id: string;
  readonly kind: DuplicateKind;
  /** A guard set under which it duplicates. */
  readonly fails: string;
  /** Guard sets under which no order of it does. */
  readonly passes: readonly string[];
}

/** One row for each member. */
const ZOO: readonly Member[] = [
  {
    id: 'zoo-m1-check-then-act',
    kind: 'check-then-act',
    fails: 'memory-position',
    passes: ['memory-position,cycle-set', 'memory-position,pending-lock', 'lease', 'outbox'],
  },
  {
    id: 'zoo-m2-state-reset',
    kind: 'state-reset',
    fails: 'memory-position,cycle-set,pending-lock',
    passes: ['memory-position,db-position', 'memory-position,recent-trade', 'lease', 'outbox'],
  },
  {
    id: 'zoo-m3-bypass',
    kind: 'bypass',
    fails: 'three-layer',
    passes: ['memory-position,unique-intent', 'memory-position,lease', 'memory-position,outbox'],
  },
  {
    id: 'zoo-m6-two-processes',
    kind: 'two-processes',
    fails: 'three-layer',
    passes: ['memory-position,lease', 'memory-position,unique-intent', 'memory-position,outbox'],
  },
  {
    id: 'zoo-m8-crash',
    kind: 'lost-write',
    fails: 'three-layer',
    passes: ['memory-position,outbox'],
  },
];

describe('the race zoo', () => {
  for (const { id, kind, fails, passes } of ZOO) {
    it(`${id} duplicates under ${fails}, and the counterexample is named ${kind}`, async () => {
      const { verdict, coverage, counterexample, outcomes } = await exploring(shipped(id), fails);
      expect([verdict, coverage.kind, counterexample?.kind]).toEqual(['fail', 'complete', kind]);
      for (const { errors } of outcomes) expect(errors).not.toContain('no-stall');
    });

    it.each(passes)(
      `${id} passes in every order under %s: nothing too much, nothing missing`,
      async (set) => {
        const { verdict, coverage, outcomes } = await exploring(shipped(id), set);
        expect([verdict, coverage.kind]).toEqual(['pass', 'complete']);
        expect(outcomes.map(({ fills }) => fills)).toEqual([{ APP: 1 }]);
      },
    );
  }

  it('zoo-m6-two-processes duplicates under a lease that the gateway does not fence', async () => {
    const scenario = shipped('zoo-m6-two-processes');
    const unfenced = { ...scenario, system: { ...scenario.system, leaseFencing: false } };
    const { verdict, counterexample } = await exploring(unfenced, 'memory-position,lease');
    expect([verdict, counterexample?.kind]).toEqual(['fail', 'two-processes']);
  });

  it('zoo-m8-stuck-order: wherever the process dies, a unique key alone leaves an order stuck, the outbox none', async () => {
    const scenario = shipped('zoo-m8-stuck-order');
    const stuck = await exploring(scenario, 'memory-position,unique-intent');
    expect([stuck.verdict, stuck.coverage.kind]).toEqual(['fail', 'complete']);
    const failing = stuck.outcomes.filter(({ verdict }) => verdict === 'fail');
    expect(failing).toMatchObject([{ fills: {}, errors: ['exactly-one'] }]);
    expect(stuck.counterexample?.faults.join()).toContain('statement=claim intent');
    const found = await exploring(scenario, 'memory-position,outbox');
    expect([found.verdict, found.coverage.kind]).toEqual(['pass', 'complete']);
    for (const { fills } of found.outcomes) expect(fills).toEqual({ APP: 1 });
    // Once nowhere, and once at the answer to each of: its signal, intent, order and settling.
    expect(found.coverage.plans).toBe(5);
    const twice = await exploring(scenario, 'memory-position,outbox', { faults: 2 });
    expect([twice.verdict, twice.coverage.kind]).toEqual(['pass', 'complete']);
    expect(twice.coverage.plans).toBeGreaterThan(5);
  });
});
