import { describe, expect, it } from 'vitest';
import {
  chain,
  GUARD_NAMES,
  GUARDS,
  type Guard,
  GuardedBroker,
  guardsAt,
  type Outcome,
} from '../../src/guards/index.js';
import { attemptWith, FakePorts, orderFor } from './fake-ports.js';

const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };

/** A guard that says when it is entered and left. */
function loud(label: string, said: string[], ends = false): Guard {
  return {
    name: 'cycle-set',
    place: 'path',
    async wrap(_attempt, next) {
      said.push(`into ${label}`);
      if (ends) return { kind: 'blocked', layer: 'cycle-set', reason: label };
      const outcome = await next();
      said.push(`out of ${label}`);
      return outcome;
    },
  };
}

describe('the chain of guards', () => {
  it('wraps the first guard outermost', async () => {
    const said: string[] = [];
    const guards = [loud('a', said), loud('b', said)];
    const outcome = await chain(guards, attemptWith(new FakePorts()), async () => {
      said.push('path');
      return skipped;
    });
    expect(outcome).toBe(skipped);
    expect(said).toEqual(['into a', 'into b', 'path', 'out of b', 'out of a']);
  });

  it('does not ask the guards after one that blocks', async () => {
    const said: string[] = [];
    const guards = [loud('a', said), loud('b', said, true), loud('c', said)];
    const outcome = await chain(guards, attemptWith(new FakePorts()), async () => skipped);
    expect(outcome.kind).toBe('blocked');
    expect(said).toEqual(['into a', 'into b', 'out of a']);
  });

  it('is the path itself where there is no guard', async () => {
    expect(await chain([], attemptWith(new FakePorts()), async () => skipped)).toBe(skipped);
  });
});

describe('the table of guards', () => {
  it('holds every name once at each of its places', () => {
    const parts = GUARDS.map(({ name, place }) => `${name} ${place}`);
    expect(new Set(parts).size).toBe(parts.length);
    expect(new Set(GUARDS.map(({ name }) => name))).toEqual(new Set(GUARD_NAMES));
    expect(GUARDS.filter(({ name }) => name === 'lease')).toHaveLength(2);
  });

  it('keeps the recorded order on the path, whatever the order of the names', () => {
    const recorded = [
      'cycle-set',
      'memory-position',
      'pending-lock',
      'db-position',
      'recent-trade',
      'lease',
    ];
    for (const names of [GUARD_NAMES, [...GUARD_NAMES].reverse()]) {
      expect(guardsAt('path', { guards: names }).map(({ name }) => name)).toEqual(recorded);
      expect(guardsAt('broker', { guards: names }).map(({ name }) => name)).toEqual([
        'unique-intent',
        'lease',
        'outbox',
      ]);
    }
    expect(guardsAt('path', { guards: [] })).toEqual([]);
  });
});

describe('a broker with guards around it', () => {
  it('is the bare broker where there are none', async () => {
    const ports = new FakePorts();
    const result = await new GuardedBroker(ports.broker, [], ports).submit(orderFor());
    expect(result.kind).toBe('filled');
  });

  it('does at once what a guard wants done when the checks are over: there are none behind it', async () => {
    const ports = new FakePorts();
    const eager: Guard = {
      name: 'unique-intent',
      place: 'broker',
      wrap(attempt, next) {
        attempt.whenChecked(() => ports.steps.push('checked'));
        return next();
      },
    };
    await new GuardedBroker(ports.broker, [eager], ports).submit(orderFor());
    expect(ports.steps).toEqual(['checked', 'submit BUY 7 APP']);
  });
});
