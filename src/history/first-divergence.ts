import type { TapeEvent } from '../tape/index.js';

/** Where two runs of one program part: the first event of each that the other does not have at that place. */
export interface Divergence {
  /** How many events the two have in common from the start. */
  readonly common: number;
  readonly one: TapeEvent | null;
  readonly other: TapeEvent | null;
}

/**
 * Compares what happens and in which order; when it happens is of no account,
 * since two orders have different times from early on. Numbers that only count
 * (of events, calls, orders, rows) are left out. Null where nothing differs.
 */
export function firstDivergence(
  one: Iterable<TapeEvent>,
  other: Iterable<TapeEvent>,
): Divergence | null {
  const left = one[Symbol.iterator]();
  const right = other[Symbol.iterator]();
  try {
    for (let common = 0; ; common++) {
      const a = left.next();
      const b = right.next();
      if (a.done === true && b.done === true) return null;
      const [ours, theirs] = [a.done === true ? null : a.value, b.done === true ? null : b.value];
      if (ours !== null && theirs !== null && whatOf(ours) === whatOf(theirs)) continue;
      return { common, one: ours, other: theirs };
    }
  } finally {
    left.return?.();
    right.return?.();
  }
}

const COUNTING: ReadonlySet<string> = new Set(['seq', 'atUs', 'call', 'orderId', 'id']);

function whatOf(event: TapeEvent): string {
  return JSON.stringify(event, (key, value: unknown) => (COUNTING.has(key) ? undefined : value));
}
