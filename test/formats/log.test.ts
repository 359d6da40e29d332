import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardEntry, GuardName } from '../../src/domain/index.js';
import { renderLog } from '../../src/formats/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { zoneClock } from '../../src/words/index.js';
import { appWithThreeLayers } from '../support/app-runs.js';
import {
  orderWords,
  scenarioWords,
  TapeBuilder,
  tapeHeader,
  USD,
} from '../support/tape-builder.js';

const HEADER = tapeHeader();

function linesOf(
  events: readonly TapeEvent[],
  header = HEADER,
): readonly { event: string; level: string; timestamp: string; logger: string }[] {
  const render = renderLog(header);
  const text = events.map(render).join('');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

function guardLine(entry: Partial<GuardEntry> & { layer?: GuardName }): string | undefined {
  const words = {
    layer: 'cycle-set',
    signalId: 's',
    decision: 'blocked',
    reason: '',
    ...entry,
  } as const;
  return linesOf(new TapeBuilder().guard('t', 0, words).events())[0]?.event;
}

describe('zoneClock', () => {
  it('shows the wall clock of the zone with microseconds and no offset', () => {
    expect(zoneClock('America/New_York')(1_769_442_127_123_456)).toBe('2026-01-26T10:42:07.123456');
    expect(zoneClock('UTC')(1_769_442_127_000_000)).toBe('2026-01-26T15:42:07.000000');
    expect(zoneClock('Asia/Kathmandu')(0)).toBe('1970-01-01T05:30:00.000000');
    expect(zoneClock('UTC')(-1)).toBe('1969-12-31T23:59:59.999999');
  });

  it('jumps over the hour that is skipped in spring and repeats the one in autumn', () => {
    const clock = zoneClock('America/New_York');
    const spring = Date.UTC(2026, 2, 8, 7) * 1_000;
    expect([clock(spring - 1), clock(spring)]).toEqual([
      '2026-03-08T01:59:59.999999',
      '2026-03-08T03:00:00.000000',
    ]);
    const autumn = Date.UTC(2026, 10, 1, 6) * 1_000;
    expect([clock(autumn - 1), clock(autumn)]).toEqual([
      '2026-11-01T01:59:59.999999',
      '2026-11-01T01:00:00.000000',
    ]);
  });

  it('says midnight as 00 and not as 24', () => {
    expect(zoneClock('UTC')(Date.UTC(2026, 0, 26) * 1_000)).toBe('2026-01-26T00:00:00.000000');
  });

  it('answers the same with and without its cache', () => {
    const clock = zoneClock('Europe/Zurich');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), (us) => {
        expect(clock(us)).toBe(zoneClock('Europe/Zurich')(us));
      }),
      { numRuns: 30 },
    );
  });
});

describe('renderLog', () => {
  it('writes the recorded words of each layer', () => {
    expect(guardLine({ decision: 'marked' })).toBe('Marked APP for BUY processing this cycle');
    expect(guardLine({ reason: 'already had BUY attempted this cycle' })).toBe(
      'DUPLICATE BUY BLOCKED: APP already had BUY attempted this cycle',
    );
    expect(guardLine({ layer: 'pending-lock', reason: 'already has pending order' })).toBe(
      'DUPLICATE BUY BLOCKED: APP already has pending order',
    );
    expect(
      guardLine({ layer: 'pending-lock', reason: 'position exists (race condition prevented)' }),
    ).toBe('Position already exists for APP (race condition prevented)');
    expect(guardLine({ layer: 'db-position', reason: 'already has DB position (qty=7)' })).toBe(
      'DUPLICATE BUY BLOCKED: APP already has DB position (qty=7)',
    );
    expect(
      guardLine({ layer: 'recent-trade', reason: 'has recent BUY trade in last 600 seconds' }),
    ).toBe('DUPLICATE BUY BLOCKED: APP has recent BUY trade in last 600 seconds');
    expect(guardLine({ layer: 'memory-position', reason: 'x' })).toBe(
      'Buy signal: Already have long position',
    );
    expect(guardLine({ layer: 'unique-intent', reason: 'x' })).toBe(
      'DUPLICATE BUY BLOCKED: APP already has a claimed intent',
    );
  });

  it('falls back where a reason does not carry its number', () => {
    expect(guardLine({ layer: 'recent-trade', reason: 'bought before' })).toContain(
      'last 120 seconds',
    );
    expect(guardLine({ layer: 'db-position', reason: 'held' })).toContain('(qty=?)');
  });

  it('stays silent where the recorded system does', () => {
    expect(guardLine({ layer: 'pending-lock', decision: 'marked' })).toBeUndefined();
    expect(guardLine({ decision: 'passed' })).toBeUndefined();
    expect(guardLine({ decision: 'released' })).toBeUndefined();
    const others = new TapeBuilder().at(0, 't', { kind: 'cycle-end' }).events();
    expect(linesOf(others)).toEqual([]);
  });

  it('writes trades of the main path, with the profit of a sale, and of the pairs path', () => {
    const words = { ...orderWords('s', 7, 503_950_000), kind: 'recorded' } as const;
    const events = new TapeBuilder()
      .at(0, 't', { ...words, pnl: null })
      .at(1, 't', { ...words, side: 'SELL', pnl: -12_340_000 })
      .at(2, 't', { ...words, side: 'SELL', pnl: null })
      .at(3, 't', { ...words, path: 'second', pnl: null })
      .at(4, 't', { ...words, path: 'second', side: 'SELL', pnl: 5 * USD })
      .events();
    expect(linesOf(events).map(({ event }) => event)).toEqual([
      'Recorded trade: BUY 7 APP @ 503.95',
      'Recorded trade: SELL 7 APP @ 503.95 (P&L: $-12.34)',
      'Recorded trade: SELL 7 APP @ 503.95',
      'Pairs trade: Bought 7 APP at $503.95',
      'Pairs trade: Sold 7 APP at $503.95',
    ]);
  });

  it('gives every line its four fields in local time, in the order of the tape', () => {
    const { header, events } = appWithThreeLayers();
    const lines = linesOf([...events], header);
    expect(lines.map(({ event }) => event.replace(/:.*/, ''))).toEqual([
      'Marked APP for BUY processing this cycle',
      'DUPLICATE BUY BLOCKED',
      'DUPLICATE BUY BLOCKED',
      'DUPLICATE BUY BLOCKED',
      'Recorded trade',
    ]);
    expect(lines[0]).toEqual({
      event: 'Marked APP for BUY processing this cycle',
      level: 'info',
      timestamp: '2026-01-26T10:42:07.029000',
      logger: 'robo_trader.runner',
    });
    expect(lines[1]?.level).toBe('warning');
  });

  it('lets no hostile name reach a terminal raw', () => {
    const symbol = '\u001b[2J\u202e"\n<é>';
    const words = {
      layer: 'cycle-set',
      signalId: 's',
      decision: 'marked',
      reason: '',
      symbol,
    } as const;
    const [event] = new TapeBuilder().guard('t', 0, words).events();
    const line = renderLog(tapeHeader({ scenario: scenarioWords() }))(event!);
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(line).event).toContain(symbol);
  });
});
