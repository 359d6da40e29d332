import { describe, expect, it } from 'vitest';
import { GUARD_NAMES, type ShippedGuard } from '../../src/guards/index.js';
import { blocked, bought, eventsOf, worldOf } from '../simulation/small-world.js';

interface Story {
  readonly lines: string;
  /** BUYs that are due; without guards every BUY of the story is filled. */
  readonly due: number;
  readonly buys: number;
  /** BUY fills under each guard alone. */
  readonly fills: Readonly<Record<ShippedGuard, number>>;
}

const BUY = 'symbol: APP, quantity: 7, price: 540.00';

const STORIES: Readonly<Record<string, Story>> = {
  'a burst in one cycle': {
    lines: `signals: [{id: first, ${BUY}}, {id: again, ${BUY}}]`,
    due: 1,
    buys: 2,
    fills: {
      'memory-position': 2,
      'cycle-set': 1,
      'pending-lock': 1,
      // Both ask before either has written: check-then-act.
      'db-position': 2,
      'recent-trade': 2,
      'unique-intent': 1,
      lease: 1,
      outbox: 1,
    },
  },
  'the next cycle of a fresh runner': {
    lines: `system: {runners: [{id: r1, cycles: 2}]}
signals: [{id: first, ${BUY}}, {id: again, at: 10s, ${BUY}}]`,
    due: 1,
    buys: 2,
    fills: {
      'memory-position': 1,
      'cycle-set': 2,
      // By its second look at the positions in memory, which were loaded.
      'pending-lock': 1,
      'db-position': 1,
      'recent-trade': 1,
      'unique-intent': 1,
      lease: 1,
      outbox: 1,
    },
  },
  'a cycle whose load of positions failed': {
    lines: `system: {runners: [{id: r1}, {id: r2, start: 15s, positions-load: fails}]}
signals: [{id: first, ${BUY}}, {id: again, at: 15s, runner: r2, ${BUY}}]`,
    due: 1,
    buys: 2,
    fills: {
      'memory-position': 2,
      'cycle-set': 2,
      'pending-lock': 2,
      'db-position': 1,
      'recent-trade': 1,
      'unique-intent': 1,
      lease: 1,
      outbox: 1,
    },
  },
  'the second path after the main one': {
    lines: `signals: [{id: first, ${BUY}}, {id: pair, path: second, ${BUY}}]`,
    due: 1,
    buys: 2,
    fills: {
      'memory-position': 2,
      'cycle-set': 2,
      'pending-lock': 2,
      'db-position': 2,
      'recent-trade': 2,
      'unique-intent': 1,
      lease: 1,
      outbox: 1,
    },
  },
  'a re-buy after a SELL': {
    lines: `system: {runners: [{id: r1, cycles: 3}]}
signals: [{id: first, ${BUY}}, {id: exit, at: 10s, side: SELL, ${BUY}}, {id: again, at: 25s, ${BUY}}]`,
    due: 2,
    buys: 2,
    fills: {
      'memory-position': 2,
      'cycle-set': 2,
      'pending-lock': 2,
      'db-position': 2,
      // Over-blocks: 25 s after the BUY row, whatever was sold since.
      'recent-trade': 1,
      'unique-intent': 2,
      lease: 2,
      outbox: 2,
    },
  },
  'a wanted addition': {
    lines: `system: {runners: [{id: r1, cycles: 2}]}
signals: [{id: first, ${BUY}}, {id: addition, at: 10s, scale-in: true, ${BUY}}]`,
    due: 2,
    buys: 2,
    fills: {
      // The recorded guards know no wanted addition: those that see the position over-block.
      'memory-position': 1,
      'cycle-set': 2,
      'pending-lock': 1,
      'db-position': 1,
      'recent-trade': 1,
      'unique-intent': 2,
      lease: 2,
      outbox: 2,
    },
  },
  'two symbols at once': {
    lines: `signals: [{id: first, ${BUY}}, {id: other, symbol: GME, quantity: 167, price: 24.05}]`,
    due: 2,
    buys: 2,
    fills: {
      'memory-position': 2,
      'cycle-set': 2,
      'pending-lock': 2,
      'db-position': 2,
      'recent-trade': 2,
      'unique-intent': 2,
      lease: 2,
      outbox: 2,
    },
  },
};

const does = (fills: number, { due, buys }: Story): string => {
  if (fills < due) return 'over-blocks';
  return fills === due && due < buys ? 'blocks' : fills > due ? 'does not block' : 'lets pass';
};

describe('each guard alone', () => {
  for (const [name, story] of Object.entries(STORIES)) {
    for (const guard of GUARD_NAMES) {
      const fills = story.fills[guard];
      it(`${guard} ${does(fills, story)} in ${name}: ${fills} of ${story.buys} BUYs`, async () => {
        const events = await eventsOf(worldOf(story.lines), guard);
        expect(bought(events)).toHaveLength(fills);
        expect(blocked(events)).toHaveLength(story.buys - fills);
        for (const words of blocked(events)) expect(words).toMatch(new RegExp(`: ${guard}$`));
      });
    }

    it(`no guard blocks anything in ${name}`, async () => {
      const events = await eventsOf(worldOf(story.lines));
      expect(bought(events)).toHaveLength(story.buys);
      expect(blocked(events)).toEqual([]);
    });
  }
});
