import { describe, expect, it } from 'vitest';
import type { Guard, Outcome } from '../../src/guards/index.js';
import { lease } from '../../src/guards/lease.js';
import { exploring, scenarioOf } from '../experiments/shipped.js';
import { blocked, bought, eventsOf, worldOf } from '../simulation/small-world.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const [leaseOnPath, leaseAtGateway] = lease({ ttlUs: 10_000_000, fencing: true }) as [Guard, Guard];
const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };
const BUY = 'symbol: APP, quantity: 7, price: 540.00';

/** Two runners that share only database and broker, each with the same signal. */
const twoHolders = (system: string) =>
  scenarioOf(`title: Two holders
start: 2026-01-26T15:42:07Z
system:
  closing: false
  limiter: none
  ${system}
  runners: [{id: r1, process: a}, {id: r2, process: b, start: 1ms}]
account: {cash: 144420.92}
signals: [{${BUY}, runner: r1}, {${BUY}, runner: r2}]
latency: {db.read: "uniform(1ms,20ms)", db.write: "uniform(1ms,20ms)", broker: "uniform(2ms,60ms)"}
`);

describe('lease', () => {
  it('lease lets one attempt in at a time and blocks who comes meanwhile', async () => {
    const ports = new FakePorts();
    let second: Outcome | undefined;
    await leaseOnPath.wrap(attemptWith(ports), async () => {
      second = await leaseOnPath.wrap(attemptWith(ports), async () => skipped);
      return skipped;
    });
    expect(second).toMatchObject({ kind: 'blocked', layer: 'lease' });
    expect(ports.said()).toEqual(['lease marked', 'lease blocked', 'lease released']);
  });

  it('lease puts its token on the order, one higher each time', async () => {
    const ports = new FakePorts();
    const attempts = [attemptWith(ports), attemptWith(ports)];
    for (const attempt of attempts) await leaseOnPath.wrap(attempt, async () => skipped);
    expect(attempts.map(({ amended }) => amended.fencing)).toEqual([1, 2]);
  });

  it('lease looks at the positions once more, once it is held', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', { symbol: 'APP', quantity: 7, avgCost: 1, marketPrice: 1 });
    const outcome = await leaseOnPath.wrap(attemptWith(ports), async () => skipped);
    expect(outcome).toMatchObject({ kind: 'blocked', reason: 'already has DB position (qty=7)' });
    expect(ports.steps.slice(0, 3)).toEqual([
      'acquire lease APP',
      'say lease marked',
      'read positions',
    ]);
    const wanted = attemptWith(ports, { scaleIn: true });
    expect(await leaseOnPath.wrap(wanted, async () => skipped)).toBe(skipped);
  });

  it('lease is given back where the path throws', async () => {
    const ports = new FakePorts();
    const failing = leaseOnPath.wrap(attemptWith(ports), () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(ports.said()).toEqual(['lease marked', 'lease released']);
  });

  it('lease that nobody gave back is free again after its time, and not a microsecond before', async () => {
    const ports = new FakePorts();
    expect(await ports.store.acquireLease('APP', 10_000_000)).toBe(1);
    ports.nowUs = 9_999_999;
    const early = await leaseOnPath.wrap(attemptWith(ports), async () => skipped);
    expect(early.kind).toBe('blocked');
    ports.nowUs = 10_000_000;
    expect(await leaseOnPath.wrap(attemptWith(ports), async () => skipped)).toBe(skipped);
  });

  it('lease says at the broker port what the gateway refused, and leaves other outcomes alone', async () => {
    const ports = new FakePorts();
    const refused: Outcome = { kind: 'blocked', layer: 'lease', reason: 'old' };
    expect(await leaseAtGateway.wrap(attemptWith(ports), async () => refused)).toEqual(refused);
    expect(await leaseAtGateway.wrap(attemptWith(ports), async () => skipped)).toBe(skipped);
    expect(ports.said()).toEqual(['lease blocked']);
  });

  it('lease stops the second path at the gateway: its order comes under no lease', async () => {
    const world = worldOf(`signals: [{id: first, ${BUY}}, {id: pair, path: second, ${BUY}}]`);
    const events = await eventsOf(world, 'lease');
    expect([bought(events), blocked(events)]).toEqual([['first'], ['pair: lease']]);
    const unfenced = worldOf(`system: {lease-fencing: false}
signals: [{id: first, ${BUY}}, {id: pair, path: second, ${BUY}}]`);
    expect(bought(await eventsOf(unfenced, 'lease'))).toEqual(['first', 'pair']);
  });

  it('two racing holders buy once, in every order, where the lease outlives the attempt', async () => {
    const { verdict, coverage, outcomes } = await exploring(twoHolders('lease-ttl: 10s'), 'lease');
    expect([verdict, coverage.kind]).toEqual(['pass', 'complete']);
    expect(outcomes.map(({ fills }) => fills)).toEqual([{ APP: 1 }]);
  });

  it('a lease that ends before its holder has written is no lease: fenced or not, both buy', async () => {
    // The token of the second is newer, and no position row is there yet for it to see.
    for (const fencing of ['true', 'false']) {
      const world = twoHolders(`lease-ttl: 30ms\n  lease-fencing: ${fencing}`);
      const { verdict, outcomes } = await exploring(world, 'lease');
      expect(verdict, fencing).toBe('fail');
      expect(outcomes.map(({ fills }) => fills.APP)).toContain(2);
    }
  });
});
