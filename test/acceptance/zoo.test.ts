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
    id: 'zoo-m4-ambiguous-submit',
    kind: 'ambiguous-submit',
    fails: 'memory-position,pending-lock,db-position,recent-trade',
    passes: [
      'memory-position,cycle-set',
      'memory-position,unique-intent',
      'memory-position,outbox',
    ],
  },
  {
    id: 'zoo-m5-replayed-message',
    kind: 'replayed-message',
    fails: 'three-layer',
    passes: ['memory-position,unique-intent', 'memory-position,outbox'],
  },
  {
    id: 'zoo-m6-two-processes',
    kind: 'two-processes',
    fails: 'three-layer',
    passes: ['memory-position,lease', 'memory-position,unique-intent', 'memory-position,outbox'],
  },
  {
    id: 'zoo-m7-stale-read',
    kind: 'stale-read',
    fails: 'three-layer',
    passes: ['memory-position,unique-intent', 'memory-position,outbox'],
  },
  {
    id: 'zoo-m8-crash',
    kind: 'lost-write',
    fails: 'three-layer',
    passes: ['memory-position,outbox'],
  },
  {
    id: 'zoo-m9-clock',
    kind: 'clock',
    fails: 'memory-position,recent-trade',
    passes: ['memory-position,db-position', 'memory-position,unique-intent'],
  },
  {
    id: 'zoo-m9-wrong-zone',
    kind: 'clock',
    fails: 'memory-position,recent-trade',
    passes: ['memory-position,db-position', 'memory-position,unique-intent'],
  },
  {
    id: 'zoo-m10-guard-failure',
    kind: 'guard-failure',
    fails: 'memory-position',
    passes: ['memory-position,unique-intent'],
  },
  {
    id: 'app-lost-write',
    kind: 'lost-write',
    fails: 'three-layer',
    passes: ['memory-position,recent-trade', 'memory-position,unique-intent', 'all'],
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
        for (const { fills } of outcomes) expect(fills).toEqual({ APP: 1 });
      },
    );
  }

  it('zoo-m6-two-processes duplicates under a lease that the gateway does not fence', async () => {
    const scenario = shipped('zoo-m6-two-processes');
    const unfenced = { ...scenario, system: { ...scenario.system, leaseFencing: false } };
    const { verdict, counterexample } = await exploring(unfenced, 'memory-position,lease');
    expect([verdict, counterexample?.kind]).toEqual(['fail', 'two-processes']);
  });

  it('zoo-m9-wrong-zone is one fault away: no replay shows it, and the counterexample names the fault', async () => {
    const { coverage, counterexample } = await exploring(
      shipped('zoo-m9-wrong-zone'),
      'memory-position,recent-trade',
    );
    expect(coverage).toMatchObject({ faultsMax: 1, plans: 3, classes: 3 });
    expect(counterexample).toMatchObject({ faults: ['clock-skew(runner=r2, by=2m)'], signals: 2 });
  });

  it('zoo-m10-guard-failure leaks the pending mark of layer 3, and so all six guards fail too', async () => {
    for (const guards of ['three-layer', 'all']) {
      const { outcomes } = await exploring(shipped('zoo-m10-guard-failure'), guards);
      const failing = outcomes.filter(({ verdict }) => verdict === 'fail');
      expect(failing.map(({ errors }) => errors)).toContainEqual(['pending-released']);
      for (const { errors } of failing) expect(errors).not.toContain('no-duplicate');
    }
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
