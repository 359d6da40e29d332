import type { MicroUsd } from './money.js';
import type { LayerName, PathName, Side, Signal } from './trading-words.js';

/**
 * What the system under test says of itself while it runs. Every entry ends up
 * on the tape, where the simulation adds time, sequence, task, cycle and runner.
 */
export type JournalEntry =
  | { readonly kind: 'cycle-start'; readonly positions: number; readonly loadFailed: boolean }
  | { readonly kind: 'cycle-end' }
  | ({ readonly kind: 'signal' } & SignalWords)
  | GuardEntry
  /** The attempt ended without an order for a reason that is no guard's (too small, no shares, risk). */
  | {
      readonly kind: 'skip';
      readonly signalId: string;
      readonly symbol: string;
      readonly reason: string;
    }
  | ({ readonly kind: 'order' } & OrderWords)
  | ({ readonly kind: 'reject'; readonly reason: string } & OrderWords)
  | ({ readonly kind: 'fill'; readonly orderId: number } & OrderWords)
  /** Cash and shares booked in the memory of the process. `cash` is the balance afterwards. */
  | {
      readonly kind: 'booking';
      readonly symbol: string;
      readonly delta: MicroUsd;
      readonly cash: MicroUsd;
    }
  /** The path's own log line once the `trades` row is written. */
  | ({ readonly kind: 'recorded'; readonly pnl: MicroUsd | null } & OrderWords);

export interface GuardEntry {
  readonly kind: 'guard';
  readonly layer: LayerName;
  readonly symbol: string;
  readonly signalId: string;
  /** `marked`: the guard wrote its mark; `passed`; `blocked`; `released`: the mark was taken back. */
  readonly decision: 'marked' | 'passed' | 'blocked' | 'released';
  /**
   * Why, in words; for `db-position` ends in `(qty=7)`; for `recent-trade` names the window in seconds, and begins
   * with `the last BUY trade` where it passed because the one that it found is too old.
   */
  readonly reason: string;
}

export interface SignalWords {
  readonly signalId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number | null;
  readonly price: MicroUsd;
  readonly path: PathName;
  readonly scaleIn: boolean;
}

export interface OrderWords {
  readonly signalId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
  readonly path: PathName;
  readonly scaleIn: boolean;
}

export interface Journal {
  write(entry: JournalEntry): void;
}

export function signalWords(signal: Signal): SignalWords {
  const { id, symbol, side, quantity, price, path, scaleIn } = signal;
  return { signalId: id, symbol, side, quantity, price, path, scaleIn };
}
