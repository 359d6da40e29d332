import { fromReal, type Order, type OutboxEntry, type PathName, toReal } from '../domain/index.js';
import type { SqliteDatabase, SqliteStatement, SqlRow } from '../sql/index.js';
import type { Touch } from './trading-tables.js';

/**
 * What the `outbox` guard adds when it is put in place. The flat epoch is the
 * one of `unique-intent` (see `INTENT_SCHEMA`). Whoever is held when the guard
 * arrives has its intent settled already.
 */
export const OUTBOX_SCHEMA = `
CREATE TABLE IF NOT EXISTS flat_epochs(symbol TEXT PRIMARY KEY, epoch INTEGER NOT NULL);
CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, flat_epoch INTEGER NOT NULL, scale_in TEXT NOT NULL, client_order_id TEXT NOT NULL, signal_id TEXT NOT NULL, quantity INTEGER NOT NULL, price REAL NOT NULL, path TEXT NOT NULL, is_scale_in INTEGER NOT NULL, state TEXT NOT NULL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP, UNIQUE(account, symbol, side, flat_epoch, scale_in));
CREATE TRIGGER IF NOT EXISTS flat_epoch_rises AFTER DELETE ON positions BEGIN
  INSERT INTO flat_epochs(symbol, epoch) VALUES (old.symbol, 1) ON CONFLICT(symbol) DO UPDATE SET epoch = epoch + 1;
END;
INSERT INTO outbox(account, symbol, side, flat_epoch, scale_in, client_order_id, signal_id, quantity, price, path, is_scale_in, state) SELECT 1, symbol, 'BUY', 0, '', 'held at the start', '', quantity, avg_cost, 'main', 0, 'settled' FROM positions WHERE quantity > 0;
`;

const ORDER_COLUMNS =
  'symbol, side, client_order_id, signal_id, quantity, price, path, is_scale_in, state';

/**
 * Intents that were written down before their orders went out. Every method is
 * one transaction at one instant. The footprint is by symbol: all intents of
 * one symbol count as one object.
 */
export class OutboxTable {
  readonly #symbols: readonly string[];
  readonly #epoch: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #byKey: SqliteStatement;
  readonly #byClient: SqliteStatement;
  readonly #settle: SqliteStatement;
  readonly #cancel: SqliteStatement;
  readonly #pending: SqliteStatement;

  constructor(database: SqliteDatabase, symbols: readonly string[]) {
    this.#symbols = symbols;
    this.#epoch = database.prepare('SELECT epoch FROM flat_epochs WHERE symbol = ?');
    this.#insert = database.prepare(
      `INSERT INTO outbox(account, flat_epoch, scale_in, ${ORDER_COLUMNS})
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT DO NOTHING RETURNING id`,
    );
    const rows = `SELECT ${ORDER_COLUMNS} FROM outbox`;
    this.#byKey = database.prepare(
      `${rows} WHERE account = 1 AND symbol = ? AND side = ? AND flat_epoch = ? AND scale_in = ?`,
    );
    this.#byClient = database.prepare(`${rows} WHERE client_order_id = ? ORDER BY id LIMIT 1`);
    this.#settle = database.prepare(
      "UPDATE outbox SET state = 'settled' WHERE client_order_id = ? AND state = 'pending' RETURNING id",
    );
    this.#cancel = database.prepare(
      "DELETE FROM outbox WHERE client_order_id = ? AND state = 'pending'",
    );
    // A scale-in may stand under two keys: once is enough. Determinism: by symbol, never by which
    // symbol came first: no footprint orders the intents of two symbols.
    this.#pending = database.prepare(
      `${rows} WHERE state = 'pending' GROUP BY client_order_id ORDER BY symbol, min(id)`,
    );
  }

  /**
   * An order that has its name already is looked up by it. Another's name is
   * made from its intent; a scale-in takes the opening key as well, where that
   * is still free: a plain BUY after it is one too many.
   */
  open(order: Order, touch: Touch): OutboxEntry {
    touch('index:outbox', 'read', order.symbol);
    if (order.clientOrderId !== undefined) {
      const row = this.#byClient.first([order.clientOrderId]);
      if (row !== null) return entryOf(row);
    }
    touch('row:flat_epochs', 'read', order.symbol);
    const epoch = (this.#epoch.first([order.symbol])?.[0] as number | undefined) ?? 0;
    const key = order.scaleIn ? order.signalId : '';
    const clientOrderId = [order.symbol, order.side, epoch, ...(order.scaleIn ? [key] : [])].join(
      '/',
    );
    const insert = (scaleIn: string): boolean =>
      this.#insert.first([
        epoch,
        scaleIn,
        order.symbol,
        order.side,
        clientOrderId,
        order.signalId,
        order.quantity,
        toReal(order.price),
        order.path,
        order.scaleIn ? 1 : 0,
      ]) !== null;
    const isNew = insert(key);
    const opens = order.scaleIn && isNew && insert('');
    if (isNew || opens) {
      touch('index:outbox', 'write', order.symbol);
      return { state: 'new', order: { ...order, clientOrderId } };
    }
    return entryOf(this.#byKey.first([order.symbol, order.side, epoch, key])!);
  }

  /** True for whoever settles it; false where that was done before. */
  settle(order: Order, touch: Touch): boolean {
    touch('index:outbox', 'read', order.symbol);
    const settled = this.#settle.all([order.clientOrderId ?? '']).length > 0;
    if (settled) touch('index:outbox', 'write', order.symbol);
    return settled;
  }

  cancel(order: Order, touch: Touch): void {
    touch('index:outbox', 'write', order.symbol);
    this.#cancel.all([order.clientOrderId ?? '']);
  }

  /** Symbol by symbol, those of one in the order in which they were written down. The gaps are read as well. */
  pending(touch: Touch): Order[] {
    for (const symbol of this.#symbols) touch('index:outbox', 'read', symbol);
    return this.#pending.all().map((row) => entryOf(row).order);
  }
}

function entryOf(row: SqlRow): OutboxEntry {
  const [symbol, side, clientOrderId, signalId, quantity, price, path, isScaleIn, state] = row;
  return {
    state: state as OutboxEntry['state'],
    order: {
      signalId: signalId as string,
      symbol: symbol as string,
      side: side as Order['side'],
      quantity: quantity as number,
      price: fromReal(price as number),
      path: path as PathName,
      scaleIn: isScaleIn === 1,
      clientOrderId: clientOrderId as string,
    },
  };
}
