import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ASSERTIONS,
  FastJudge,
  judgeFast,
  judgeTape,
  noDuplicateRule,
  SHIPPED_RULES,
  streamJudge,
  TimeCheck,
} from '../../src/assertions/index.js';
import type { TapeEvent, TapeHeader } from '../../src/tape/index.js';
import { anyTape } from '../tape/arbitraries.js';
import { endOf, QUIET_END, sampleHeader, stampAll, type Told } from '../tape/sample-tape.js';
import {
  arrival,
  fill,
  guard,
  held,
  positionRow,
  reject,
  signal,
  skip,
  tradeRow,
  USD,
} from './story.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Four BUYs as recorded, 1,7,7,7, all filled: no guard stood. */
const burst: readonly Told[] = [
  ...[1, 7, 7, 7].flatMap((quantity, index) => {
    const words = { signalId: `s${index}`, task: `r1.c1/APP#${index}`, quantity };
    return [signal(words), fill(words), tradeRow({ ...words, id: index + 1 })];
  }),
  positionRow(7),
  endOf({
    cash: 97_800 * USD,
    holdings: 2_200 * USD,
    positions: [held(7)],
    broker: [{ symbol: 'APP', quantity: 22 }],
  }),
];

const header = sampleHeader({
  scenario: {
    record: {
      trades: [1, 7, 7, 7].map((quantity) => ({ symbol: 'APP', side: 'BUY', quantity })),
      spanUs: 2_000_000,
    },
    expect: [{ guardSet: 'none', guards: [], verdict: 'fail', duplicates: 3 }],
  },
});

const symbol = fc.constantFrom('APP', 'GME');
const words = fc.record({
  symbol,
  signalId: fc.constantFrom('s1', 's2', 's3'),
  side: fc.constantFrom('BUY', 'BUY', 'SELL'),
  quantity: fc.integer({ min: 1, max: 3 }),
  path: fc.constantFrom('main', 'second'),
  scaleIn: fc.boolean(),
  task: fc.constantFrom('a', 'b', null),
  runner: fc.constantFrom('r1', 'r2', null),
  cycle: fc.constantFrom(1, 2, null),
});
/** Stories dense in trading: few symbols, signals and tasks, so that they meet. */
const anyStory: fc.Arbitrary<Told[]> = fc.array(
  fc.oneof(
    ...[arrival, signal, fill, tradeRow, skip].map((tell) =>
      words.map((each) => tell(each as never)),
    ),
    words.map((each) => reject('no', each as never)),
    words.map((each) => guard('blocked', each as never)),
    words.map((each) => guard('marked', each as never)),
    words.map((each) => positionRow(each.quantity, each as never)),
    words.map(
      ({ runner, cycle }) =>
        ({ kind: 'cycle-start', positions: 0, loadFailed: cycle === 2, runner, cycle }) as Told,
    ),
    words.map(
      ({ symbol, quantity }) =>
        ({ kind: 'booking', symbol, delta: -quantity, cash: -quantity }) as Told,
    ),
    words.map(
      ({ signalId, symbol }) => ({ kind: 'late-signal', signalId, symbol, reason: '' }) as Told,
    ),
  ),
  { maxLength: 40 },
);

function expectAgreement(tapeHeader: TapeHeader, events: readonly TapeEvent[]): void {
  const judgement = judgeTape(tapeHeader, events);
  expect(judgeFast(tapeHeader, events)).toEqual(judgement);
  const looked = events.filter(SHIPPED_RULES.isJudged);
  expect(judgeFast(tapeHeader, looked)).toEqual(judgement);
  const brief = new FastJudge(tapeHeader);
  for (const event of looked) brief.step(event);
  const errors = judgement.findings.filter(({ severity }) => severity === 'error');
  const { errorsOf, ...told } = brief.finishBriefly();
  expect(told).toEqual({
    verdict: judgement.verdict,
    fills: judgement.fills,
    duplicates: judgement.duplicates,
    errors: [...new Set(errors.map(({ assertion }) => assertion))].sort(),
  });
  const pairs = (found: readonly { assertion: string; symbol: string | null }[]): string[] =>
    found.map(({ assertion, symbol }) => JSON.stringify([assertion, symbol]));
  expect(pairs(errorsOf).sort()).toEqual([...new Set(pairs(errors))].sort());
  // No shipped rule decides on a distance in time.
  const check = new TimeCheck(
    tapeHeader,
    ASSERTIONS.map(({ rule }) => rule),
  );
  for (const event of looked) check.step(event);
  expect(check.finish()?.name).toBe(undefined);
}

describe('the judge', () => {
  it('concludes a whole judgement from a tape alone', () => {
    const judgement = judgeTape(header, stampAll(burst));
    expect(judgement).toMatchObject({
      verdict: 'fail',
      duplicates: [{ symbol: 'APP', count: 3, kind: 'check-then-act' }],
      matchesRecord: true,
      expected: true,
      positions: [{ symbol: 'APP', quantity: 7 }],
      blocked: [],
    });
    expect(judgement.fills.map(({ quantity }) => quantity)).toEqual([1, 7, 7, 7]);
    expect(judgement.trades.map(({ quantity }) => quantity)).toEqual([1, 7, 7, 7]);
    expect(new Set(judgement.findings.map(({ assertion }) => assertion))).toEqual(
      new Set(['no-duplicate', 'cash-conserved', 'rows-agree', 'operator-window']),
    );
  });

  it('comes to the same by the stream and by the plain rules, on stories of trading', () => {
    fc.assert(
      fc.property(anyStory, fc.boolean(), fc.boolean(), (story, ends, holds) => {
        const tapeHeader = sampleHeader({ scenario: { positions: holds ? [held(2)] : [] } });
        expectAgreement(tapeHeader, stampAll(ends ? [...story, QUIET_END] : story));
      }),
      { numRuns: 500 },
    );
  });

  it('comes to the same by the stream and by the plain rules, on tapes of any content', () => {
    fc.assert(fc.property(anyTape, (tape) => expectAgreement(tape.header, tape.events)));
  });

  it('has each assertion by one name, errors first', () => {
    const names = ASSERTIONS.map(({ rule }) => rule.name);
    expect(names).toEqual([
      'no-duplicate',
      'exactly-one',
      'cash-conserved',
      'equity-equal',
      'pending-released',
      'no-stall',
      'rows-agree',
      'operator-window',
      'signal-handled',
    ]);
    const severities = ASSERTIONS.map(({ rule }) => rule.severity);
    expect(severities).toEqual([...severities].sort());
  });

  it('fails for an error, passes without one, and concludes nothing from a tape cut off', () => {
    const quiet = [signal(), skip()];
    expect(judgeTape(sampleHeader(), stampAll([...quiet, QUIET_END])).verdict).toBe('pass');
    expect(judgeTape(sampleHeader(), stampAll(quiet)).verdict).toBe('inconclusive');
    expect(judgeTape(sampleHeader(), stampAll([QUIET_END])).verdict).toBe('inconclusive');
    expect(judgeTape(sampleHeader(), stampAll([signal(), fill(), fill()])).verdict).toBe('fail');
  });

  it('keeps a thousand findings of an assertion, counts all and announces the rest', () => {
    const judgement = judgeTape(
      sampleHeader(),
      stampAll(Array.from({ length: 1_501 }, () => fill())),
    );
    expect(judgement.duplicates).toEqual([{ symbol: 'APP', count: 1_500, kind: 'check-then-act' }]);
    expect(judgement.findings).toHaveLength(1_001);
    expect(judgement.findings.at(-1)).toMatchObject({
      assertion: 'no-duplicate',
      severity: 'error',
      message: '500 more of no-duplicate not listed, the last at event 1500.',
      duplicateKind: null,
    });
  });

  it('throws what an assertion throws, in the call that handed the event in', () => {
    const fault = (): never => {
      throw new Error('our fault');
    };
    const spy = vi.spyOn(noDuplicateRule, 'start');
    spy.mockReturnValueOnce({ step: fault, end: () => [] });
    expect(() => streamJudge(sampleHeader()).step(stampAll([fill()])[0]!)).toThrow('our fault');
    spy.mockReturnValueOnce({ step: () => undefined, end: fault });
    expect(() => streamJudge(sampleHeader()).finish()).toThrow('our fault');
  });
});
