import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  LIVE_DUPLICATES,
  LIVE_POSITIONS,
  LIVE_RECENT,
  LIVE_TRADES,
  type LiveFrame,
  type LivePosition,
  type LiveState,
  renderLivePage,
  withFrame,
} from '../../src/live/index.js';
import { LIVE_STYLESHEET, LIVE_STYLESHEET_SHA256 } from '../../src/live/live-stylesheet.js';
import { STYLESHEET, STYLESHEET_SHA256 } from '../../src/pages/replay/stylesheet.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { eventWords } from '../../src/words/index.js';
import { SCENE } from '../server/serving.js';

const IDLE: LiveState = {
  choices: [{ path: 'scenarios/a.yaml', title: 'A burst', guardSets: ['none', 'all'] }],
  scene: null,
  moment: { phase: 'idle', speed: 1, atUs: 0, seq: -1, clock: '' },
  account: null,
  positions: [],
  trades: [],
  duplicates: [],
  recent: [],
  exploration: null,
  sweep: null,
};
const SHOWN: LiveState = {
  ...IDLE,
  scene: { ...SCENE, links: [{ label: 'report', href: '/reports/a/index.html' }] },
  moment: {
    phase: 'playing',
    speed: 0.25,
    atUs: 31_250,
    seq: 40,
    clock: '2026-01-26T10:42:07.031250',
  },
  account: {
    market: 'open',
    cash: 132_540_920_000,
    equity: 201_581_220_000,
    daily: 0,
    realized: 0,
    unrealized: 0,
    fillsCount: 4,
    tradesCount: 70,
    blockedCount: 1,
    positionsCount: 1,
    duplicatesCount: 60,
  },
  positions: [
    { symbol: 'APP', quantity: 7, brokerQuantity: 22, avgCost: 540e6, marketPrice: 540e6 },
    { symbol: 'GME', quantity: 0, brokerQuantity: 167, avgCost: 0, marketPrice: 0 },
  ],
  trades: [{ id: 1, atUs: 9, symbol: 'APP', side: 'BUY', quantity: 7, price: 540e6, pnl: null }],
  duplicates: [{ seq: 40, atUs: 31_250, symbol: 'APP', kind: 'check-then-act', message: 'Twice.' }],
  recent: [{ seq: 40, atUs: 31_250, words: 'the broker fills BUY 7 APP' }],
  exploration: {
    phase: 'exploring',
    schedules: 12_345,
    classes: 678,
    failing: 9,
    perSecond: 3_000,
    estimate: 1_000,
    failure: {
      kind: 'check-then-act',
      words: 'APP can be bought twice.',
      afterSchedules: 1,
      story: ['first', 'second'],
      storyCut: 3,
      replayLine: 'npx racetape replay a.yaml --token T',
      isMinimal: false,
    },
    verdict: 'fail',
    claim: null,
    links: [],
  },
  sweep: {
    phase: 'sweeping',
    vary: ['db.write=0ms..40ms:20ms'],
    doing: 'points',
    done: 3,
    of: 9,
    critical: ['none: can fail at any db.write from 0 on.'],
    links: [],
  },
};
const textOf = (state: LiveState): string =>
  renderLivePage(state, undefined)
    .html.replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the live page', () => {
  it('reads without scripts: money, positions, trades, duplicates, exploration', () => {
    const text = textOf(SHOWN);
    for (const words of [
      'A burst',
      'APP was bought 4 times where once was due.',
      '$132,540.92',
      '$201,581.22',
      '31.25 ms',
      '2026-01-26 10:42:07.031250',
      'APP 7 22 ≠ the row $540.00 $540.00 $3,780.00',
      'GME 0 167 ≠ the row – – $0.00',
      'the last 50 of 70',
      'Duplicates so far: 60',
      '59 more are not listed.',
      'check-then-act APP at 31.25 ms: Twice.',
      'the broker fills BUY 7 APP',
      'as it was found, after 1 run',
      'APP can be bought twice.',
      'npx racetape replay a.yaml --token T',
      '3 more steps: see its report.',
      '12,345',
      '1,000',
      'Scripts are off',
      'sweeping db.write=0ms..40ms:20ms 3 of 9 points',
      'none: can fail at any db.write from 0 on.',
    ])
      expect(text).toContain(words);
  });

  it('lists what can be chosen where nothing is', () => {
    const text = textOf(IDLE);
    for (const words of ['Choose what to replay', 'A burst scenarios/a.yaml', 'none', 'all'])
      expect(text).toContain(words);
  });

  it('says so when an exploration has ended, and what is claimed', () => {
    const exploration = {
      ...SHOWN.exploration!,
      phase: 'ended',
      failure: { ...SHOWN.exploration!.failure!, isMinimal: true, storyCut: 0 },
      claim: 'complete(678)',
      links: [{ label: 'report', href: '/reports/a/explore.html' }],
    };
    const text = textOf({ ...SHOWN, exploration });
    for (const words of ['ended complete(678)', 'made small', 'Saved: report'])
      expect(text).toContain(words);
    const passing = { ...exploration, failure: null, verdict: 'pass' as const, phase: 'other' };
    expect(textOf({ ...SHOWN, exploration: passing })).toContain('other complete(678) pass');
  });

  it('runs nothing but its own script, and asks its own server only', () => {
    const script = { text: 'run()', sha256: 'abc=' };
    const { html, policy } = renderLivePage(SHOWN, script);
    expect(html).toContain('<script>run()</script>');
    expect(policy).toContain("default-src 'none'; script-src 'sha256-abc='; style-src");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(renderLivePage(SHOWN, undefined).policy).toContain("script-src 'none'");
    // No style, no handler that the policy would refuse.
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
  });

  it.each([
    [STYLESHEET, STYLESHEET_SHA256],
    [LIVE_STYLESHEET, LIVE_STYLESHEET_SHA256],
  ])('names its stylesheets by their hash', (text, sha256) => {
    expect(sha256).toBe(createHash('sha256').update(text).digest('base64'));
  });

  it('shows hostile text as text', () => {
    const hostile = '</script><img src=x onerror=alert(1)>\u202e\u0000"\'`';
    const { html } = renderLivePage(
      {
        ...SHOWN,
        choices: [{ path: hostile, title: hostile, guardSets: [hostile] }],
        scene: { ...SHOWN.scene!, title: hostile, path: hostile, verdictWords: hostile },
        duplicates: [{ ...SHOWN.duplicates[0]!, message: hostile, kind: hostile }],
        recent: [{ seq: 1, atUs: 1, words: hostile }],
        exploration: {
          ...SHOWN.exploration!,
          failure: { ...SHOWN.exploration!.failure!, words: hostile, story: [hostile] },
        },
      },
      undefined,
    );
    expect(html).not.toContain('<img');
    expect(html).not.toContain('</script>');
    expect(html).not.toContain('\u0000');
  });
});

describe('a frame', () => {
  const EMPTY: LiveFrame = {
    moment: SHOWN.moment,
    account: SHOWN.account,
    positions: [],
    trades: [],
    duplicates: [],
    recent: [],
  };

  it('puts changed positions in their place, and takes away what nobody holds', () => {
    const row = (symbol: string, quantity: number, brokerQuantity = quantity): LivePosition => ({
      symbol,
      quantity,
      brokerQuantity,
      avgCost: 1,
      marketPrice: 1,
    });
    const state = withFrame(
      { ...SHOWN, positions: [row('A', 1), row('C', 1), row('D', 1)] },
      { ...EMPTY, positions: [row('B', 2), row('C', 0), row('D', 0, 5)] },
    );
    expect(state.positions.map(({ symbol }) => symbol)).toEqual(['A', 'B', 'D']);
    const many = Array.from({ length: 2 * LIVE_POSITIONS }, (_, index) => row(`S${index}`, 1));
    expect(withFrame(SHOWN, { ...EMPTY, positions: many }).positions).toHaveLength(LIVE_POSITIONS);
    expect(withFrame(SHOWN, EMPTY).positions).toBe(SHOWN.positions);
  });

  it('puts what is new in front, and keeps no more than is shown', () => {
    let state = SHOWN;
    for (let seq = 100; seq < 300; seq++)
      state = withFrame(state, {
        ...EMPTY,
        trades: [{ ...SHOWN.trades[0]!, id: seq }],
        duplicates: [{ ...SHOWN.duplicates[0]!, seq }],
        recent: [{ seq, atUs: seq, words: 'x' }],
      });
    expect(state.trades).toHaveLength(LIVE_TRADES);
    expect(state.trades[0]!.id).toBe(299);
    expect(state.recent).toHaveLength(LIVE_RECENT);
    expect(state.recent[0]!.seq).toBe(299);
    // The first duplicates are what is looked for.
    expect(state.duplicates).toHaveLength(LIVE_DUPLICATES);
    expect(state.duplicates[0]!.seq).toBe(40);
  });
});

describe('an event in words', () => {
  const stamp = { seq: 1, atUs: 1, task: 'r1.c1/a', cycle: 1, runner: 'r1' };
  const order = {
    signalId: 'a',
    symbol: 'APP',
    side: 'BUY',
    quantity: 7,
    price: 540e6,
    path: 'main',
    scaleIn: false,
  } as const;
  const cases: readonly [TapeEvent, string | null][] = [
    [{ ...stamp, kind: 'arrival', ...order }, 'signal a arrives: BUY APP'],
    [{ ...stamp, kind: 'signal', ...order }, null],
    [
      { ...stamp, kind: 'cycle-start', positions: 3, loadFailed: false },
      'r1 begins cycle 1 with 3 positions',
    ],
    [
      { ...stamp, kind: 'cycle-start', positions: 0, loadFailed: true },
      'r1 begins cycle 1; loading positions failed, it starts with none',
    ],
    [{ ...stamp, kind: 'cycle-end' }, 'r1 ends cycle 1'],
    [
      {
        ...stamp,
        kind: 'guard',
        layer: 'cycle-set',
        symbol: 'APP',
        signalId: 'a',
        decision: 'blocked',
        reason: 'already',
      },
      'cycle-set blocked APP: already',
    ],
    [
      {
        ...stamp,
        kind: 'guard',
        layer: 'cycle-set',
        symbol: 'APP',
        signalId: 'a',
        decision: 'passed',
        reason: '',
      },
      null,
    ],
    [
      { ...stamp, kind: 'skip', signalId: 'a', symbol: 'APP', reason: 'too small' },
      'APP is skipped: too small',
    ],
    [{ ...stamp, kind: 'order', ...order }, 'order: BUY 7 APP (main path)'],
    [{ ...stamp, kind: 'reject', ...order, reason: 'closed' }, 'rejected: BUY 7 APP, closed'],
    [{ ...stamp, kind: 'fill', ...order, orderId: 1 }, 'the broker fills BUY 7 APP at $540.00'],
    [{ ...stamp, kind: 'booking', symbol: 'APP', delta: -1, cash: 5e6 }, 'cash is $5.00'],
    [
      {
        ...stamp,
        kind: 'trade-row',
        id: 2,
        symbol: 'APP',
        side: 'BUY',
        quantity: 7,
        price: 1,
        pnl: null,
        path: 'main',
      },
      'trades row 2: BUY 7 APP',
    ],
    [
      { ...stamp, kind: 'position-row', symbol: 'APP', quantity: 7, avgCost: 1, marketPrice: 1 },
      'positions row: APP 7',
    ],
    [{ ...stamp, kind: 'account-row', cash: 1, equity: 2e6 }, 'account row: equity $2.00'],
    [
      { ...stamp, kind: 'late-signal', signalId: 'a', symbol: 'APP', reason: 'no cycle' },
      'signal a went unheard: no cycle',
    ],
    [{ ...stamp, kind: 'stall', waits: [] }, 'nothing can happen any more, yet tasks wait'],
    [
      { ...stamp, kind: 'end', equity: [], positions: [], broker: [], pending: [] },
      'the end of the tape',
    ],
    [{ ...stamp, kind: 'lock', name: 'x', action: 'wait' }, null],
  ];
  it.each(cases.map(([event, words]) => [event.kind, words, event] as const))(
    '%s: %s',
    (_kind, words, event) => {
      expect(eventWords(event)).toBe(words);
    },
  );
});
