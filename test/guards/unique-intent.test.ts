import { describe, expect, it, vi } from 'vitest';
import type { Order, Side } from '../../src/domain/index.js';
import { GuardedBroker, type Outcome } from '../../src/guards/index.js';
import { uniqueIntent } from '../../src/guards/unique-intent.js';
import { attemptWith, FakePorts, orderFor } from './fake-ports.js';

const guarded = (ports: FakePorts) => new GuardedBroker(ports.broker, [uniqueIntent], ports);
const again = orderFor({ id: 'again' });
const closed = { symbol: 'APP', quantity: 0, avgCost: 1, marketPrice: 1 };

describe('unique-intent', () => {
  it('unique-intent lets one BUY of an intent through to the broker and blocks the next', async () => {
    const ports = new FakePorts();
    expect((await guarded(ports).submit(orderFor())).kind).toBe('filled');
    expect(await guarded(ports).submit(again)).toEqual({
      kind: 'blocked',
      layer: 'unique-intent',
      reason: 'this intent has been claimed already',
    });
    expect(ports.orders.map(({ signalId }) => signalId)).toEqual(['breakout']);
    expect(ports.said()).toEqual(['unique-intent marked', 'unique-intent blocked']);
  });

  it('unique-intent claims before the order goes out', async () => {
    const ports = new FakePorts();
    await guarded(ports).submit(orderFor());
    expect(ports.steps).toEqual([
      'claim intent APP',
      'say unique-intent marked',
      'submit BUY 7 APP',
    ]);
  });

  it('unique-intent gives the claim back on a definite rejection, so that the next may try', async () => {
    const ports = new FakePorts();
    const { broker } = ports;
    ports.broker = {
      ...ports.broker,
      submit: async () => ({ kind: 'rejected', reason: 'halted' }),
    };
    expect(await guarded(ports).submit(orderFor())).toEqual({ kind: 'rejected', reason: 'halted' });
    expect(ports.said()).toEqual(['unique-intent marked', 'unique-intent released']);
    ports.broker = broker;
    expect((await guarded(ports).submit(again)).kind).toBe('filled');
  });

  it('unique-intent keeps the claim where the outcome is unknown: the broker threw', async () => {
    const ports = new FakePorts();
    const { broker } = ports;
    ports.broker = {
      ...ports.broker,
      submit: async () => {
        throw new Error('time-out');
      },
    };
    await expect(guarded(ports).submit(orderFor())).rejects.toThrow('time-out');
    expect(ports.said()).toEqual(['unique-intent marked']);
    ports.broker = broker;
    expect((await guarded(ports).submit(again)).kind).toBe('blocked');
  });

  it('unique-intent lets a re-buy after a SELL pass', async () => {
    const ports = new FakePorts();
    await guarded(ports).submit(orderFor());
    ports.rows.set('APP', { ...closed, quantity: 7 });
    await guarded(ports).submit(orderFor({ id: 'exit', side: 'SELL' }));
    await ports.store.upsertPosition(closed);
    expect((await guarded(ports).submit(again)).kind).toBe('filled');
  });

  it('unique-intent lets a wanted addition pass, once', async () => {
    const ports = new FakePorts();
    const addition: Order = orderFor({ id: 'addition', scaleIn: true });
    await guarded(ports).submit(orderFor());
    expect((await guarded(ports).submit(addition)).kind).toBe('filled');
    expect((await guarded(ports).submit(addition)).kind).toBe('blocked');
  });

  it('unique-intent stands at the broker port: the second path passes it as the main path does', async () => {
    const ports = new FakePorts();
    await guarded(ports).submit(orderFor({ path: 'main' }));
    expect((await guarded(ports).submit(orderFor({ id: 'pair', path: 'second' }))).kind).toBe(
      'blocked',
    );
    expect(uniqueIntent.place).toBe('broker');
  });

  it('unique-intent asks nothing of a side other than BUY', async () => {
    const ports = new FakePorts();
    const sides: Side[] = ['SELL', 'SELL', 'SELL_SHORT', 'BUY_TO_COVER'];
    for (const side of sides) {
      expect((await guarded(ports).submit(orderFor({ side }))).kind).toBe('filled');
    }
    expect(ports.said()).toEqual([]);
  });

  it('unique-intent asks nothing before an order is sized', async () => {
    const ports = new FakePorts();
    const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };
    const next = vi.fn(async () => skipped);
    expect(await uniqueIntent.wrap(attemptWith(ports), next)).toBe(skipped);
    expect(ports.steps).toEqual([]);
  });
});
