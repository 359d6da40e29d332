import { describe, expect, it } from 'vitest';
import { exploring, scenarioOf } from '../experiments/shipped.js';
import { blocked, bought, eventsOf, only, worldOf } from './small-world.js';

const BUY = 'symbol: APP, quantity: 7, price: 540.00';

/** The row is stamped in the second of the first BUY; the second one looks `at` later, in seconds of the clock. */
const twice = (at: string, runner = '', faults = ''): ReturnType<typeof worldOf> =>
  worldOf(`system:
  closing: false
  recent-trade-window: 120s
  runners: [{id: r1}, {id: r2, start: ${at}${runner}}]
signals: [{id: first, ${BUY}}, {id: again, runner: r2, ${BUY}}]
${faults}
latency: {broker: constant(1ms)}`);

const fills = async (world: ReturnType<typeof worldOf>): Promise<number> =>
  bought(await eventsOf(world, 'recent-trade')).length;

describe('a clock that is off', () => {
  it('shifts the window of recent-trade by as much, to the microsecond', async () => {
    // The row's second begins at 0: 120 s later the window is over, 3 s earlier for a clock 3 s ahead.
    expect(await fills(twice('119999999us'))).toBe(1);
    expect(await fills(twice('120s'))).toBe(2);
    expect(await fills(twice('116999999us', ', clock-skew: 3s'))).toBe(1);
    expect(await fills(twice('117s', ', clock-skew: 3s'))).toBe(2);
    expect(await fills(twice('122999999us', ', clock-skew: -3s'))).toBe(1);
    expect(await fills(twice('123s', ', clock-skew: -3s'))).toBe(2);
  });

  it('reads stamps of another zone as hours older, or younger', async () => {
    expect(await fills(twice('1s', ', zone-bug: -5h'))).toBe(2);
    expect(await fills(twice('121s', ', zone-bug: 5h'))).toBe(1);
  });

  it('is the same as a fault, which the tape tells of', async () => {
    const skew = twice('117s', '', 'faults: [{kind: clock-skew, runner: r2, by: 3s}]');
    expect(await fills(skew)).toBe(2);
    const events = await eventsOf(skew, 'recent-trade');
    expect(only(events, 'fault').map(({ fault, runner }) => [fault, runner])).toEqual([
      ['clock-skew', 'r2'],
    ]);
    const other = twice('117s', '', 'faults: [{kind: clock-skew, runner: r1, by: 3s}]');
    expect(await fills(other)).toBe(1);
    expect(await fills(twice('1s', '', 'faults: [{kind: wrong-zone, runner: r2}]'))).toBe(2);
    const maybe = twice('1s', '', 'faults: [{kind: wrong-zone, runner: r2, when: maybe}]');
    expect(await fills(maybe)).toBe(1);
  });

  it('is explored with the window that it leaves: nothing else is possible in time', async () => {
    // The row is stamped at 0 to 8 s and looked for at 100 to 108 s: 92 to 108 s lie between them.
    const world = (skew: string) =>
      scenarioOf(`title: Near the edge
start: 2026-01-26T15:42:07Z
system:
  closing: false
  runners: [{id: r1}, {id: r2, start: 100s, clock-skew: ${skew}}]
account: {cash: 144420.92}
signals: [{id: first, ${BUY}}, {id: again, runner: r2, ${BUY}}]
latency: {db.read.request: "uniform(0s,4s)"}
`);
    const outcomes = async (skew: string) => {
      const explored = await exploring(world(skew), 'recent-trade');
      expect(explored.coverage.kind).toBe('complete');
      return new Set(explored.outcomes.map(({ fills }) => fills.APP));
    };
    expect(await outcomes('11999999us')).toEqual(new Set([1]));
    expect(await outcomes('12s')).toEqual(new Set([1, 2]));
    expect(await outcomes('27999999us')).toEqual(new Set([1, 2]));
    expect(await outcomes('28s')).toEqual(new Set([2]));
    expect(await outcomes('200s')).toEqual(new Set([2]));
  });
});

describe('two processes', () => {
  const world = (process: string) =>
    worldOf(`system:
  runners: [{id: r1, process: a}, {id: r2, process: ${process}}]
signals: [{id: first, ${BUY}}, {id: other, runner: r2, symbol: GME, quantity: 167, price: 24.05}]`);

  it('know their own fills alone; together their bookings are what the broker has', async () => {
    for (const process of ['a', 'b']) {
      const events = await eventsOf(world(process));
      const { equity } = only(events, 'end')[0]!;
      const [, portfolio, broker] = equity;
      expect(portfolio!.cash).toBe(broker!.cash);
      expect(portfolio!.holdings).toBe(broker!.holdings);
      // The account row is what the process that wrote it last believes.
      const rows = only(events, 'account-row').map(({ cash }) => cash);
      expect(new Set(rows).size, process).toBe(process === 'a' ? 1 : 2);
      expect(
        only(events, 'process')
          .map(({ process: name }) => name)
          .sort(),
      ).toEqual(process === 'a' ? [] : ['a', 'b']);
    }
  });

  it('share no cash in memory: each is ready to spend the whole account', async () => {
    const poor = (process: string) =>
      worldOf(`system:
  runners: [{id: r1, process: a}, {id: r2, start: 1s, process: ${process}}]
signals:
  - {id: first, symbol: APP, quantity: 200, price: 540.00}
  - {id: other, runner: r2, symbol: GME, quantity: 4000, price: 24.05}`);
    expect(bought(await eventsOf(poor('a')))).toEqual(['first']);
    expect(bought(await eventsOf(poor('b')))).toEqual(['first', 'other']);
  });
});

describe('a broker that does not answer in time', () => {
  const slow = (more: string, broker = 'constant(20s)'): ReturnType<typeof worldOf> =>
    worldOf(`system: {closing: false, limiter: none, broker-timeout: 5s${more}}
signals: [{id: first, ${BUY}}]
latency: {broker: ${broker}}`);

  it('leaves an unknown outcome: nothing is booked or written, though the order is filled', async () => {
    const events = await eventsOf(slow(''));
    expect(bought(events)).toEqual(['first']);
    expect(only(events, 'booking')).toEqual([]);
    expect(only(events, 'trade-row')).toEqual([]);
    expect(only(events, 'cycle-end')[0]!.atUs).toBe(5_000_000);
  });

  it('is asked again by a new attempt, guards and all', async () => {
    expect(bought(await eventsOf(slow(', broker-retries: 2')))).toHaveLength(3);
    const guarded = await eventsOf(slow(', broker-retries: 2'), 'cycle-set');
    expect([bought(guarded), blocked(guarded)]).toEqual([['first'], ['first: cycle-set']]);
    const named = await eventsOf(slow(', broker-retries: 6', '"constant(12s)"'), 'outbox');
    expect(bought(named)).toEqual(['first']);
    expect(only(named, 'trade-row')).toHaveLength(1);
  });

  it('answers just in time or just too late: only then is either possible', async () => {
    const outcomes = async (broker: string) => {
      const { outcomes: found, coverage } = await exploring(
        slow(', broker-retries: 1', broker),
        'none',
      );
      expect(coverage.kind).toBe('complete');
      return found.map(({ fills: { APP } }) => APP).sort();
    };
    expect(await outcomes('"uniform(1s,4999999us)"')).toEqual([1]);
    expect(await outcomes('"uniform(1s,5s)"')).toEqual([1, 2]);
    expect(await outcomes('"uniform(5000001us,6s)"')).toEqual([2]);
  });

  it('may have filled the order or never have got it: two faults, one unknown outcome', async () => {
    const struck = (kind: string) =>
      worldOf(`system: {closing: false, limiter: none, broker-retries: 1}
signals: [{id: first, ${BUY}}]
faults: [{kind: ${kind}, nth: 1, for: 30s}]`);
    expect(bought(await eventsOf(struck('broker-timeout')))).toEqual(['first', 'first']);
    expect(bought(await eventsOf(struck('order-lost')))).toEqual(['first']);
    for (const kind of ['broker-timeout', 'order-lost']) {
      const events = await eventsOf(struck(kind), 'outbox');
      expect(bought(events), kind).toEqual(['first']);
      expect(only(events, 'trade-row'), kind).toHaveLength(1);
    }
  });
});
