import { describe, expect, it } from 'vitest';
import { blocked, bought, eventsOf, only, worldOf } from './small-world.js';

const TWO_CYCLES = `
system: {limiter: none, runners: [{id: r1, cycles: 2}]}
signals:
  - {id: first, symbol: APP, quantity: 7, price: 540.00}
  - {id: again, at: 5s, symbol: APP, quantity: 7, price: 540.00}
`;

const ONE = `
system: {limiter: none}
signals:
  - {id: first, symbol: APP, quantity: 7, price: 540.00}
`;

describe('faults of a call', () => {
  it('loses a write without a word: no row, no error, and the next cycle buys again', async () => {
    const lost = 'faults: [{kind: write-lost, statement: write position, symbol: APP, cycle: 1}]\n';
    const events = await eventsOf(worldOf(TWO_CYCLES + lost), 'three-layer');
    expect(bought(events)).toEqual(['first', 'again']);
    // The path's own write, and the rewriting of market prices at the end of the cycle.
    expect(
      only(events, 'fault').map(({ fault, statement, task }) => [fault, statement, task]),
    ).toEqual([
      ['write-lost', 'write position', 'r1.c1/first'],
      ['write-lost', 'write position', 'r1.c1'],
    ]);
    const rows = only(events, 'position-row').filter(({ symbol }) => symbol === 'APP');
    expect(rows.map(({ cycle }) => cycle)).toEqual([2, 2]);
    expect(bought(await eventsOf(worldOf(TWO_CYCLES), 'three-layer'))).toEqual(['first']);
  });

  it('throws a read error at the guard that asked, and its pending mark leaks', async () => {
    const fails = 'faults: [{kind: guard-query-fails, guard: db-position}]\n';
    const events = await eventsOf(worldOf(ONE + fails), 'three-layer');
    expect(bought(events)).toEqual([]);
    expect(only(events, 'end')[0]!.pending).toEqual([{ runner: 'r1.c1', symbol: 'APP' }]);
  });

  it('waits out the busy timeout before it throws', async () => {
    const busy = 'faults: [{kind: busy, statement: insert signal, for: 5s}]\n';
    const events = await eventsOf(worldOf(ONE + busy));
    const [struck] = only(events, 'fault');
    // The cycle's load (2 ms), half of the 4 ms of a write, and the timeout.
    expect(struck).toMatchObject({ fault: 'busy', atUs: 5_004_000, task: 'r1.c1/first' });
    expect(bought(events)).toEqual([]);
  });

  it('takes effect where only the acknowledgement is lost', async () => {
    const unheard = 'faults: [{kind: lost-ack, operation: broker}]\n';
    const events = await eventsOf(worldOf(ONE + unheard));
    expect(bought(events)).toEqual(['first']);
    expect(only(events, 'trade-row')).toEqual([]);
  });

  it('rejects an order definitely: the intent is given back, and nothing is filled', async () => {
    const rejects = 'faults: [{kind: broker-reject, nth: 1, signal: first}]\n';
    const events = await eventsOf(worldOf(TWO_CYCLES + rejects), 'unique-intent');
    expect(only(events, 'reject').map(({ signalId }) => signalId)).toEqual(['first']);
    expect(only(events, 'guard').map(({ decision }) => decision)).toEqual([
      'marked',
      'released',
      'marked',
    ]);
    expect(bought(events)).toEqual(['again']);
  });

  it('reads from a replica that lags: the row is there, and is not seen', async () => {
    const stale = (by: string) =>
      worldOf(`${TWO_CYCLES}faults: [{kind: stale-read, cycle: 2, by: ${by}}]\n`);
    // The second cycle loads 15.034 s after the row was written.
    expect(bought(await eventsOf(stale('10s'), 'three-layer'))).toEqual(['first']);
    expect(bought(await eventsOf(stale('60s'), 'three-layer'))).toEqual(['first', 'again']);
    const claimed = blocked(await eventsOf(stale('60s'), 'db-position,unique-intent'));
    expect(claimed).toEqual(['again: unique-intent']);
  });

  it('strikes the so-many-eth call only', async () => {
    const second = 'faults: [{kind: read-error, task: r1.c2, nth: 1}]\n';
    const events = await eventsOf(worldOf(TWO_CYCLES + second), 'before');
    expect(only(events, 'cycle-start').map(({ loadFailed }) => loadFailed)).toEqual([false, true]);
    expect(bought(events)).toEqual(['first', 'again']);
  });
});

describe('faults of a signal', () => {
  it('delivers the same message twice, and each delivery is a task of its own', async () => {
    const again = 'faults: [{kind: signal-again, signal: first, after: 1ms}]\n';
    const events = await eventsOf(worldOf(ONE + again), 'before');
    expect(bought(events)).toEqual(['first', 'first']);
    const tasks = new Set(only(events, 'fill').map(({ task }) => task));
    expect(tasks).toEqual(new Set(['r1.c1/first', 'r1.c1/first~2']));
    expect(only(events, 'fault')).toMatchObject([{ fault: 'signal-again', signal: 'first' }]);
  });

  it('delivers it to another consumer', async () => {
    const again =
      'system: {limiter: none, runners: [{id: r1}, {id: r2}]}\nsignals: [{id: first, symbol: APP, quantity: 7, price: 540.00}]\nfaults: [{kind: signal-again, after: 0s, to: r2}]\n';
    const events = await eventsOf(worldOf(again), 'three-layer');
    expect(
      only(events, 'fill')
        .map(({ task }) => task)
        .sort(),
    ).toEqual(['r1.c1/first', 'r2.c1/first']);
  });

  it('delivers it late', async () => {
    const late = 'faults: [{kind: signal-late, by: 3s}]\n';
    const arrivals = only(await eventsOf(worldOf(ONE + late)), 'arrival');
    expect(arrivals.map(({ atUs }) => atUs)).toEqual([3_000_000]);
  });
});

describe('whether a fault happens', () => {
  it('leaves what may happen out of a replay', async () => {
    const maybe = 'faults: [{kind: write-lost, when: maybe}]\n';
    const events = await eventsOf(worldOf(ONE + maybe));
    expect(events).toEqual(await eventsOf(worldOf(ONE)));
  });

  it('draws a probability from a stream of its own: latencies stay as they are', async () => {
    const world = (faults: string) =>
      worldOf(
        `${ONE}latency: {db.write: "uniform(2ms,9ms)", db.read: "uniform(1ms,5ms)"}\n${faults}`,
      );
    const times = async (faults: string, seed: number) => {
      const events = await eventsOf(world(faults), 'none', { seed });
      return {
        calls: only(events, 'call').map(({ atUs }) => atUs),
        lost: only(events, 'fault').length,
      };
    };
    let lost = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const plain = await times('', seed);
      const drawn = await times(
        'faults: [{kind: write-lost, statement: insert trade, when: 0.5}]\n',
        seed,
      );
      expect(drawn.calls).toEqual(plain.calls);
      lost += drawn.lost;
    }
    // Binomial(40, 1/2): mean 20, standard deviation 3.2.
    expect(lost).toBeGreaterThan(10);
    expect(lost).toBeLessThan(30);
  });
});
