import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/index.js';
import type { Kernel } from '../../src/kernel/index.js';
import { Simulation } from '../../src/simulation/index.js';
import { BrokerBooks } from '../../src/simulation/paper-broker.js';
import { ProcessPortfolio } from '../../src/simulation/process-portfolio.js';
import { SignalInbox } from '../../src/simulation/signal-inbox.js';
import { TrackedMap } from '../../src/simulation/tracked-map.js';
import { orderFor, signalOf } from '../guards/fake-ports.js';
import { pause, Watching, watched } from '../kernel/kernel-under-test.js';
import { worldOf } from './small-world.js';

/** Shared things of one run, and every act on them with what the program learns from it. */
function thingsOf(kernel: Kernel, cash: number, spendMax: number) {
  const positions = [{ symbol: 'GME', quantity: 10, avgCost: 20, marketPrice: 20 }];
  const portfolio = new ProcessPortfolio(kernel, { cash, positions, spendMax });
  const map = new TrackedMap<number>(kernel, 'map');
  const options = { runner: 'r1', countMax: { main: 9, second: 9 } } as const;
  const inbox = new SignalInbox(kernel, { ...options, filling: 'while it runs' });
  const feed = inbox;
  const heard: string[] = [];
  let stop: (() => void) | null = null;
  const arrive = (words: Partial<Signal>) => inbox.arrive(signalOf(words));
  const acts: Record<string, () => unknown> = {
    'has a': () => map.has('a'),
    'get b': () => map.get('b'),
    'set a 1': () => map.set('a', 1),
    'set a 2': () => map.set('a', 2),
    'set b 1': () => map.set('b', 1),
    'delete a': () => map.delete('a'),
    entries: () => map.entries(),
    cash: () => portfolio.cash(),
    'afford 100': () => portfolio.canAfford(100),
    // What `addCash` returns goes on the tape alone.
    'spend 60': () => void portfolio.addCash(-60),
    'earn 50': () => void portfolio.addCash(50),
    'quantity APP': () => portfolio.quantity('APP'),
    'quantity GME': () => portfolio.quantity('GME'),
    'buy APP': () => portfolio.book('APP', 'BUY', 3, 10),
    'buy APP dearer': () => portfolio.book('APP', 'BUY', 3, 11),
    'sell APP': () => portfolio.book('APP', 'SELL', 3, 12),
    'sell GME': () => portfolio.book('GME', 'SELL', 10, 20),
    'reprice GME 20': () => portfolio.reprice('GME', 20),
    'reprice GME 21': () => portfolio.reprice('GME', 21),
    'reprice APP 10': () => portfolio.reprice('APP', 10),
    equity: () => portfolio.equity(),
    'arrive main': () => arrive({ id: 'm' }),
    'arrive second': () => arrive({ id: 's', path: 'second' }),
    'arrive other': () => arrive({ id: 'o' }),
    'take main': () => feed.take('main').map(({ id }) => id),
    'take second': () => feed.take('second').map(({ id }) => id),
    listen: () => {
      stop = feed.listen('main', ({ id }) => heard.push(id));
    },
    stop: () => stop?.(),
  };
  const state = () => ({
    map: map.peek(),
    cash: portfolio.peekCash(),
    value: portfolio.peekValue(),
    apart: ['APP', 'GME'].map((symbol) => portfolio.quantity(symbol)),
    heard,
    left: inbox.left().map(({ id }) => id),
  });
  return { acts, state };
}

const NAMES = Object.keys(thingsOf(watched().kernel, 0, 0).acts);

/** Runs `before`, then two acts in this order, each a step of its own. */
async function inOrder(before: readonly string[], two: readonly string[], spendMax: number) {
  const { kernel, watching } = watched();
  const { acts, state } = thingsOf(kernel, 100, spendMax);
  const footprints: (readonly number[])[] = [];
  watching.stepped = (_completion, footprint) => void footprints.push(footprint);
  const said: unknown[] = [];
  void kernel.spawn('a', async (task) => {
    await pause(kernel, task, 1);
    for (const name of before) acts[name]!();
    for (const name of two) {
      await pause(kernel, task, 1);
      said.push(acts[name]!());
    }
  });
  await kernel.run();
  const [, one = [], other = []] = footprints;
  return { said, state: state(), conflict: kernel.accesses.footprintsConflict(one, other) };
}

describe('footprints of shared memory', () => {
  it('conflict wherever the order of two acts can be seen, after anything, seed 12', async () => {
    const name = fc.constantFrom(...NAMES);
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 5 }), name, name, async (before, one, two) => {
        // Cash of 100 may run out: the orders of this world could cost 1,000.
        const forth = await inOrder(before, [one, two], 1_000);
        if (forth.conflict || one === two) return;
        const back = await inOrder(before, [two, one], 1_000);
        expect({ before, one, two, said: [...back.said].reverse(), state: back.state }).toEqual({
          before,
          one,
          two,
          said: forth.said,
          state: forth.state,
        });
      }),
      { seed: 12, numRuns: 4_000 },
    );
  });

  it('commute where the order cannot be seen', async () => {
    for (const [one, two] of [
      ['spend 60', 'earn 50'],
      ['set a 1', 'set b 1'],
      ['has a', 'get b'],
      ['buy APP', 'quantity GME'],
      ['reprice GME 20', 'quantity GME'],
      ['arrive main', 'arrive second'],
    ] as const) {
      expect([one, two, (await inOrder([], [one, two], 1_000)).conflict]).toEqual([
        one,
        two,
        false,
      ]);
    }
  });

  it('leave out cash that no order of events can run out of, and an inbox that nothing arrives in', async () => {
    expect((await inOrder([], ['afford 100', 'spend 60'], 1_000)).conflict).toBe(true);
    expect((await inOrder([], ['afford 100', 'spend 60'], 100)).conflict).toBe(false);
    const { kernel, watching } = watched();
    const options = { runner: 'r1', countMax: { main: 1, second: 0 } } as const;
    const inbox = new SignalInbox(kernel, { ...options, filling: 'before the start' });
    void kernel.spawn('a', async (task) => {
      await pause(kernel, task, 1);
      inbox.take('main');
    });
    await kernel.run();
    expect(watching.steps).toEqual([[]]);
  });
});

describe('footprints of a cycle', () => {
  it('put the decision to stop listening after the arrivals, in a step of its own', async () => {
    // Two signals, the second during the cycle: the join of the first task looks at the inbox.
    const scenario = worldOf(`signals:
  - {id: first, symbol: APP, quantity: 7, price: 540.00}
  - {id: during, at: 10ms, symbol: GME, quantity: 167, price: 24.05}`);
    const simulation = await Simulation.open({ scenario, guards: [], seed: 1, runs: 'many' });
    const joins: string[][] = [];
    const watching = new Watching((enabled) =>
      enabled.reduce((best, one, index) => (one.dueUs < enabled[best]!.dueUs ? index : best), 0),
    );
    watching.kernel = simulation as unknown as Kernel;
    const kinds: string[] = [];
    const choose = watching.choose.bind(watching);
    watching.choose = (enabled, step) => {
      const index = choose(enabled, step);
      kinds.push(enabled[index]!.kind);
      return index;
    };
    await simulation.run(watching, () => undefined);
    simulation.close();
    kinds.forEach((kind, step) => {
      if (kind === 'join') joins.push(watching.steps[step]!);
    });
    expect(joins[0]).toContain('write inbox:r1 {"key":"main"}');
  });
});

describe('the broker’s books', () => {
  it('count what was really bought, whatever the system believes', () => {
    const books = new BrokerBooks(1_000, [
      { symbol: 'GME', quantity: 5, avgCost: 2, marketPrice: 3 },
    ]);
    expect(books.fill(orderFor({ quantity: 2, price: 100 }))).toEqual({
      orderId: 1,
      symbol: 'APP',
      side: 'BUY',
      quantity: 2,
      price: 100,
    });
    expect(
      books.fill(orderFor({ side: 'SELL', symbol: 'GME', quantity: 5, price: 4 })).orderId,
    ).toBe(2);
    books.fill(orderFor({ side: 'SELL_SHORT', symbol: 'JD', quantity: 3, price: 10 }));
    books.fill(orderFor({ side: 'BUY_TO_COVER', symbol: 'JD', quantity: 1, price: 10 }));
    expect(books.cash).toBe(1_000 - 200 + 20 + 30 - 10);
    expect(books.value()).toBe(200 - 20);
    expect(books.holdings()).toEqual([
      { symbol: 'APP', quantity: 2 },
      { symbol: 'JD', quantity: -2 },
    ]);
  });
});
