import { describe, expect, it, vi } from 'vitest';
import { MEMORY_POSITIONS, type Outcome } from '../../src/guards/index.js';
import { memoryPosition } from '../../src/guards/memory-position.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };

describe('memory-position', () => {
  it('memory-position blocks a BUY of a symbol that memory holds, without going on', async () => {
    const ports = new FakePorts();
    ports.map(MEMORY_POSITIONS).set('APP', { quantity: 7, avgCost: 1, marketPrice: 1 });
    const next = vi.fn(async () => skipped);
    expect(await memoryPosition.wrap(attemptWith(ports), next)).toEqual({
      kind: 'blocked',
      layer: 'memory-position',
      reason: 'already have long position',
    });
    expect(next).not.toHaveBeenCalled();
    expect(ports.said()).toEqual(['memory-position blocked']);
  });

  it('memory-position lets a symbol pass that memory does not hold, another one held or not', async () => {
    const ports = new FakePorts();
    ports.map(MEMORY_POSITIONS).set('GME', { quantity: 7, avgCost: 1, marketPrice: 1 });
    expect(await memoryPosition.wrap(attemptWith(ports), async () => skipped)).toBe(skipped);
    expect(ports.said()).toEqual(['memory-position passed']);
  });

  it('memory-position only looks: it writes nothing to memory and asks no database', async () => {
    const ports = new FakePorts();
    await memoryPosition.wrap(attemptWith(ports), async () => skipped);
    expect(ports.steps).toEqual(['say memory-position passed']);
  });
});
