import { describe, expect, it } from 'vitest';
import type { Fill, OrderResult } from '../../src/domain/index.js';
import { GuardedBroker } from '../../src/guards/index.js';
import { outbox } from '../../src/guards/outbox.js';
import { exploring, scenarioOf } from '../experiments/shipped.js';
import { FakePorts, orderFor } from './fake-ports.js';

const guarded = (ports: FakePorts) => new GuardedBroker(ports.broker, [outbox], ports);
const again = orderFor({ id: 'again' });
const silence = async (): Promise<OrderResult> => ({ kind: 'unknown', reason: 'no answer' });

describe('outbox', () => {
  it('outbox writes the intent down before the order goes out, and its rows when it is filled', async () => {
    const ports = new FakePorts();
    const result = await guarded(ports).submit(orderFor());
    expect(result).toMatchObject({ kind: 'filled', rows: 'written' });
    expect(ports.steps).toEqual([
      'open outbox APP',
      'say outbox marked',
      'submit BUY 7 APP',
      'settle outbox APP',
    ]);
    expect([ports.trades.length, ports.rows.get('APP')?.quantity]).toEqual([1, 7]);
  });

  it('outbox blocks whoever comes after the intent is settled', async () => {
    const ports = new FakePorts();
    await guarded(ports).submit(orderFor());
    expect(await guarded(ports).submit(again)).toMatchObject({ kind: 'blocked', layer: 'outbox' });
    expect(ports.orders).toHaveLength(1);
  });

  it('outbox finds out what became of an order without an answer: filled, so its rows are written', async () => {
    const ports = new FakePorts();
    const { broker } = ports;
    const swallowed = async (order: Parameters<typeof broker.submit>[0]): Promise<OrderResult> => {
      await broker.submit(order);
      return silence();
    };
    ports.broker = { ...broker, submit: swallowed };
    expect((await guarded(ports).submit(orderFor())).kind).toBe('unknown');
    expect(ports.trades).toEqual([]);
    ports.broker = broker;
    expect(await guarded(ports).submit(again)).toMatchObject({ kind: 'filled', rows: 'written' });
    expect(ports.orders.map(({ signalId }) => signalId)).toEqual(['breakout']);
    expect(ports.trades).toHaveLength(1);
  });

  it('outbox sends what the broker does not know, once more and under the same name', async () => {
    const ports = new FakePorts();
    const { broker } = ports;
    ports.broker = { ...broker, submit: silence };
    await guarded(ports).submit(orderFor());
    ports.broker = broker;
    expect((await guarded(ports).submit(again)).kind).toBe('filled');
    // The order as it was written down, whoever sends it.
    expect(ports.orders.map(({ signalId, clientOrderId }) => [signalId, clientOrderId])).toEqual([
      ['breakout', 'APP/0/'],
    ]);
    expect(ports.said()).toEqual(['outbox marked', 'outbox passed']);
  });

  it('outbox lets only the one who settles an intent book it', async () => {
    const ports = new FakePorts();
    const fill: Fill = { orderId: 1, symbol: 'APP', side: 'BUY', quantity: 7, price: 540_000_000 };
    const overtaken = async (order: ReturnType<typeof orderFor>): Promise<OrderResult> => {
      await ports.store.settleOutbox(order, fill);
      return { kind: 'filled', fill };
    };
    ports.broker = { ...ports.broker, submit: overtaken };
    expect(await guarded(ports).submit(orderFor())).toMatchObject({ kind: 'blocked' });
    expect(ports.trades).toHaveLength(1);
  });

  it('outbox strikes the intent out on a definite rejection, so that the next may try', async () => {
    const ports = new FakePorts();
    const { broker } = ports;
    ports.broker = { ...broker, submit: async () => ({ kind: 'rejected', reason: 'halted' }) };
    expect((await guarded(ports).submit(orderFor())).kind).toBe('rejected');
    expect(ports.said()).toEqual(['outbox marked', 'outbox released']);
    ports.broker = broker;
    expect((await guarded(ports).submit(again)).kind).toBe('filled');
  });

  it('outbox lets a wanted addition pass once, and asks nothing of a SELL', async () => {
    const ports = new FakePorts();
    await guarded(ports).submit(orderFor());
    const addition = orderFor({ id: 'addition', scaleIn: true });
    expect((await guarded(ports).submit(addition)).kind).toBe('filled');
    expect((await guarded(ports).submit(addition)).kind).toBe('blocked');
    ports.steps.length = 0;
    await guarded(ports).submit(orderFor({ side: 'SELL' }));
    expect(ports.steps).toEqual(['submit SELL 7 APP']);
  });
});

/** Two attempts at one intent, neither of which waits long enough for the broker: both reconcile. */
const reconcilers = (retries: number) =>
  scenarioOf(`title: Two reconcilers
start: 2026-01-26T15:42:07Z
system:
  closing: false
  limiter: none
  broker-timeout: 20ms
  broker-retries: ${retries}
  runners: [{id: r1, process: a}, {id: r2, process: b}]
account: {cash: 144420.92}
signals:
  - {symbol: APP, quantity: 7, price: 540.00, runner: r1}
  - {symbol: APP, quantity: 7, price: 540.00, runner: r2}
latency: {db.read: constant(2ms), db.write: "uniform(1ms,4ms)", broker: "uniform(2ms,60ms)"}
`);

describe('two reconcilers of one intent', () => {
  it('fill it once and write its rows once, in every order', async () => {
    const { verdict, coverage, outcomes } = await exploring(reconcilers(0), 'outbox');
    expect([verdict, coverage.kind]).toEqual(['pass', 'complete']);
    expect(outcomes.every(({ fills }) => fills.APP === 1)).toBe(true);
    expect(coverage.classes).toBeGreaterThan(10);
  });

  it('would buy twice without it, each having given up on the broker', async () => {
    const { verdict } = await exploring(reconcilers(1), 'unique-intent');
    expect(verdict).toBe('pass');
    expect((await exploring(reconcilers(1), 'memory-position')).verdict).toBe('fail');
  });
});
