import { describe, expect, it, vi } from 'vitest';
import { MEMORY_POSITIONS, type Outcome, PENDING_ORDERS } from '../../src/guards/index.js';
import { pendingLock } from '../../src/guards/pending-lock.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };
const pendingOf = (ports: FakePorts) => ports.map(PENDING_ORDERS).entries();
const lockOf = (ports: FakePorts) => ports.lock('pending-orders');

/** A promise and the way to settle it. */
function held<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets every microtask chain of the test drain; nothing here waits for the host. */
async function drained(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

describe('pending-lock', () => {
  it('pending-lock blocks a second BUY while the first is pending, its later checks done', async () => {
    const ports = new FakePorts();
    const first = attemptWith(ports);
    const end = held<Outcome>();
    const running = pendingLock.wrap(first, () => end.promise);
    await drained();
    first.checked();
    expect(
      await pendingLock.wrap(attemptWith(ports, { id: 'again' }), async () => skipped),
    ).toEqual({ kind: 'blocked', layer: 'pending-lock', reason: 'already has pending order' });
    end.resolve(skipped);
    expect(await running).toBe(skipped);
    expect(ports.said()).toEqual([
      'pending-lock marked',
      'pending-lock blocked',
      'pending-lock released',
    ]);
  });

  it('pending-lock lets the next BUY of the symbol pass once the first path has ended', async () => {
    const ports = new FakePorts();
    await pendingLock.wrap(attemptWith(ports), async () => skipped);
    expect(await pendingLock.wrap(attemptWith(ports, { id: 'again' }), async () => skipped)).toBe(
      skipped,
    );
    expect(pendingOf(ports)).toEqual([]);
  });

  it('pending-lock lets another symbol pass while one is pending', async () => {
    const ports = new FakePorts();
    const first = attemptWith(ports);
    const end = held<Outcome>();
    const running = pendingLock.wrap(first, () => end.promise);
    await drained();
    first.checked();
    const other = attemptWith(ports, { id: 'other', symbol: 'GME' });
    expect(await pendingLock.wrap(other, async () => skipped)).toBe(skipped);
    end.resolve(skipped);
    await running;
  });

  it('pending-lock checks the position in memory again inside its lock', async () => {
    const ports = new FakePorts();
    ports.map(MEMORY_POSITIONS).set('APP', { quantity: 7, avgCost: 1, marketPrice: 1 });
    const next = vi.fn(async () => skipped);
    expect(await pendingLock.wrap(attemptWith(ports), next)).toEqual({
      kind: 'blocked',
      layer: 'pending-lock',
      reason: 'position exists (race condition prevented)',
    });
    expect(next).not.toHaveBeenCalled();
    expect(lockOf(ports).held).toBe(false);
    expect(pendingOf(ports)).toEqual([]);
  });

  it('pending-lock holds its lock over the later checks, so every other BUY queues behind them', async () => {
    const ports = new FakePorts();
    const first = attemptWith(ports);
    const check = held<Outcome>();
    const running = pendingLock.wrap(first, () => check.promise);
    const other = pendingLock.wrap(
      attemptWith(ports, { id: 'other', symbol: 'GME' }),
      async () => skipped,
    );
    await drained();
    expect(lockOf(ports).held).toBe(true);
    expect(lockOf(ports).waiting).toBe(1);
    expect(ports.said()).toEqual(['pending-lock marked']);
    first.checked();
    expect(await other).toBe(skipped);
    check.resolve(skipped);
    await running;
  });

  it('pending-lock keeps its mark until the end of the path, and takes it back under the lock', async () => {
    const ports = new FakePorts();
    const attempt = attemptWith(ports);
    await pendingLock.wrap(attempt, async () => {
      attempt.checked();
      expect(lockOf(ports).held).toBe(false);
      expect(pendingOf(ports)).toEqual([['APP', true]]);
      ports.steps.push('rest of the path');
      return skipped;
    });
    expect(ports.steps).toEqual([
      'acquire pending-orders',
      'set pending-orders APP',
      'say pending-lock marked',
      'release pending-orders',
      'rest of the path',
      'acquire pending-orders',
      'delete pending-orders APP',
      'release pending-orders',
      'say pending-lock released',
    ]);
  });

  it('pending-lock takes its mark back where a later check blocks, still under the same lock', async () => {
    const ports = new FakePorts();
    const blocked: Outcome = { kind: 'blocked', layer: 'db-position', reason: 'held' };
    expect(await pendingLock.wrap(attemptWith(ports), async () => blocked)).toBe(blocked);
    expect(ports.steps.filter((step) => step.startsWith('acquire'))).toHaveLength(1);
    expect(pendingOf(ports)).toEqual([]);
    expect(lockOf(ports).held).toBe(false);
  });

  it('pending-lock leaks its mark where a later check throws, and lets go of its lock, as recorded', async () => {
    const ports = new FakePorts();
    const failing = async (): Promise<Outcome> => {
      throw new Error('database is locked');
    };
    await expect(pendingLock.wrap(attemptWith(ports), failing)).rejects.toThrow(
      'database is locked',
    );
    expect(pendingOf(ports)).toEqual([['APP', true]]);
    expect(lockOf(ports).held).toBe(false);
    const again = await pendingLock.wrap(attemptWith(ports, { id: 'again' }), async () => skipped);
    expect(again.kind).toBe('blocked');
  });

  it('pending-lock takes its mark back where the path throws after the checks', async () => {
    const ports = new FakePorts();
    const attempt = attemptWith(ports);
    const failing = async (): Promise<Outcome> => {
      attempt.checked();
      throw new Error('broker is gone');
    };
    await expect(pendingLock.wrap(attempt, failing)).rejects.toThrow('broker is gone');
    expect(pendingOf(ports)).toEqual([]);
    expect(lockOf(ports).held).toBe(false);
    expect(ports.said()).toEqual(['pending-lock marked', 'pending-lock released']);
  });
});
