import { fromReal, type MicroUsd, type PositionRow } from '../../domain/index.js';
import type { SqliteDatabase, SqlRow, SqlValue } from '../../sql/index.js';
import type { Facts, RecordedTrade } from '../facts.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { damaged, isSqlite, openWhole } from '../sqlite-file.js';
import { readStamp } from '../stamps.js';
import { readAmount, readSide, readSymbol } from '../trade-words.js';

const TRADE_COLUMNS = ['id', 'symbol', 'side', 'quantity', 'price', 'timestamp'];
const POSITION_COLUMNS = ['symbol', 'quantity', 'avg_cost', 'market_price'];

/** The database of the recorded system, or one that a replay has left behind. */
export const sqliteRecorded: Reader = {
  name: 'sqlite',
  about: 'a SQLite database with the tables trades, positions and account',
  detect: (source) => (isSqlite(source) ? 'it begins as SQLite databases do' : null),
  read: async (source, { zone }) => {
    const database = await openWhole(source);
    try {
      return factsOf(database, zone);
    } catch (error) {
      throw error instanceof SourceRefusal ? error : damaged(source, (error as Error).message);
    } finally {
      database.close();
    }
  },
};

function factsOf(database: SqliteDatabase, zone: string | null): Facts {
  const columns = columnsOf(database, 'trades');
  const missing = TRADE_COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw withoutColumns(database, columns, missing);
  return {
    trades: rowsOf(database, 'trades', TRADE_COLUMNS, 'id').map((row) =>
      tradeOf(row, zone ?? 'UTC'),
    ),
    leftOut: 0,
    rowWord: 'id',
    ordersTold: 'each row',
    heldAtEnd: heldIn(database),
    cashAtEnd: cashIn(database),
    zone: zone === null ? 'UTC, in which SQLite stamps rows' : `${zone}, as --zone says`,
  };
}

function withoutColumns(
  database: SqliteDatabase,
  columns: readonly string[],
  missing: readonly string[],
): SourceRefusal {
  const tables = rowsOf(database, 'sqlite_master', ['name'], 'name', "type = 'table'").flat();
  return new SourceRefusal({
    place: 'table trades',
    expected: `the columns ${TRADE_COLUMNS.join(', ')}`,
    found:
      columns.length === 0
        ? `no such table; there are: ${tables.join(', ') || 'none'}`
        : `no ${missing.join(', ')}; there are: ${columns.join(', ')}`,
    hint: 'Export the rows as CSV, with a header that names them so.',
  });
}

function columnsOf(database: SqliteDatabase, table: string): readonly string[] {
  const statement = database.prepare('SELECT name FROM pragma_table_info(?)');
  const names = statement.all([table]).map(([name]) => String(name));
  statement.free();
  return names;
}

/** Names are ours, never the file's. */
function rowsOf(
  database: SqliteDatabase,
  table: string,
  columns: readonly string[],
  order: string,
  where = '1',
): readonly SqlRow[] {
  const statement = database.prepare(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE ${where} ORDER BY ${order}`,
  );
  const rows = statement.all();
  statement.free();
  return rows;
}

function tradeOf(row: SqlRow, zone: string): RecordedTrade {
  const [id, symbol, side, quantity, price, timestamp] = row as [
    SqlValue,
    SqlValue,
    SqlValue,
    SqlValue,
    SqlValue,
    SqlValue,
  ];
  const at = (column: string): string => `table trades, id ${String(id)}, column ${column}`;
  return {
    row: Number(id),
    executionId: null,
    orderId: null,
    time: readStamp(textOf(timestamp), { place: at('timestamp'), zone }),
    symbol: readSymbol(textOf(symbol), at('symbol')),
    side: readSide(textOf(side), at('side')),
    quantity: readAmount(textOf(quantity), { place: at('quantity'), what: 'a quantity' }),
    price: readAmount(textOf(price), { place: at('price'), what: 'a price' }),
  };
}

/** A number of a REAL column to the millionth, as money is written there. */
function textOf(value: SqlValue): string {
  if (typeof value !== 'number') return value === null ? '' : String(value);
  return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : value.toFixed(6);
}

function heldIn(database: SqliteDatabase): readonly PositionRow[] | null {
  const columns = columnsOf(database, 'positions');
  if (!POSITION_COLUMNS.every((name) => columns.includes(name))) return null;
  return rowsOf(database, 'positions', POSITION_COLUMNS, 'symbol').map(
    ([symbol, quantity, avgCost, marketPrice]) => ({
      symbol: String(symbol),
      quantity: Number(quantity),
      avgCost: fromReal(Number(avgCost)),
      marketPrice: fromReal(Number(marketPrice ?? avgCost)),
    }),
  );
}

function cashIn(database: SqliteDatabase): MicroUsd | null {
  if (!['id', 'cash'].every((name) => columnsOf(database, 'account').includes(name))) return null;
  const cash = rowsOf(database, 'account', ['cash'], 'id')[0]?.[0];
  return typeof cash === 'number' && Number.isFinite(cash) ? fromReal(cash) : null;
}
