import { describe, expect, it } from 'vitest';
import { exploring, scenarioOf } from '../experiments/shipped.js';
import { blocked, bought, eventsOf, only, worldOf } from './small-world.js';

const BUY = 'symbol: APP, quantity: 7, price: 540.00';
const crashAt = (statement: string, more = ''): string =>
  `faults: [{kind: crash, statement: ${statement}, for: 3s${more}}]`;

/** Its times: read 2 ms, write 4 ms, broker 20 ms, halved by leg. */
const burst = (fault: string, system = ''): ReturnType<typeof worldOf> =>
  worldOf(`system: {closing: false, limiter: none${system}}
signals: [{id: first, ${BUY}}, {id: other, symbol: GME, quantity: 167, price: 24.05}]
${fault}`);

describe('a crash', () => {
  it('lets nothing of the cycle go on, and starts a fresh one after the restart', async () => {
    const events = await eventsOf(burst(crashAt('submit order', ', signal: first')));
    const crash = only(events, 'fault')[0]!;
    const next = events.find(({ cycle, kind }) => cycle === 2 && kind === 'cycle-start')!;
    expect([crash.fault, crash.atUs]).toEqual(['crash', 26_000]);
    expect(next.atUs).toBe(26_000 + 3_000_000 + 2_000);
    const between = events.filter(({ seq }) => seq > crash.seq && seq < next.seq);
    expect(between.map(({ kind }) => kind)).toEqual(['call', 'call', 'call']);
    expect(only(events, 'cycle-end').map(({ cycle }) => cycle)).toEqual([2]);
  });

  it('delivers again what had not been dealt with, and nothing else', async () => {
    // `other` is held up: `first` is through when the process dies, and is not heard of again.
    const world = burst(`faults:
  - {kind: pause, signal: other, statement: insert signal, for: 1s}
  - {kind: crash, signal: other, statement: submit order, for: 3s}`);
    const events = await eventsOf(world, 'memory-position');
    const started = only(events, 'signal').map(({ signalId, cycle }) => `${signalId} ${cycle}`);
    expect(started).toEqual(['first 1', 'other 1', 'other 2']);
    // Its order was filled, the row never written: it buys again.
    expect(bought(events)).toEqual(['first', 'other', 'other']);
  });

  it('lets requests that are under way take effect: the answers come to nobody', async () => {
    const events = await eventsOf(burst(crashAt('insert signal', ', signal: first')));
    const rows = only(events, 'call').filter(
      ({ phase, statement }) => phase === 'effect' && statement.startsWith('insert signal'),
    );
    expect(rows).toHaveLength(4);
    expect(only(events, 'stall')).toEqual([]);
  });

  it('strikes once, wherever it would fit again', async () => {
    const events = await eventsOf(burst(crashAt('read positions')));
    expect(only(events, 'fault')).toHaveLength(1);
    expect(only(events, 'cycle-start').map(({ cycle }) => cycle)).toEqual([2]);
    expect(bought(events).sort()).toEqual(['first', 'other']);
  });

  it('takes all runners of its process down, and none of another', async () => {
    const world = (process: string) =>
      worldOf(`system:
  closing: false
  limiter: none
  runners: [{id: r1, process: a}, {id: r2, process: ${process}}]
signals: [{id: first, ${BUY}}, {id: other, runner: r2, symbol: GME, quantity: 167, price: 24.05}]
faults: [{kind: crash, runner: r1, statement: insert signal, for: 3s}]`);
    const cycles = async (process: string) =>
      only(await eventsOf(world(process)), 'cycle-end').map(
        ({ runner, cycle }) => `${runner}.c${cycle}`,
      );
    expect(await cycles('a')).toEqual(['r1.c2', 'r2.c2']);
    expect(await cycles('b')).toEqual(['r2.c1', 'r1.c2']);
  });

  it('leaves no mark, no lock and no join behind', async () => {
    const world = burst(crashAt('read positions', ', signal: first'));
    const events = await eventsOf(world, 'three-layer');
    expect(only(events, 'stall')).toEqual([]);
    expect(only(events, 'end')[0]!.pending).toEqual([]);
    expect(new Set(bought(events))).toEqual(new Set(['first', 'other']));
  });

  it('makes up for its cycle: all cycles that were due are run', async () => {
    const world = burst(crashAt('insert trade'), ', interval: 1s, runners: [{id: r1, cycles: 2}]');
    const events = await eventsOf(world);
    expect(only(events, 'cycle-end').map(({ cycle }) => cycle)).toEqual([2, 3]);
  });

  it('finds a signal that arrives while the process is down waiting for it', async () => {
    const world = worldOf(`system: {closing: false, limiter: none}
signals: [{id: first, ${BUY}}, {id: late, at: 1s, symbol: GME, quantity: 167, price: 24.05}]
${crashAt('submit order')}`);
    expect(bought(await eventsOf(world)).sort()).toEqual(['first', 'first', 'late']);
    expect(blocked(await eventsOf(world))).toEqual([]);
  });
});

describe('every order of a crash', () => {
  it('is explored completely and agrees with random walks', async () => {
    const world = scenarioOf(`title: A crash in a burst
start: 2026-01-26T15:42:07Z
system: {closing: false, limiter: none}
account: {cash: 144420.92}
signals: [{id: first, ${BUY}}, {id: again, ${BUY}}]
latency: {db.read: "uniform(1ms,3ms)", db.write: "uniform(1ms,3ms)", broker: "uniform(5ms,20ms)"}
faults: [{kind: crash, signal: first, statement: insert trade, for: 1s}]
`);
    for (const timing of ['timed', 'untimed'] as const) {
      const { coverage, outcomes } = await exploring(world, 'memory-position,cycle-set', {
        timing,
      });
      expect(coverage.kind).toBe('complete');
      expect(outcomes.every(({ fills }) => (fills.APP ?? 0) >= 1)).toBe(true);
    }
  });
});
