import { describe, expect, it, vi } from 'vitest';
import type { Guard } from '../../src/guards/index.js';
import { InvariantError } from '../../src/kernel/index.js';
import { bought, eventsOf, only, worldOf } from './small-world.js';

/** What the broken guards do; each test sets it. */
const broken = vi.hoisted(() => ({ by: async (_symbol: string): Promise<void> => undefined }));

// Guards that fail in ways in which the shipped ones must not.
vi.mock('../../src/guards/cycle-set.js', () => {
  const cycleSet: Guard = {
    name: 'cycle-set',
    place: 'path',
    async wrap({ ports, signal }, next) {
      const names = signal.symbol === 'APP' ? ['left', 'right'] : ['right', 'left'];
      await ports.lock(names[0]!).acquire();
      await ports.clock.sleep(1_000);
      await ports.lock(names[1]!).acquire();
      return next();
    },
  };
  return { cycleSet };
});

vi.mock('../../src/guards/db-position.js', () => {
  const dbPosition: Guard = {
    name: 'db-position',
    place: 'path',
    async wrap({ signal }, next) {
      await broken.by(signal.symbol);
      return next();
    },
  };
  return { dbPosition };
});

const APP = 'symbol: APP, quantity: 7, price: 540.00';
const GME = 'symbol: GME, quantity: 167, price: 24.05';

describe('a world that can go no further', () => {
  it('ends with a stall that names the wait-for graph, and with how things stand', async () => {
    const scenario = worldOf(`signals: [{id: a, ${APP}}, {id: b, ${GME}}]`);
    const events = await eventsOf(scenario, 'cycle-set');
    const [stall] = only(events, 'stall');
    expect([...stall!.waits].sort((a, b) => (a.task < b.task ? -1 : 1))).toEqual([
      { task: 'r1.c1/a', waitsFor: 'r1.c1/right', heldBy: 'r1.c1/b' },
      { task: 'r1.c1/b', waitsFor: 'r1.c1/left', heldBy: 'r1.c1/a' },
    ]);
    expect(events.at(-1)?.kind).toBe('end');
    expect(bought(events)).toEqual([]);
  });
});

describe('a cycle that fails', () => {
  const lines = `system: {failed-pause: 60s, runners: [{id: r1, cycles: 2}]}
signals: [{id: a, ${APP}}, {id: b, at: 10s, ${APP}}]`;

  it('leaks the pending mark of its runner, pauses for longer, and the next one takes what arrived meanwhile', async () => {
    let asked = 0;
    broken.by = async () => {
      if (asked++ === 0) throw new Error('database is locked');
    };
    const events = await eventsOf(worldOf(lines), 'pending-lock,db-position');
    const end = events.at(-1);
    if (end?.kind !== 'end') throw new Error('no end');
    expect(end.pending).toEqual([{ runner: 'r1.c1', symbol: 'APP' }]);
    const starts = only(events, 'cycle-start').map(({ atUs }) => atUs);
    // 2 ms load, 4 ms signal row: the cycle fails at 6 ms; 60 s later the next load begins.
    expect(starts).toEqual([2_000, 6_000 + 60_000_000 + 2_000]);
    expect(only(events, 'cycle-end').map(({ cycle }) => cycle)).toEqual([2]);
    expect(bought(events)).toEqual(['b']);
    expect(only(events, 'fill').map(({ cycle }) => cycle)).toEqual([2]);
  });

  it('does not hide a fault of our own', async () => {
    broken.by = async () => {
      throw new InvariantError('this cannot be');
    };
    await expect(eventsOf(worldOf(lines), 'db-position')).rejects.toThrow('this cannot be');
  });
});
