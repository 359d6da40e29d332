import type { MicroUsd } from './money.js';

export type Side = 'BUY' | 'SELL' | 'BUY_TO_COVER' | 'SELL_SHORT';

/** Which code path handles a signal: the guarded main path, or the second (pairs) path. */
export type PathName = 'main' | 'second';

/** What a strategy asks for. `quantity` null: the path sizes the order itself. */
export interface Signal {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  /** Shares, at least 1; null to let the path size the order. */
  readonly quantity: number | null;
  readonly price: MicroUsd;
  readonly path: PathName;
  /** A wanted addition to an open position: a further BUY is then no duplicate. */
  readonly scaleIn: boolean;
}

/** One order on its way to the broker. */
export interface Order {
  readonly signalId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
  readonly path: PathName;
  readonly scaleIn: boolean;
  /** Number of the lease it goes out under: the gateway refuses an older one than it has seen. */
  readonly fencing?: number;
  /** Equal in every attempt at one intent: the broker fills one order of a name and no more. */
  readonly clientOrderId?: string;
}

/** What came back: done at a price, or refused (definitely not executed) with a reason, or no answer in time. */
export type OrderResult =
  /** `rows: 'written'`: its trade and position rows are in the database already, whoever hears of it. */
  | { readonly kind: 'filled'; readonly fill: Fill; readonly rows?: 'written' }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nobody can say whether it was filled, or still will be. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly layer: LayerName; readonly reason: string };

export interface Fill {
  readonly orderId: number;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
}

/** A row of `positions`. */
export interface PositionRow {
  readonly symbol: string;
  readonly quantity: number;
  readonly avgCost: MicroUsd;
  readonly marketPrice: MicroUsd;
}

/** A row of `trades`, as written. */
export interface TradeRow {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
  readonly pnl: MicroUsd | null;
}

/** The one row of `account`. */
export interface AccountRow {
  readonly cash: MicroUsd;
  readonly equity: MicroUsd;
}

/** `^[A-Z]{1,5}(\.[A-Z]{1,2})?$`, the rule of the recorded system. */
export const SYMBOL_PATTERN = /^[A-Z]{1,5}(\.[A-Z]{1,2})?$/;

/** The name of a guard: the table of the guards has the shipped ones. */
export type GuardName = string;

/** The name under which a guard stands on a tape: a shipped one, or one from outside. */
export type LayerName = GuardName;
