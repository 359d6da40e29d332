import {
  type AccountRow,
  type Fill,
  fromReal,
  type MicroUsd,
  type Order,
  type OutboxEntry,
  type PositionRow,
  type Signal,
  type TradeRow,
  toReal,
} from '../domain/index.js';
import { invariant } from '../kernel/index.js';
import { openSqlite, type SqliteDatabase, type SqliteStatement } from '../sql/index.js';
import { LEASE_SCHEMA, LeaseTable } from './lease-table.js';
import { OUTBOX_SCHEMA, OutboxTable } from './outbox-table.js';
import { INTENT_SCHEMA, RECORDED_SCHEMA } from './schema.js';
import { installed, undeclared } from './store-parts.js';
import type { SqlClock } from './writing.js';

/** What the database holds before anything happens. */
export interface StartingRows {
  readonly positions: readonly PositionRow[];
  readonly account: { readonly cash: MicroUsd; readonly equity: MicroUsd };
  /** Every symbol that any statement can ever write: then reading all rows is reading these keys. */
  readonly symbols: readonly string[];
  /**
   * Whether a guard asks for the newest BUY row: then two inserts for one symbol
   * do not commute, since the later of them is the one that is found.
   */
  readonly lastBuyIsRead: boolean;
  /** Whether the tables of the `unique-intent` guard are installed. */
  readonly intents: boolean;
  /** Whether the table of the `lease` guard is. */
  readonly leases?: boolean;
  /** Whether that of the `outbox` guard is. */
  readonly outbox?: boolean;
  readonly startEpochMs: number;
}

/** What one statement touches; the caller adds the mode of its own tables. */
export type Touch = (object: string, mode: 'read' | 'write' | 'add', key?: string) => void;

/**
 * The statements of the trading system on one real SQLite database. Every
 * method is one instant: a statement or a whole transaction. Beside each stands
 * its footprint, by row key; a read of all rows reads the gaps as well.
 *
 * One outer savepoint is open from the start: `reset` rolls back to it, which
 * is by far the fastest way to a fresh database (and stays out of autocommit).
 */
export class TradingTables {
  readonly #database: SqliteDatabase;
  readonly #symbols: readonly string[];
  readonly #lastBuyIsRead: boolean;
  readonly #insertSignal: SqliteStatement;
  readonly #positions: SqliteStatement;
  readonly #lastBuy: SqliteStatement;
  readonly #insertTrade: SqliteStatement;
  readonly #insertedId: SqliteStatement;
  readonly #upsertPosition: SqliteStatement;
  readonly #deletePosition: SqliteStatement;
  readonly #writeAccount: SqliteStatement;
  readonly #account: SqliteStatement;
  readonly #claim: SqliteStatement | null;
  readonly #release: SqliteStatement | null;
  readonly #rollback: SqliteStatement;
  readonly #beginLost: SqliteStatement;
  readonly #endLost: readonly SqliteStatement[];
  readonly #leases: LeaseTable | null;
  readonly #outbox: OutboxTable | null;

  private constructor(database: SqliteDatabase, start: StartingRows) {
    const { intents, symbols, lastBuyIsRead } = start;
    this.#lastBuyIsRead = lastBuyIsRead;
    this.#database = database;
    this.#symbols = symbols;
    const prepare = (sql: string): SqliteStatement => database.prepare(sql);
    this.#insertSignal = prepare(
      'INSERT INTO signals(symbol, strategy, signal_type, strength, metadata) VALUES (?, ?, ?, NULL, ?)',
    );
    this.#positions = prepare(
      'SELECT symbol, quantity, avg_cost, market_price FROM positions WHERE quantity <> 0 ORDER BY symbol',
    );
    // `+symbol`: compared with a column that has no index, a parameter would make SQLite plan the statement anew at every binding.
    this.#lastBuy = prepare(
      "SELECT id, CAST(strftime('%s', max(timestamp)) AS INTEGER) FROM trades WHERE +symbol = ? AND side = 'BUY'",
    );
    this.#insertTrade = prepare(
      'INSERT INTO trades(symbol, side, quantity, price, pnl) VALUES (?, ?, ?, ?, ?)',
    );
    this.#insertedId = prepare('SELECT last_insert_rowid()');
    this.#upsertPosition = prepare(
      'INSERT OR REPLACE INTO positions(symbol, quantity, avg_cost, market_price) VALUES (?, ?, ?, ?)',
    );
    this.#deletePosition = prepare('DELETE FROM positions WHERE symbol = ?');
    this.#writeAccount = prepare(
      'INSERT OR REPLACE INTO account(id, cash, equity) VALUES (1, ?, ?)',
    );
    this.#account = prepare('SELECT cash, equity FROM account WHERE id = 1');
    // A scale-in takes the opening key as well, where it is still free: a plain BUY after it is one too many.
    this.#claim = intents
      ? prepare(
          `INSERT INTO intents(account, symbol, side, flat_epoch, scale_in, claimed_by)
           VALUES (1, ?1, ?2, coalesce((SELECT epoch FROM flat_epochs WHERE symbol = ?1), 0), ?3, ?4)
           ON CONFLICT DO NOTHING`,
        )
      : null;
    this.#release = intents ? prepare('DELETE FROM intents WHERE claimed_by = ?') : null;
    this.#rollback = prepare('ROLLBACK TO start');
    this.#beginLost = prepare('SAVEPOINT lost');
    this.#endLost = [prepare('ROLLBACK TO lost'), prepare('RELEASE lost')];
    this.#leases = start.leases === true ? new LeaseTable(database) : null;
    this.#outbox = start.outbox === true ? new OutboxTable(database, symbols) : null;
  }

  /** Opens a database of its own with the recorded schema. Cost: about a millisecond. */
  static async open(start: StartingRows): Promise<TradingTables> {
    const database = await openSqlite();
    database.nowMs = () => start.startEpochMs;
    database.run(RECORDED_SCHEMA);
    const position = database.prepare(
      'INSERT INTO positions(symbol, quantity, avg_cost, market_price) VALUES (?, ?, ?, ?)',
    );
    for (const row of start.positions) {
      position.run([row.symbol, row.quantity, toReal(row.avgCost), toReal(row.marketPrice)]);
    }
    position.free();
    const account = database.prepare('INSERT INTO account(id, cash, equity) VALUES (1, ?, ?)');
    account.run([toReal(start.account.cash), toReal(start.account.equity)]);
    account.free();
    if (start.intents) database.run(INTENT_SCHEMA);
    if (start.leases === true) database.run(LEASE_SCHEMA);
    if (start.outbox === true) database.run(OUTBOX_SCHEMA);
    database.run('SAVEPOINT start');
    return new TradingTables(database, start);
  }

  /** Back to the starting rows. `nowMs` and `draw` answer SQL's clock and randomness from then on. */
  reset(nowMs: () => number, draw: () => number): void {
    this.#rollback.run();
    this.#database.nowMs = nowMs;
    this.#database.draw = draw;
  }

  /** Does a write and takes it back at once: its caller hears what it would have heard. */
  lose<T>(write: () => T): T {
    this.#beginLost.run();
    try {
      return write();
    } finally {
      for (const statement of this.#endLost) statement.all();
    }
  }

  /** SQL's clock. */
  get clock(): SqlClock {
    return this.#database;
  }

  insertSignal(signal: Signal, touch: Touch): void {
    // Its generated id is read by no statement of the program: inserts commute.
    touch('row:signals', 'add');
    this.#insertSignal.run([
      signal.symbol,
      signal.path,
      signal.side,
      JSON.stringify({ id: signal.id }),
    ]);
  }

  positions(touch: Touch): PositionRow[] {
    // The gaps too: a symbol without a row is read like one with a row.
    for (const symbol of this.#symbols) touch('row:positions', 'read', symbol);
    return this.rowsOfPositions();
  }

  /** As `positions`, from outside the program: leaves no footprint. */
  rowsOfPositions(): PositionRow[] {
    return this.#positions.all().map(([symbol, quantity, avgCost, marketPrice]) => ({
      symbol: symbol as string,
      quantity: quantity as number,
      avgCost: fromReal(avgCost as number),
      marketPrice: fromReal(marketPrice as number),
    }));
  }

  /**
   * Ends the run of a guard that asks for the newest BUY row and does not say that it does: two
   * inserts would be taken to commute, and orders be left out that it could tell apart.
   */
  demandLastBuy(): void {
    if (!this.#lastBuyIsRead) throw undeclared('last BUY');
  }

  /** Clock second (since the Unix epoch) of the newest BUY row, and the id of a row of that second. */
  lastBuy(symbol: string, touch: Touch): { id: number; epochSecond: number } | null {
    touch('row:trades', 'read', symbol);
    const [id, epochSecond] = this.#lastBuy.first([symbol])!;
    return id === null ? null : { id: id as number, epochSecond: epochSecond as number };
  }

  /** Returns the id of the row. */
  insertTrade(trade: TradeRow, touch: Touch): number {
    // Ids are read by no statement: two inserts commute; they do not with who looks for this symbol.
    touch('row:trades', this.#lastBuyIsRead ? 'write' : 'add', trade.symbol);
    this.#insertTrade.run([
      trade.symbol,
      trade.side,
      trade.quantity,
      toReal(trade.price),
      trade.pnl === null ? null : toReal(trade.pnl),
    ]);
    // Asked in the same instant, where nothing can come between; RETURNING would cost as much as the insert.
    return this.#insertedId.first()![0] as number;
  }

  upsertPosition(position: PositionRow, touch: Touch): void {
    invariant(
      this.#symbols.includes(position.symbol),
      () => `a position of ${position.symbol} is written, which no symbol of the scenario is`,
    );
    touch('row:positions', 'write', position.symbol);
    if (position.quantity === 0) {
      if (this.#claim !== null || this.#outbox !== null)
        touch('row:flat_epochs', 'write', position.symbol);
      this.#deletePosition.run([position.symbol]);
      return;
    }
    this.#upsertPosition.run([
      position.symbol,
      position.quantity,
      toReal(position.avgCost),
      toReal(position.marketPrice),
    ]);
  }

  writeAccount(account: AccountRow, touch: Touch): void {
    touch('row:account', 'write');
    this.#writeAccount.run([toReal(account.cash), toReal(account.equity)]);
  }

  /** The account row, from outside the program. */
  rowOfAccount(): AccountRow {
    const [cash, equity] = this.#account.first()!;
    return { cash: fromReal(cash as number), equity: fromReal(equity as number) };
  }

  /** One transaction. Returns whether the key was free. */
  claimIntent(order: Order, touch: Touch): boolean {
    touch('row:flat_epochs', 'read', order.symbol);
    // Read by every claim, whatever comes of it: what it finds decides what else it touches.
    touch('index:intents', 'read', order.symbol);
    const claim = (scaleIn: string): boolean => {
      installed(this.#claim, 'intents').run([order.symbol, order.side, scaleIn, order.signalId]);
      return this.#database.changed === 1;
    };
    const opened = claim('');
    const claimed = order.scaleIn ? claim(order.signalId) : opened;
    // A claim that finds the key taken has only read it.
    if (opened || claimed) touch('index:intents', 'write', order.symbol);
    return claimed;
  }

  releaseIntent(order: Order, touch: Touch): void {
    touch('index:intents', 'write', order.symbol);
    installed(this.#release, 'intents').run([order.signalId]);
  }

  /** See `LeaseTable.acquire`. */
  acquireLease(
    lease: { symbol: string; holder: string },
    hasExpired: () => boolean,
    touch: Touch,
  ): number | null {
    return installed(this.#leases, 'leases').acquire(lease, hasExpired, touch);
  }

  releaseLease(symbol: string, token: number, touch: Touch): void {
    installed(this.#leases, 'leases').release(symbol, token, touch);
  }

  openOutbox(order: Order, touch: Touch): OutboxEntry {
    return installed(this.#outbox, 'outbox').open(order, touch);
  }

  /** One transaction: the intent settled and its two rows written; null where somebody had settled it. */
  settleOutbox(order: Order, fill: Fill, touch: Touch): SettledRows | null {
    if (!installed(this.#outbox, 'outbox').settle(order, touch)) return null;
    const { symbol, side, quantity, price } = fill;
    const trade: TradeRow = { symbol, side, quantity, price, pnl: null };
    const held = this.rowsOfPositions().find((row) => row.symbol === symbol);
    const position = positionAfter(fill, held);
    const id = this.insertTrade(trade, touch);
    this.upsertPosition(position, touch);
    return { id, trade, position };
  }

  cancelOutbox(order: Order, touch: Touch): void {
    installed(this.#outbox, 'outbox').cancel(order, touch);
  }

  pendingOrders(touch: Touch): Order[] {
    return this.#outbox?.pending(touch) ?? [];
  }

  /** The bytes of the database file as it stands now. The run is over after that. */
  finish(): Uint8Array {
    this.#database.run('RELEASE start');
    return this.#database.export();
  }

  close(): void {
    this.#database.close();
  }
}

/** What settling an intent has written. */
export interface SettledRows {
  readonly id: number;
  readonly trade: TradeRow;
  readonly position: PositionRow;
}

/** A BUY adds to what is held; a short position it covers first. */
function positionAfter(fill: Fill, held: PositionRow | undefined): PositionRow {
  const before = held?.quantity ?? 0;
  const quantity = before + fill.quantity;
  const avgCost =
    held === undefined || before <= 0
      ? fill.price
      : Math.round((before * held.avgCost + fill.quantity * fill.price) / quantity);
  return { symbol: fill.symbol, quantity, avgCost, marketPrice: fill.price };
}
