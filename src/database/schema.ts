/** The recorded schema, to the letter. */
export const RECORDED_SCHEMA = `
CREATE TABLE positions(id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL UNIQUE, quantity INTEGER NOT NULL, avg_cost REAL NOT NULL, market_price REAL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE trades(id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, side TEXT NOT NULL, quantity INTEGER NOT NULL, price REAL NOT NULL, slippage REAL DEFAULT 0, commission REAL DEFAULT 0, pnl REAL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE account(id INTEGER PRIMARY KEY, cash REAL NOT NULL, equity REAL NOT NULL, daily_pnl REAL DEFAULT 0, realized_pnl REAL DEFAULT 0, unrealized_pnl REAL DEFAULT 0, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE signals(id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, strategy TEXT NOT NULL, signal_type TEXT NOT NULL, strength REAL, metadata TEXT, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE equity_history(id INTEGER PRIMARY KEY AUTOINCREMENT, date TEXT NOT NULL UNIQUE, equity REAL, cash REAL, positions_value REAL, realized_pnl REAL, unrealized_pnl REAL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP);
`;

/**
 * What the \`unique-intent\` guard adds when it is put in place. The flat epoch
 * of a symbol rises in the database when its position row is deleted (a SELL
 * brought it to zero), whichever path did it. \`INSERT OR REPLACE\` fires no
 * delete trigger (recursive triggers are off), so only a real delete counts.
 * Whoever is held when the guard arrives has its intent booked already.
 */
export const INTENT_SCHEMA = `
CREATE TABLE flat_epochs(symbol TEXT PRIMARY KEY, epoch INTEGER NOT NULL);
CREATE TABLE intents(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, flat_epoch INTEGER NOT NULL, scale_in TEXT NOT NULL, claimed_by TEXT NOT NULL, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP, UNIQUE(account, symbol, side, flat_epoch, scale_in));
CREATE TRIGGER flat_epoch_rises AFTER DELETE ON positions BEGIN
  INSERT INTO flat_epochs(symbol, epoch) VALUES (old.symbol, 1) ON CONFLICT(symbol) DO UPDATE SET epoch = epoch + 1;
END;
INSERT INTO intents(account, symbol, side, flat_epoch, scale_in, claimed_by) SELECT 1, symbol, 'BUY', 0, '', 'held at the start' FROM positions WHERE quantity > 0;
`;
