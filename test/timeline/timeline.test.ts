import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TapeEvent } from '../../src/tape/index.js';
import { packRows } from '../../src/timeline/pack-rows.js';
import { renderTimeline } from '../../src/timeline/render-timeline.js';
import { callSpans, lockSpans } from '../../src/timeline/spans.js';
import { buildTimeScale, type Interval } from '../../src/timeline/time-scale.js';
import { timeTicks } from '../../src/timeline/time-ticks.js';
import { eventWords, markOf } from '../../src/timeline/timeline-marks.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import { endEntry, orderWords, TapeBuilder, USD } from '../support/tape-builder.js';

const PLACE = { x0: 100, width: 1_000 } as const;

describe('buildTimeScale', () => {
  it('is linear while something happens and cuts a long idle stretch', () => {
    const scale = buildTimeScale(
      [
        { fromUs: 0, toUs: 1_000 },
        { fromUs: 500, toUs: 2_000 },
        { fromUs: 15_000_000, toUs: 15_002_000 },
      ],
      PLACE,
    );
    expect(scale.segments).toHaveLength(2);
    expect(scale.breaks).toMatchObject([{ fromUs: 2_000, toUs: 15_000_000 }]);
    expect(scale.x(1_000) - scale.x(0)).toBeCloseTo(scale.x(15_001_000) - scale.x(15_000_000), 6);
    expect(scale.x(15_002_000)).toBeCloseTo(1_092, 6);
  });

  it('keeps short gaps to scale, and at most eight breaks', () => {
    const near = [0, 1_200].map((fromUs) => ({ fromUs, toUs: fromUs + 1_000 }));
    expect(buildTimeScale(near, PLACE).breaks).toEqual([]);
    const far = Array.from({ length: 20 }, (_, n) => ({ fromUs: n * 1e6, toUs: n * 1e6 + 10 }));
    expect(buildTimeScale(far, PLACE).breaks).toHaveLength(8);
  });

  it('bears nothing at all and a single instant', () => {
    expect(buildTimeScale([], PLACE).x(0)).toBe(108);
    expect(buildTimeScale([{ fromUs: 7, toUs: 7 }], PLACE).x(7)).toBe(108);
  });

  it('never runs backwards and stays in its place', () => {
    const interval = fc
      .tuple(fc.nat(1e9), fc.nat(1e6))
      .map(([fromUs, lengthUs]): Interval => ({ fromUs, toUs: fromUs + lengthUs }));
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 1, maxLength: 30 }),
        fc.nat(2e9),
        fc.nat(2e9),
        (intervals, a, b) => {
          const scale = buildTimeScale(intervals, PLACE);
          const [x0, x1] = [scale.x(Math.min(a, b)), scale.x(Math.max(a, b))];
          expect(x0).toBeLessThanOrEqual(x1 + 1e-6);
          expect(x0).toBeGreaterThanOrEqual(PLACE.x0);
          expect(x1).toBeLessThanOrEqual(PLACE.x0 + PLACE.width + 1e-6);
        },
      ),
    );
  });
});

describe('timeTicks', () => {
  it('puts round times in one unit on the axis', () => {
    const scale = buildTimeScale([{ fromUs: 0, toUs: 480_000 }], PLACE);
    expect(timeTicks(scale).map(({ label }) => label)).toEqual([
      '0 ms',
      '50 ms',
      '100 ms',
      '150 ms',
      '200 ms',
      '250 ms',
      '300 ms',
      '350 ms',
      '400 ms',
      '450 ms',
    ]);
  });

  it('labels a segment without a round time at its beginning, and never over its neighbour', () => {
    const scale = buildTimeScale(
      [
        { fromUs: 0, toUs: 100_000 },
        { fromUs: 5_000_123, toUs: 5_000_200 },
        { fromUs: 9_000_123, toUs: 9_000_200 },
      ],
      PLACE,
    );
    const labels = timeTicks(scale).map(({ label }) => label);
    expect(labels).toContain('5.000123 s');
    expect(labels.at(-1)).toBe('');
    expect(timeTicks(buildTimeScale([], PLACE))).toHaveLength(1);
  });
});

describe('packRows', () => {
  it('uses the first free row and shares the last one', () => {
    const spans = [
      { fromUs: 0, toUs: 10 },
      { fromUs: 5, toUs: 15 },
      { fromUs: 6, toUs: 16 },
      { fromUs: 10, toUs: 20 },
    ];
    const { rowOf, rowsCount } = packRows(spans, 2);
    expect(spans.map((span) => rowOf.get(span))).toEqual([0, 1, 1, 0]);
    expect(rowsCount).toBe(2);
    expect(packRows([], 4).rowsCount).toBe(1);
  });
});

describe('spans', () => {
  const open = new TapeBuilder()
    .at(0, 't', { kind: 'call', call: 0, phase: 'request', operation: 'broker', statement: 'BUY' })
    .at(1, 't', { kind: 'lock', name: 'l', action: 'acquire' })
    .at(2, 'u', { kind: 'lock', name: 'l', action: 'wait' })
    .at(3, 'w', { kind: 'lock', name: 'r1.l', action: 'release' })
    .events();

  it('reach to the end of a whole tape where nobody answered or let go', () => {
    const end = { kind: 'tape-end', us: 50 } as const;
    expect(callSpans(open, end)[0]?.untilUs).toBe(50);
    expect(lockSpans(open, end)).toMatchObject([
      { lane: 'l \u00b7 r1.c1', acquireUs: 1, heldUntilUs: 50 },
      { acquireUs: null, waitUntilUs: 50 },
      { lane: 'r1.l', releaseUs: 3 },
    ]);
  });

  it('reach only as far as is known on a part of a tape', () => {
    expect(callSpans(open, { kind: 'cut' })[0]?.untilUs).toBe(0);
    expect(lockSpans(open, { kind: 'cut' })[1]?.waitUntilUs).toBe(2);
  });
});

describe('marks', () => {
  const stamp = { seq: 0, atUs: 5_000, task: 't', cycle: 1, runner: 'r1' } as const;
  const order = orderWords('s', 7);
  const guard = {
    kind: 'guard',
    layer: 'cycle-set',
    symbol: 'APP',
    signalId: 's',
    reason: 'why',
  } as const;
  const cases: readonly (readonly [TapeEvent, string | null, string])[] = [
    [
      { ...stamp, ...order, kind: 'arrival' },
      'arrival',
      'signal s arrives: BUY 7 APP at $540.00, main path',
    ],
    [
      { ...stamp, ...order, quantity: null, kind: 'arrival' },
      'arrival',
      'signal s arrives: BUY sized by its path APP at $540.00, main path',
    ],
    [
      { ...stamp, kind: 'late-signal', signalId: 's', symbol: 'APP', reason: 'no cycle' },
      'late',
      'signal s (APP) is taken up by no cycle: no cycle',
    ],
    [
      { ...stamp, ...order, kind: 'fill', orderId: 3 },
      'bought',
      'BUY 7 APP filled at $540.00 (order 3, main path)',
    ],
    [
      { ...stamp, ...order, side: 'SELL', kind: 'fill', orderId: 3 },
      'sold',
      'SELL 7 APP filled at $540.00 (order 3, main path)',
    ],
    [
      { ...stamp, ...order, kind: 'reject', reason: 'no cash' },
      'reject',
      'BUY 7 APP refused: no cash',
    ],
    [
      { ...stamp, kind: 'skip', signalId: 's', symbol: 'APP', reason: 'too small' },
      'skip',
      'APP: no order, too small',
    ],
    [{ ...stamp, ...guard, decision: 'blocked' }, 'blocked', 'cycle-set stops APP: why'],
    [{ ...stamp, ...guard, decision: 'marked' }, 'marked', 'cycle-set marks APP: why'],
    [{ ...stamp, ...guard, decision: 'passed' }, null, 'cycle-set lets pass APP: why'],
    [
      {
        ...stamp,
        kind: 'trade-row',
        id: 2,
        symbol: 'APP',
        side: 'BUY',
        quantity: 7,
        price: USD,
        pnl: null,
        path: null,
      },
      'trade',
      'trades row 2: BUY 7 APP at $1.00',
    ],
    [
      { ...stamp, kind: 'position-row', symbol: 'APP', quantity: 7, avgCost: 0, marketPrice: 0 },
      'position',
      'positions row: APP holds 7',
    ],
    [{ ...stamp, kind: 'lock', name: 'l', action: 'wait' }, null, 'waits for l'],
    [
      {
        ...stamp,
        kind: 'call',
        call: 0,
        phase: 'effect',
        operation: 'db.read',
        statement: 'positions',
      },
      null,
      'db.read positions: effect',
    ],
    [{ ...stamp, kind: 'stall', waits: [] }, 'stall', 'nothing can go on: 0 tasks waiting'],
    [
      { ...stamp, kind: 'cycle-start', positions: 0, loadFailed: true },
      null,
      'cycle starts with no positions: loading them failed',
    ],
    [
      { ...stamp, kind: 'cycle-start', positions: 1, loadFailed: false },
      null,
      'cycle starts with 1 position',
    ],
    [{ ...stamp, kind: 'cycle-end' }, null, 'cycle-end'],
  ];

  it.each(cases)('shows %o', (event, shape, words) => {
    expect(markOf(event, false)?.shape ?? null).toBe(shape);
    expect(eventWords(event)).toBe(words);
  });

  it('gives a duplicate a shape of its own', () => {
    expect(markOf({ ...stamp, ...order, kind: 'fill', orderId: 1 }, true)?.shape).toBe('duplicate');
  });
});

describe('renderTimeline', () => {
  const input = {
    isDuplicate: () => false,
    isWhole: true,
    tasksMax: 24,
    locksMax: 12,
    title: 'T',
  } as const;
  const withoutEnd = (events: Iterable<TapeEvent>): TapeEvent[] =>
    [...events].filter(({ kind }) => kind !== 'end');

  it('draws a lane for each task, lock, the database and the broker, and a line through each duplicate', () => {
    const { events, judgement } = appWithoutGuards();
    const extra = new Set(
      judgement.findings.filter((f) => f.duplicateKind !== null).map((f) => f.seq),
    );
    const timeline = renderTimeline({
      ...input,
      events: withoutEnd(events),
      isDuplicate: ({ seq }) => extra.has(seq),
    });
    const { markup } = timeline.drawing;
    for (const name of ['r1.c1/APP#1', 'r1.c1/APP#4', 'trading_data.db', 'paper broker']) {
      expect(markup).toContain(`>${name}</text>`.replace('>', ''));
    }
    expect(markup.match(/class="violation"/g)).toHaveLength(3);
    expect(markup.match(/href="#s-duplicate"/g)).toHaveLength(6);
    expect(timeline.hasBreaks).toBe(true);
    expect(timeline.omissions).toEqual([]);
    expect([...timeline.shapes]).toContain('duplicate');
  });

  it('shows who held a lock and who waited for it', () => {
    const tape = new TapeBuilder()
      .lock('a', 'pending', { waitUs: 0, acquireUs: 0, releaseUs: 40_000 })
      .lock('b', 'pending', { waitUs: 10_000, acquireUs: 40_000, releaseUs: 60_000 })
      .call('a', {
        operation: 'db.read',
        statement: 'positions',
        atUs: 0,
        effectUs: 10_000,
        responseUs: 60_000,
      });
    const { markup } = renderTimeline({ ...input, events: tape.events() }).drawing;
    expect(markup).toContain('held by a, 0 ms to 40 ms (40.0 ms)');
    expect(markup).toContain('b waits 30.0 ms');
    expect(markup).toContain('waits for pending \u00b7 r1.c1, 10 ms to 40 ms');
  });

  it('gives every holder of a semaphore a row of its own, and the queue in order', () => {
    const tape = new TapeBuilder();
    for (const task of ['a', 'b'])
      tape.lock(task, 'permits', { waitUs: 0, acquireUs: 0, releaseUs: 40_000 });
    for (const task of ['c', 'd'])
      tape.lock(task, 'permits', { waitUs: 5_000, acquireUs: 40_000, releaseUs: 50_000 });
    const { markup } = renderTimeline({ ...input, events: tape.events() }).drawing;
    const rows = [...markup.matchAll(/class="bar held"[^>]* y="([\d.]+)"/g)].map(
      (match) => match[1],
    );
    expect(new Set(rows).size).toBe(2);
    expect(rows).toHaveLength(4);
  });

  it('shows waits and calls that never end', () => {
    const tape = new TapeBuilder()
      .at(0, 'a', { kind: 'lock', name: 'l', action: 'acquire' })
      .at(0, 'b', { kind: 'lock', name: 'l', action: 'wait' })
      .at(0, 'a', {
        kind: 'call',
        call: 0,
        phase: 'request',
        operation: 'broker',
        statement: 'BUY',
      })
      .at(90_000, null, { kind: 'stall', waits: [{ task: 'b', waitsFor: 'l', heldBy: 'a' }] });
    const { markup } = renderTimeline({ ...input, events: tape.events() }).drawing;
    expect(markup).toContain('0 ms to the end');
    expect(markup).toContain('answered (not drawn)');
    expect(markup).toContain('nothing can go on: 1 task waiting');
  });

  it('moves marks of one instant apart, so that none hides another', () => {
    const guard = { layer: 'cycle-set', signalId: 's', decision: 'marked', reason: 'x' } as const;
    const events = new TapeBuilder().guard('t', 0, guard).guard('t', 0, guard).events();
    const { markup } = renderTimeline({ ...input, events }).drawing;
    const xs = [...markup.matchAll(/#s-marked"[^>]* x="([\d.]+)"/g)].map((match) =>
      Number(match[1]),
    );
    expect(xs).toHaveLength(2);
    expect(xs[1]! - xs[0]!).toBeGreaterThanOrEqual(12);
  });

  it('announces the lanes that it leaves out', () => {
    const { events } = appWithThreeLayers();
    const timeline = renderTimeline({
      ...input,
      events: withoutEnd(events),
      tasksMax: 2,
      locksMax: 1,
    });
    expect(timeline.omissions).toEqual([
      '3 more tasks have no lane here',
      '1 more lock has no lane here',
    ]);
  });

  it('fades the lines of very many duplicates but draws every mark', () => {
    const tape = new TapeBuilder();
    for (let n = 0; n < 20; n++)
      tape.at(n * 1_000, 't', { kind: 'fill', orderId: n, ...orderWords('s', 7) });
    const { markup } = renderTimeline({
      ...input,
      events: tape.events(),
      isDuplicate: () => true,
    }).drawing;
    expect(markup.match(/violation many/g)).toHaveLength(20);
    expect(markup.match(/#s-duplicate"/g)).toHaveLength(40);
  });

  it('bears a tape with nothing but its end', () => {
    const events = new TapeBuilder().at(0, null, endEntry()).events();
    expect(renderTimeline({ ...input, events }).drawing.markup).toContain('<svg');
    expect(renderTimeline({ ...input, events: [] }).drawing.markup).toContain('<svg');
  });
});
