import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableTime } from './readable.js';
import { findingOf, type Rule, type RuleRun } from './rule.js';
import { signedQuantity } from './signed.js';
import { type Assertion, streamOf } from './stream-of.js';

/** How many misses of a flat epoch are told one by one. */
const MISSES_TOLD = 3;

/** An attempt under way: from its arrival to its fill, block, rejection or skip. */
interface Attempt {
  readonly symbol: string;
  readonly scaleIn: boolean;
  readonly seq: number;
  readonly atUs: number;
}

/** A BUY attempt that came to nothing while the symbol was flat. Put into words only if it is told. */
interface Miss {
  readonly how: 'blocked' | 'rejected' | 'lost';
  /** Who stopped it: a guard's name, or `the broker`. */
  readonly by: string;
  readonly reason: string;
  readonly atUs: number;
  readonly seq: number;
}

/** The misses of a symbol's present flat epoch: the first few, and how many there are. */
interface Misses {
  readonly told: Miss[];
  count: number;
}

/**
 * Zero where one was due. A flat epoch of a symbol lasts from the start, or
 * from the fill that brought the broker's quantity to zero, to the next BUY
 * fill. One in which a BUY attempt was blocked, rejected or lost, and which no
 * BUY fill ends, is a finding that names the layer. A scale-in that a guard
 * blocked is one by itself, unless an order of its signal is filled after all
 * (one that was under way when a second attempt was blocked). An attempt that was skipped (too small, risk) was not
 * due. Holds what is under way and what was missed, not what went well.
 */
export const exactlyOneRule: Rule = {
  name: 'exactly-one',
  severity: 'error',
  kinds: ['arrival', 'signal', 'guard', 'reject', 'skip', 'fill', 'late-signal'],
  relates: 'own symbol',
  looksAt: [
    // Whether a blocked or rejected attempt was due depends on what the broker holds then. Where a
    // symbol is never flat again after a fill, a block is judged alike before and after it.
    {
      at: ['blocked', 'reject'],
      sees: 'broker quantity',
      of: 'symbol',
      where: 'symbol may be flat',
    },
    // Where two tasks handle one signal, a second attempt that began before the first one's fill is
    // told from one that began after it. The attempts of one task are in order anyway.
    {
      at: ['arrival', 'signal', 'skip', 'reject', 'fill', 'blocked'],
      sees: 'each other',
      of: 'signal',
      where: 'signal may be handled twice',
    },
  ],
  start: (header) => new OverBlockingWatch(header),
};

export const exactlyOne: Assertion = streamOf(exactlyOneRule);

class OverBlockingWatch implements RuleRun {
  readonly #quantities = new Map<string, number>();
  /** BUY attempts under way, by signal. */
  readonly #attempts = new Map<string, Attempt>();
  readonly #misses = new Map<string, Misses>();
  /** What will be said of scale-ins that were blocked, by signal. */
  readonly #scaleIns = new Map<string, Finding>();

  constructor(header: TapeHeader) {
    for (const { symbol, quantity } of header.scenario.positions) {
      this.#quantities.set(symbol, quantity);
    }
  }

  step(event: TapeEvent): readonly Finding[] | undefined {
    switch (event.kind) {
      case 'arrival':
      case 'signal':
        if (event.side === 'BUY') {
          const { signalId, symbol, scaleIn, seq, atUs } = event;
          this.#attempts.set(signalId, { symbol, scaleIn, seq, atUs });
        }
        return undefined;
      case 'guard':
        if (event.decision === 'blocked') this.#blocked(event);
        return undefined;
      case 'reject':
        this.#attempts.delete(event.signalId);
        if (event.side === 'BUY') {
          const { reason, atUs, seq } = event;
          this.#miss(event.symbol, { how: 'rejected', by: 'the broker', reason, atUs, seq });
        }
        return undefined;
      // Not due, or the business of `signal-handled`.
      case 'skip':
      case 'late-signal':
        this.#attempts.delete(event.signalId);
        return undefined;
      case 'fill':
        this.#attempts.delete(event.signalId);
        this.#scaleIns.delete(event.signalId);
        this.#quantities.set(event.symbol, this.#quantityOf(event.symbol) + signedQuantity(event));
        if (event.side === 'BUY') this.#misses.delete(event.symbol);
        return undefined;
      default:
        return undefined;
    }
  }

  /** Attempts that never came to an end are lost; then every epoch still open is told. */
  end(): readonly Finding[] {
    for (const { symbol, atUs, seq } of this.#attempts.values()) {
      const reason = 'begun and never heard of again';
      this.#miss(symbol, { how: 'lost', by: 'its task', reason, atUs, seq });
    }
    const zeros = [...this.#misses].map(([symbol, misses]) => zeroFinding(symbol, misses));
    return [...this.#scaleIns.values(), ...zeros];
  }

  #blocked(event: TapeEventOf<'guard'>): void {
    const attempt = this.#attempts.get(event.signalId);
    if (attempt === undefined) return;
    this.#attempts.delete(event.signalId);
    const { symbol, layer, reason, atUs, seq } = event;
    if (!attempt.scaleIn) {
      this.#miss(symbol, { how: 'blocked', by: layer, reason, atUs, seq });
      return;
    }
    const message =
      `${symbol}: a wanted scale-in was blocked by ${layer} at ${readableTime(atUs)} (${reason}). ` +
      'The layer cannot tell an addition from a duplicate.';
    this.#scaleIns.set(event.signalId, findingOf(exactlyOneRule, event, { message, symbol }));
  }

  #miss(symbol: string, miss: Miss): void {
    if (this.#quantityOf(symbol) > 0) return;
    let misses = this.#misses.get(symbol);
    if (misses === undefined) {
      misses = { told: [], count: 0 };
      this.#misses.set(symbol, misses);
    }
    misses.count++;
    if (misses.told.length < MISSES_TOLD) misses.told.push(miss);
  }

  #quantityOf(symbol: string): number {
    return this.#quantities.get(symbol) ?? 0;
  }
}

function zeroFinding(symbol: string, { told, count }: Misses): Finding {
  const more = count - told.length;
  const words = told
    .map(({ how, by, reason, atUs }) => `${how} by ${by} at ${readableTime(atUs)} (${reason})`)
    .join(', then ');
  const message =
    `${symbol}: no BUY was filled where one was due: ${words}${more > 0 ? `, and ${more} more` : ''}. ` +
    'What stopped the attempts left the account flat.';
  return findingOf(exactlyOneRule, told[0]!, { message, symbol });
}
