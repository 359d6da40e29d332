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

  it('zoo-m8-crash: a unique key leaves an order stuck where the process dies before it went out', async () => {
    const scenario = shipped('zoo-m8-crash');
    const [crash] = scenario.faults;
    const dyingAt = (statement: 'claim intent' | 'open outbox for') => ({
      ...scenario,
      faults: [{ ...crash!, place: { ...crash!.place, statement } }],
    });
    const stuck = await exploring(dyingAt('claim intent'), 'memory-position,unique-intent');
    expect(stuck.outcomes).toMatchObject([{ verdict: 'fail', fills: {}, errors: ['exactly-one'] }]);
    const found = await exploring(dyingAt('open outbox for'), 'memory-position,outbox');
    expect(found.outcomes).toMatchObject([{ verdict: 'pass', fills: { APP: 1 } }]);
    expect(found.coverage.kind).toBe('complete');
  });
});
