import { describe, expect, it } from 'vitest';
import { OrderLimiter } from '../../src/trading/order-limiter.js';
import { FakePorts } from '../guards/fake-ports.js';

/** Moments of `count` admissions asked for at once. */
async function admitted(limits: { perSecond: number; perMinute: number }, count: number) {
  const ports = new FakePorts();
  const limiter = new OrderLimiter(limits);
  const moments: number[] = [];
  for (let order = 0; order < count; order++) {
    await limiter.admit(ports);
    moments.push(ports.nowUs);
  }
  return { moments, ports };
}

describe('the order limiter', () => {
  it('lets two orders through in any second', async () => {
    const { moments } = await admitted({ perSecond: 2, perMinute: 50 }, 6);
    expect(moments).toEqual([0, 0, 1_000_000, 1_000_000, 2_000_000, 2_000_000]);
  });

  it('lets 50 orders through in any minute: the 51st comes 60 s after the first', async () => {
    const { moments } = await admitted({ perSecond: 2, perMinute: 50 }, 52);
    expect(moments.slice(48)).toEqual([24_000_000, 24_000_000, 60_000_000, 60_000_000]);
  });

  it('keeps both windows in every place: no second holds three, no minute 51', async () => {
    const { moments } = await admitted({ perSecond: 3, perMinute: 7 }, 40);
    for (let index = 3; index < 40; index++) {
      expect(moments[index]! - moments[index - 3]!).toBeGreaterThanOrEqual(1_000_000);
    }
    for (let index = 7; index < 40; index++) {
      expect(moments[index]! - moments[index - 7]!).toBeGreaterThanOrEqual(60_000_000);
    }
  });

  it('slides: an order that comes half a second later moves the window with it', async () => {
    const ports = new FakePorts();
    const limiter = new OrderLimiter({ perSecond: 2, perMinute: 50 });
    await limiter.admit(ports);
    ports.nowUs = 500_000;
    await limiter.admit(ports);
    await limiter.admit(ports);
    expect(ports.nowUs).toBe(1_000_000);
    await limiter.admit(ports);
    expect(ports.nowUs).toBe(1_500_000);
  });

  it('holds its lock while it sleeps, so that first come is first served', async () => {
    const ports = new FakePorts();
    const limiter = new OrderLimiter({ perSecond: 1, perMinute: 50 });
    const served: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (order) => {
        await limiter.admit(ports);
        served.push(order);
      }),
    );
    expect(served).toEqual([0, 1, 2, 3]);
    expect(ports.slept).toEqual([1_000_000, 1_000_000, 1_000_000]);
    expect(ports.lock('order-limiter').held).toBe(false);
  });
});
