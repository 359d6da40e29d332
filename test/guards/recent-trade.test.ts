import { describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../src/guards/index.js';
import { recentTrade as made, tookForTooOld } from '../../src/guards/recent-trade.js';
import { attemptWith, FakePorts } from './fake-ports.js';

const recentTrade = made({ windowUs: 120_000_000 });
const skipped: Outcome = { kind: 'skipped', reason: 'end of the test path' };
const buy = { symbol: 'APP', side: 'BUY', quantity: 7, price: 1, pnl: null, atUs: 0 } as const;

/** What the guard makes of a BUY row at second 0, asked at `nowUs`. */
async function asked(nowUs: number, windowUs = 120_000_000): Promise<Outcome> {
  const ports = new FakePorts();
  ports.trades.push(buy);
  ports.nowUs = nowUs;
  return made({ windowUs }).wrap(attemptWith(ports), async () => skipped);
}

describe('recent-trade', () => {
  it('recent-trade blocks within its window, to the last microsecond of it', async () => {
    for (const nowUs of [0, 1, 60_000_000, 119_999_999]) {
      expect(await asked(nowUs)).toEqual({
        kind: 'blocked',
        layer: 'recent-trade',
        reason: 'has recent BUY trade in last 120 seconds',
      });
    }
  });

  it('recent-trade lets pass from the first microsecond after its window', async () => {
    for (const nowUs of [120_000_000, 120_000_001, 86_400_000_000]) {
      expect(await asked(nowUs)).toBe(skipped);
    }
  });

  it('recent-trade takes its window from the attempt: 600 s later on', async () => {
    expect(await asked(120_000_000, 600_000_000)).toMatchObject({
      kind: 'blocked',
      reason: 'has recent BUY trade in last 600 seconds',
    });
    expect(await asked(600_000_000, 600_000_000)).toBe(skipped);
  });

  it.each([
    ['a row from before its window', [buy], 120_000_000, true],
    ['no row', [], 120_000_000, false],
    ['a row within its window', [buy], 1, false],
  ])(
    'recent-trade is known to have taken a row for too old: %s',
    async (_what, rows, nowUs, isTooOld) => {
      const ports = new FakePorts();
      ports.trades.push(...rows);
      ports.nowUs = nowUs;
      await recentTrade.wrap(attemptWith(ports), async () => skipped);
      const entries = ports.journalled.filter((entry) => entry.kind === 'guard');
      expect(entries.map(tookForTooOld)).toEqual([isTooOld]);
    },
  );

  it('recent-trade lets pass: no row, another symbol, a SELL', async () => {
    for (const rows of [[], [{ ...buy, symbol: 'GME' }], [{ ...buy, side: 'SELL' as const }]]) {
      const ports = new FakePorts();
      ports.trades.push(...rows);
      expect(await recentTrade.wrap(attemptWith(ports), async () => skipped)).toBe(skipped);
      expect(ports.said()).toEqual(['recent-trade passed']);
    }
  });

  it('recent-trade blocks a re-buy after a SELL and a wanted addition too: it over-blocks', async () => {
    const ports = new FakePorts();
    ports.trades.push(buy, { ...buy, side: 'SELL', atUs: 1 });
    ports.nowUs = 2;
    for (const scaleIn of [false, true]) {
      const next = vi.fn(async () => skipped);
      const outcome = await recentTrade.wrap(attemptWith(ports, { scaleIn }), next);
      expect(outcome.kind).toBe('blocked');
      expect(next).not.toHaveBeenCalled();
    }
  });
});
