import { describe, expect, it, vi } from 'vitest';
import { dbPosition } from '../../src/guards/db-position.js';
import type { Outcome } from '../../src/guards/index.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };
const row = (symbol: string, quantity: number) => ({
  symbol,
  quantity,
  avgCost: 540_000_000,
  marketPrice: 540_000_000,
});

describe('db-position', () => {
  it('db-position blocks a symbol that the database holds, and says how many', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', row('APP', 7));
    const next = vi.fn(async () => skipped);
    expect(await dbPosition.wrap(attemptWith(ports), next)).toEqual({
      kind: 'blocked',
      layer: 'db-position',
      reason: 'already has DB position (qty=7)',
    });
    expect(next).not.toHaveBeenCalled();
    expect(ports.steps).toEqual(['read positions', 'say db-position blocked']);
  });

  it('db-position lets pass: nothing held, another symbol held, a short position', async () => {
    const held: Record<string, readonly [string, number][]> = {
      nothing: [],
      another: [['GME', 7]],
      short: [['APP', -7]],
    };
    for (const [story, rows] of Object.entries(held)) {
      const ports = new FakePorts();
      for (const [symbol, quantity] of rows) ports.rows.set(symbol, row(symbol, quantity));
      const outcome = await dbPosition.wrap(attemptWith(ports), async () => skipped);
      expect([story, outcome]).toEqual([story, skipped]);
      expect(ports.said()).toEqual(['db-position passed']);
    }
  });

  it('db-position does not see a position that is still on its way', async () => {
    const ports = new FakePorts();
    const both = await Promise.all(
      ['first', 'again'].map((id) =>
        dbPosition.wrap(attemptWith(ports, { id }), async () => {
          await ports.store.upsertPosition(row('APP', 7));
          return skipped;
        }),
      ),
    );
    expect(both).toEqual([skipped, skipped]);
  });

  it('db-position throws where the database does, and decides nothing', async () => {
    const ports = new FakePorts();
    ports.store.positions = async () => {
      throw new Error('database is locked');
    };
    const next = vi.fn(async () => skipped);
    await expect(dbPosition.wrap(attemptWith(ports), next)).rejects.toThrow('database is locked');
    expect(next).not.toHaveBeenCalled();
    expect(ports.said()).toEqual([]);
  });
});
