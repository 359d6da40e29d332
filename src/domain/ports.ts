import type { Journal } from './journal.js';
import type { MicroUsd } from './money.js';
import type {
  AccountRow,
  Fill,
  Order,
  OrderResult,
  PositionRow,
  Side,
  Signal,
  TradeRow,
} from './trading-words.js';

/**
 * The world as the trading system sees it. The simulation implements these
 * ports on a virtual clock; a live bot implements them on the real one, and
 * the files in `trading/` and `guards/` run unchanged on both.
 */
export interface Ports {
  /** The task these ports are bound to, for instance `r1.c1/APP#2`. */
  readonly task: string;
  readonly clock: Clock;
  readonly store: TradingStore;
  readonly broker: Broker;
  readonly journal: Journal;
  /** The lock of this name in the runner's scope: a fresh runner has fresh locks. */
  lock(name: string): Lock;
  /** The shared map of this name in the runner's scope, empty in a fresh runner. */
  map<V>(name: string): SharedMap<V>;
  /** A counting semaphore. `usersMax` bounds how many tasks will ever acquire it. */
  semaphore(name: string, options: { permits: number; usersMax: number }): Semaphore;
  /** Runs `body` as a concurrent task with ports of its own; resolves when it has ended. */
  fork(name: string, body: (ports: Ports) => Promise<void>): Promise<void>;
  /** Cash and holdings of the process: they outlive a runner. */
  readonly portfolio: Portfolio;
}

declare const instantBrand: unique symbol;
/** A moment. Compare it through the `Clock` only, so that an exploration sees the comparison. */
export interface Instant {
  readonly us: number;
  readonly [instantBrand]?: never;
}

export interface Clock {
  now(): Instant;
  /** Have at least `windowUs` microseconds passed since `since`? A choice point when explored. */
  hasElapsed(since: Instant, windowUs: number): boolean;
  sleep(durationUs: number): Promise<void>;
  /** Sleeps until `afterUs` microseconds after `since`; returns at once where that has passed. */
  sleepUntil(since: Instant, afterUs: number): Promise<void>;
}

/** First-in-first-out, handed to the first waiter inside the releasing step, as in asyncio. */
export interface Lock {
  acquire(): Promise<void>;
  release(): void;
}

export interface Semaphore {
  acquire(): Promise<void>;
  release(): void;
}

/** A keyed map that several tasks share in memory. */
export interface SharedMap<V> {
  has(key: string): boolean;
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  /** Sorted by key. Reads the whole map. */
  entries(): readonly (readonly [string, V])[];
}

export interface Portfolio {
  cash(): MicroUsd;
  /** Is there cash for an order of this value? */
  canAfford(value: MicroUsd): boolean;
  /** Adds to the balance. What it returns is the balance afterwards, for the journal alone: nothing may be decided on it. */
  addCash(delta: MicroUsd): MicroUsd;
  quantity(symbol: string): number;
  /** Books a fill: shares and the price they are valued at. */
  book(symbol: string, side: Side, quantity: number, price: MicroUsd): void;
  /** Sets the price a holding is valued at. */
  reprice(symbol: string, price: MicroUsd): void;
  /** cash + sum of quantity x market price. */
  equity(): MicroUsd;
}

/** Every call is one statement (or one whole transaction), taking effect at one instant. */
export interface TradingStore {
  insertSignal(signal: Signal): Promise<void>;
  /** All rows with a quantity other than 0, by symbol. */
  positions(): Promise<readonly PositionRow[]>;
  /** Moment of the newest BUY row of this symbol, at the one-second resolution of the column; null where there is none. */
  lastBuyAt(symbol: string): Promise<Instant | null>;
  insertTrade(trade: TradeRow): Promise<void>;
  /** INSERT OR REPLACE; a quantity of 0 deletes the row. */
  upsertPosition(position: PositionRow): Promise<void>;
  writeAccount(account: AccountRow): Promise<void>;
  /** Claims (account, symbol, side, flat epoch, scale-in id) in one transaction: false where it was taken. */
  claimIntent(order: Order): Promise<boolean>;
  /** Gives back what this order claimed: after a definite rejection only. */
  releaseIntent(order: Order): Promise<void>;
  /**
   * Takes the lease on (account, symbol) in one transaction: its fencing token,
   * one more than the last; null where somebody holds it and less than `ttlUs`
   * have passed since, by the database's own clock.
   */
  acquireLease(symbol: string, ttlUs: number): Promise<number | null>;
  /** Gives the lease back, if this token is still the newest. */
  releaseLease(symbol: string, token: number): Promise<void>;
  /** Writes down the intent of this order in one transaction, or finds it written down. */
  openOutbox(order: Order): Promise<OutboxEntry>;
  /**
   * One transaction: the trade row, the position row, the intent settled. True
   * for whoever did it; false, and nothing written, where it was settled already.
   */
  settleOutbox(order: Order, fill: Fill): Promise<boolean>;
  /** Strikes a pending intent out: after a definite rejection only. */
  cancelOutbox(order: Order): Promise<void>;
  /** Orders whose intents are pending, symbol by symbol, those of one in the order in which they were written down; none where there is no outbox. */
  pendingOrders(): Promise<readonly Order[]>;
}

/** What stands in the outbox of an intent. */
export interface OutboxEntry {
  /** `new`: this call wrote it; `pending`: an earlier attempt did, and nobody knows yet what became of it. */
  readonly state: 'new' | 'pending' | 'settled';
  /** As it was written down, with its client order id: made from the intent, equal for everybody who asks. */
  readonly order: Order;
}

export interface Broker {
  submit(order: Order): Promise<OrderResult>;
  /** What the broker knows of the order of this client order id: its fill, or null. */
  lookup(order: Order): Promise<Fill | null>;
}
