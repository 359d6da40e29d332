import { from } from 'rxjs';
import type { Assertion } from '../../src/assertions/index.js';
import type { TapeEvent, TapeHeader } from '../../src/tape/index.js';
import type { Finding } from '../../src/verdict/index.js';
import { sampleHeader, stampAll, type Told } from '../tape/sample-tape.js';

/** One dollar in micro-dollars. */
export const USD = 1_000_000;

/** What a story says of a trade; the rest is a BUY of one APP at $100 on the main path. */
export type Words = Partial<{
  signalId: string;
  symbol: string;
  side: 'BUY' | 'SELL' | 'BUY_TO_COVER' | 'SELL_SHORT';
  quantity: number;
  price: number;
  path: 'main' | 'second';
  scaleIn: boolean;
}> &
  Partial<Pick<TapeEvent, 'task' | 'cycle' | 'runner' | 'atUs'>>;

const USUAL = {
  signalId: 's1',
  symbol: 'APP',
  side: 'BUY',
  quantity: 1,
  price: 100 * USD,
  path: 'main',
  scaleIn: false,
} as const;

export const arrival = (words: Words = {}): Told => ({ kind: 'arrival', ...USUAL, ...words });
export const signal = (words: Words = {}): Told => ({ kind: 'signal', ...USUAL, ...words });
export const fill = (words: Words = {}): Told => ({ kind: 'fill', orderId: 1, ...USUAL, ...words });
export const reject = (reason: string, words: Words = {}): Told => ({
  kind: 'reject',
  reason,
  ...USUAL,
  ...words,
});

export function guard(
  decision: 'marked' | 'passed' | 'blocked' | 'released',
  words: Words & { layer?: 'cycle-set' | 'pending-lock' | 'db-position'; reason?: string } = {},
): Told {
  return {
    kind: 'guard',
    layer: 'cycle-set',
    symbol: 'APP',
    signalId: 's1',
    decision,
    reason: 'why',
    ...words,
  };
}

export const skip = (words: Words = {}): Told => ({
  kind: 'skip',
  signalId: 's1',
  symbol: 'APP',
  reason: 'order value below $500',
  ...words,
});

export function tradeRow(words: Words & { id?: number } = {}): Told {
  const { signalId: _, scaleIn: __, ...rest } = { ...USUAL, ...words };
  return { kind: 'trade-row', id: 1, pnl: null, ...rest };
}

export function positionRow(quantity: number, words: Words = {}): Told {
  return {
    kind: 'position-row',
    symbol: 'APP',
    avgCost: 100 * USD,
    marketPrice: 100 * USD,
    ...words,
    quantity,
  } as Told;
}

/** A position held when the scenario starts. */
export const held = (quantity: number, symbol = 'APP') => ({
  symbol,
  quantity,
  avgCost: 100 * USD,
  marketPrice: 100 * USD,
});

/** Runs one assertion over a story, through its stream, and gives back what it found. */
export function findingsOf(
  assertion: Assertion,
  told: readonly Told[],
  header: TapeHeader = sampleHeader(),
): Finding[] {
  const found: Finding[] = [];
  let completed = false;
  assertion(header)(from(stampAll(told))).subscribe({
    next: (finding) => found.push(finding),
    complete: () => {
      completed = true;
    },
  });
  if (!completed) throw new Error('the stream of findings did not complete in the same turn');
  return found;
}
