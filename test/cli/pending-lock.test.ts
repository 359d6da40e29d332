import { expect, it } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

const SIGNALS = `signals:
  - {symbol: APP, quantity: 1, price: 540.00}
  - {symbol: GME, quantity: 1, price: 540.00}`;

/** When the two BUYs are filled, under these guards; each asks the database for 7 ms. */
async function fillsUnder(guards: string): Promise<readonly number[]> {
  const host = fakeHost();
  const latency =
    'latency: {db.read: constant(7ms), db.write: constant(0ms), broker: constant(1ms)}';
  host.put('a.yaml', smallScenario({ signals: SIGNALS, latency, expect: '' }));
  await host.run('replay', 'a.yaml', '--json', '--guards', guards);
  const [run] = JSON.parse(host.said.stdout).runs;
  return run.fills.map(({ atUs }: { atUs: number }) => atUs);
}

it.each(['db-position', 'recent-trade'])(
  '%s asks the database inside the pending lock with pending-lock, and without a lock alone',
  async (guard) => {
    const [first = 0, second] = await fillsUnder(guard);
    expect(second).toBe(first);
    const [before = 0, after] = await fillsUnder(`pending-lock,${guard}`);
    expect(before).toBe(first);
    expect(after).toBe(first + 7_000);
  },
);
