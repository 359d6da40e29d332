import { describe, expect, it, vi } from 'vitest';
import { cycleSet } from '../../src/guards/cycle-set.js';
import type { Outcome } from '../../src/guards/index.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };

describe('cycle-set', () => {
  it('cycle-set blocks the second BUY attempt of a symbol in one cycle', async () => {
    const ports = new FakePorts();
    const next = vi.fn(async () => skipped);
    await cycleSet.wrap(attemptWith(ports), next);
    expect(await cycleSet.wrap(attemptWith(ports, { id: 'again' }), next)).toEqual({
      kind: 'blocked',
      layer: 'cycle-set',
      reason: 'already had BUY attempted this cycle',
    });
    expect(next).toHaveBeenCalledTimes(1);
    expect(ports.said()).toEqual(['cycle-set marked', 'cycle-set blocked']);
  });

  it('cycle-set marks inside its lock and lets go of it before it goes on', async () => {
    const ports = new FakePorts();
    await cycleSet.wrap(attemptWith(ports), async () => {
      ports.steps.push('next');
      return skipped;
    });
    expect(ports.steps).toEqual([
      'acquire cycle-buys',
      'set cycle-executed-buys APP',
      'release cycle-buys',
      'say cycle-set marked',
      'next',
    ]);
  });

  it('cycle-set lets go of its lock where it blocks', async () => {
    const ports = new FakePorts();
    for (const id of ['first', 'again', 'third']) {
      await cycleSet.wrap(attemptWith(ports, { id }), async () => skipped);
    }
    expect(ports.lock('cycle-buys').held).toBe(false);
  });

  it('cycle-set blocks after a first attempt that was rejected too: it marks before success', async () => {
    const ports = new FakePorts();
    const rejected: Outcome = { kind: 'rejected', reason: 'no borrow' };
    await cycleSet.wrap(attemptWith(ports), async () => rejected);
    const second = await cycleSet.wrap(attemptWith(ports, { id: 'again' }), async () => skipped);
    expect(second.kind).toBe('blocked');
  });

  it('cycle-set lets another symbol pass, and the same one in a fresh runner', async () => {
    const ports = new FakePorts();
    await cycleSet.wrap(attemptWith(ports), async () => skipped);
    const other = attemptWith(ports, { id: 'other', symbol: 'GME' });
    expect(await cycleSet.wrap(other, async () => skipped)).toBe(skipped);
    const fresh = attemptWith(new FakePorts(), { id: 'again' });
    expect(await cycleSet.wrap(fresh, async () => skipped)).toBe(skipped);
  });
});
