import type { SqlRow } from '../../sql/index.js';
import type { RecordedTrade } from '../facts.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { damaged, isSqlite, openWhole } from '../sqlite-file.js';

const QUERY = `SELECT id, ft_pair, side, filled, coalesce(average, price), coalesce(order_filled_date, order_update_date), order_id
  FROM orders WHERE filled > 0 ORDER BY id`;

/** Where the schema stands: in the first pages of a database. */
const SCHEMA_BYTES = 1 << 20;

/** The database of freqtrade (tradesv3.sqlite): its orders, one a row, parts not told. */
export const freqtrade: Reader = {
  name: 'freqtrade',
  about: 'the database of freqtrade (tradesv3.sqlite)',
  detect: (source) => {
    if (!isSqlite(source)) return null;
    const schema = new TextDecoder('latin1').decode(source.bytes.subarray(0, SCHEMA_BYTES));
    return schema.includes('ft_order_side') ? 'its orders have the columns of freqtrade' : null;
  },
  read: async (source, { zone }) => {
    const database = await openWhole(source);
    try {
      const count = database.prepare('SELECT count(*) FROM orders').first()?.[0];
      const trades = database
        .prepare(QUERY)
        .all()
        .map((row) => tradeOf(row, zone ?? 'UTC'));
      return {
        trades,
        leftOut: Number(count) - trades.length,
        rowWord: 'id',
        ordersTold: 'each row',
        heldAtEnd: null,
        cashAtEnd: null,
        zone: zone === null ? 'UTC, in which freqtrade writes' : `${zone}, as --zone says`,
      };
    } catch (error) {
      throw error instanceof SourceRefusal ? error : damaged(source, (error as Error).message);
    } finally {
      database.close();
    }
  },
};

function tradeOf(row: SqlRow, zone: string): RecordedTrade {
  const [id, pair, side, filled, price, time, orderId] = row.map((value) => String(value ?? ''));
  return readTrade({
    row: Number(id),
    at: (field) => `table orders, id ${id}, column ${COLUMNS[field]}`,
    texts: { time: time!, symbol: pair!, side: side!, quantity: filled!, price: price! },
    zone,
    orderId: orderId ?? null,
    executionId: null,
  });
}

const COLUMNS = {
  time: 'order_filled_date',
  symbol: 'ft_pair',
  side: 'side',
  quantity: 'filled',
  price: 'average',
} as const;
