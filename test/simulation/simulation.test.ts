import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Chooser, DefaultChooser } from '../../src/kernel/index.js';
import { parseScenario } from '../../src/scenario/index.js';
import { Simulation } from '../../src/simulation/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { bought, eventsOf, guardsOf, only, worldOf } from './small-world.js';

const BUY = 'symbol: APP, quantity: 7, price: 540.00';
const BURST = worldOf(`signals: [{id: first, ${BUY}}, {id: again, ${BUY}}]`);
const FOLDER = new URL('../../scenarios/', import.meta.url);
const SHIPPED = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

describe('every shipped scenario', () => {
  for (const file of SHIPPED) {
    it(`${file} ends, numbered without gaps, time never running back, equity equal on every source`, async () => {
      const path = `scenarios/${file}`;
      const result = parseScenario(readFileSync(new URL(file, FOLDER), 'utf8'), { path });
      if (!result.ok) throw new Error(`${file} is no scenario`);
      for (const set of ['none', 'all']) {
        const events = await eventsOf(result.scenario, set);
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
        expect(events.every(({ atUs }, index) => atUs >= (events[index - 1]?.atUs ?? 0))).toBe(
          true,
        );
        const end = events.at(-1);
        if (end?.kind !== 'end') throw new Error('the last event is not the end');
        expect(new Set(end.equity.map(({ equity }) => equity)).size).toBe(1);
        expect(end.equity).toHaveLength(3);
        // A check that gives up inside the pending lock leaks its mark.
        if (only(events, 'gave-up').length === 0) expect(end.pending).toEqual([]);
        expect(only(events, 'stall')).toEqual([]);
      }
    });
  }
});

describe('the stamp of an event', () => {
  it('names task, runner and cycle of who acted, and nobody for the world outside', async () => {
    const events = await eventsOf(BURST);
    const [arrival] = only(events, 'arrival');
    expect(arrival).toMatchObject({ task: null, runner: null, cycle: null, atUs: 0, seq: 0 });
    const [fill] = only(events, 'fill');
    expect(fill).toMatchObject({ runner: 'r1', cycle: 1, path: 'main' });
    expect(fill?.task).toBe(`r1.c1/${fill?.signalId}`);
    expect(only(events, 'cycle-start')).toMatchObject([{ task: 'r1.c1', runner: 'r1', cycle: 1 }]);
    expect(events.at(-1)).toMatchObject({ kind: 'end', task: null });
  });

  it('leaves out the locks and the legs of all calls but the cycles’ own where only judgement is wanted, and nothing else', async () => {
    const simulation = await Simulation.open({
      scenario: BURST,
      guards: guardsOf('three-layer'),
      seed: 1,
      runs: 'many',
    });
    const tapes: TapeEvent[][] = [];
    for (const detail of ['full', 'judged'] as const) {
      const events: TapeEvent[] = [];
      await simulation.run(
        new DefaultChooser(simulation.streams),
        (event) => events.push(event),
        detail,
      );
      tapes.push(events);
    }
    simulation.close();
    const [full, judged] = tapes as [TapeEvent[], TapeEvent[]];
    const isLeftOut = ({ kind, task }: TapeEvent) =>
      kind === 'lock' || (kind === 'call' && task !== 'r1.c1');
    const bare = (events: TapeEvent[]) =>
      events.map((event) => ({ ...event, seq: 0, ...('call' in event ? { call: 0 } : {}) }));
    expect(bare(judged)).toEqual(bare(full.filter((event) => !isLeftOut(event))));
    expect(only(judged, 'call').map(({ phase }) => phase)).toContain('effect');
    expect(full.length).toBeGreaterThan(judged.length);
  });
});

describe('runs of one simulation', () => {
  it('are the same again and again, also after runs in another order and abandoned ones', async () => {
    const simulation = await Simulation.open({
      scenario: BURST,
      guards: guardsOf('all'),
      seed: 3,
      runs: 'many',
    });
    const run = async (chooser: Chooser) => {
      const events: TapeEvent[] = [];
      const ended = await simulation.run(chooser, (event) => events.push(event));
      return { ended, events };
    };
    const first = await run(new DefaultChooser(simulation.streams));
    const last = await run({ sees: 'all', choose: (enabled) => enabled.length - 1 });
    const abandoned = await run({ sees: 'all', choose: (_, step) => (step < 9 ? 0 : -1) });
    const again = await run(new DefaultChooser(simulation.streams));
    expect(first.ended && last.ended && again.ended).toBe(true);
    expect(abandoned.ended).toBe(false);
    expect(abandoned.events.at(-1)?.kind).not.toBe('end');
    expect(again.events).toEqual(first.events);
    expect(simulation.endUs).toBe(first.events.at(-1)?.atUs);
    expect(simulation.finish().length).toBeGreaterThan(0);
  });

  it('give each seed its own latencies and orders', async () => {
    const scenario = worldOf(`latency: {db.write: "uniform(1ms,9ms)"}
signals: [{id: first, ${BUY}}, {id: again, ${BUY}}]`);
    const ends = new Set<number>();
    for (const seed of [1, 2, 3, 4, 5]) {
      ends.add((await eventsOf(scenario, 'none', { seed })).at(-1)!.atUs);
    }
    expect(ends.size).toBeGreaterThan(1);
  });
});

describe('arrivals', () => {
  it('during a cycle join it at once', async () => {
    // The first BUY is on its way from 2 ms (load) to 34 ms; the second arrives at 10 ms.
    const scenario = worldOf(`signals: [{id: first, ${BUY}}, {id: during, at: 10ms, ${BUY}}]`);
    const events = await eventsOf(scenario);
    expect(only(events, 'arrival').map(({ atUs }) => atUs)).toEqual([0, 10_000]);
    expect(bought(events)).toEqual(['first', 'during']);
    expect(only(events, 'cycle-start')).toHaveLength(1);
    expect(only(events, 'signal').map(({ cycle }) => cycle)).toEqual([1, 1]);
  });

  it('between two cycles wait for the next one', async () => {
    const scenario = worldOf(`system: {runners: [{id: r1, cycles: 2}]}
signals: [{id: first, ${BUY}}, {id: between, at: 1s, ${BUY}}]`);
    const events = await eventsOf(scenario);
    expect(only(events, 'signal').map(({ signalId, cycle }) => [signalId, cycle])).toEqual([
      ['first', 1],
      ['between', 2],
    ]);
    expect(only(events, 'late-signal')).toEqual([]);
  });

  it('after the last cycle are late: one event each, no order', async () => {
    const scenario = worldOf(`signals:
  - {id: first, ${BUY}}
  - {id: late, at: 1s, ${BUY}}
  - {id: late-pair, at: 1s, path: second, ${BUY}}`);
    const events = await eventsOf(scenario);
    expect(only(events, 'late-signal')).toMatchObject([
      { signalId: 'late', symbol: 'APP', reason: 'no cycle of its runner took it up' },
      { signalId: 'late-pair', symbol: 'APP' },
    ]);
    expect(bought(events)).toEqual(['first']);
  });

  it('of the second path during the symbol tasks are taken by the pairs loop of the same cycle', async () => {
    const scenario = worldOf(
      `signals: [{id: first, ${BUY}}, {id: pair, at: 10ms, path: second, ${BUY}}]`,
    );
    const events = await eventsOf(scenario);
    expect(only(events, 'fill').map(({ signalId, path }) => [signalId, path])).toEqual([
      ['first', 'main'],
      ['pair', 'second'],
    ]);
  });

  it('at one moment come in either order, over seeds 1 to 40', async () => {
    const scenario = worldOf(`signals:
  - {id: first, ${BUY}}
  - {id: a, at: 10ms, ${BUY}}
  - {id: b, at: 10ms, ${BUY}}
  - {id: c, at: 11ms, ${BUY}}`);
    const orders = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const arrivals = only(await eventsOf(scenario, 'none', { seed }), 'arrival');
      orders.add(arrivals.map(({ signalId }) => signalId).join(' '));
    }
    expect([...orders].sort()).toEqual(['first a b c', 'first b a c']);
  });
});

describe('cycles', () => {
  it('are each a fresh runner: the guards in memory know nothing of the cycle before', async () => {
    const scenario = worldOf(`system: {runners: [{id: r1, cycles: 2}]}
signals: [{id: first, ${BUY}}, {id: again, at: 1s, ${BUY}}]`);
    const events = await eventsOf(scenario, 'cycle-set');
    expect(bought(events)).toEqual(['first', 'again']);
    const locks = new Set(only(events, 'lock').map(({ name }) => name));
    expect([...locks].filter((name) => name.endsWith('cycle-buys'))).toEqual([
      'r1.c1/cycle-buys',
      'r1.c2/cycle-buys',
    ]);
  });

  it('come one interval after the end of the one before, load what was written, and say so', async () => {
    const scenario = worldOf(`system: {interval: 15s, runners: [{id: r1, cycles: 3}]}
signals: [{id: first, ${BUY}}]`);
    const events = await eventsOf(scenario);
    const starts = only(events, 'cycle-start');
    const ends = only(events, 'cycle-end');
    expect(starts.map(({ positions, loadFailed }) => [positions, loadFailed])).toEqual([
      [0, false],
      [1, false],
      [1, false],
    ]);
    // The load takes 2 ms: a cycle says that it has started when it has its positions.
    expect(starts[1]!.atUs - ends[0]!.atUs).toBe(15_000_000 + 2_000);
    expect(ends).toHaveLength(3);
  });

  it('start with no positions where the load fails, and say that too', async () => {
    const scenario = worldOf(`system: {runners: [{id: r1, positions-load: fails}]}
positions: [{symbol: APP, quantity: 7, price: 540.00}]
signals: [{id: first, ${BUY}}]`);
    const events = await eventsOf(scenario, 'before');
    expect(only(events, 'cycle-start')).toMatchObject([{ positions: 0, loadFailed: true }]);
    expect(bought(events)).toEqual(['first']);
  });
});

describe('rows, fills and memory', () => {
  it('are three different things: the second path writes a trade and no position', async () => {
    const scenario = worldOf(`signals: [{id: first, ${BUY}}, {id: pair, path: second, ${BUY}}]`);
    const events = await eventsOf(scenario);
    expect(only(events, 'trade-row').map(({ id, path }) => [id, path])).toEqual([
      [1, 'main'],
      [2, 'second'],
    ]);
    const end = events.at(-1);
    if (end?.kind !== 'end') throw new Error('no end');
    expect(end.positions.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([['APP', 7]]);
    expect(end.broker).toEqual([{ symbol: 'APP', quantity: 14 }]);
  });

  it('follow a SELL: shares and cash come back, the position row goes', async () => {
    const scenario = worldOf(`system: {runners: [{id: r1, cycles: 2}]}
signals: [{id: first, ${BUY}}, {id: exit, at: 1s, side: SELL, symbol: APP, price: 550.00}]`);
    const events = await eventsOf(scenario);
    const end = events.at(-1);
    if (end?.kind !== 'end') throw new Error('no end');
    expect(end.broker).toEqual([]);
    expect(end.positions).toEqual([]);
    // 144,420.92 + 7 x (550 − 540) = 144,490.92, on every source.
    expect(end.equity.map(({ source, equity }) => [source, equity])).toEqual([
      ['account row', 144_490_920_000],
      ['portfolio', 144_490_920_000],
      ['broker', 144_490_920_000],
    ]);
  });
});
