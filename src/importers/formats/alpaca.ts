import { parseExact } from '../exact.js';
import type { Facts, RecordedTrade } from '../facts.js';
import { fieldText, firstObject, type JsonRow, objectIn, readJsonRows } from '../json-rows.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';

type Texts = Readonly<Record<string, string>>;

/** One of the three things that Alpaca exports: which fields name a trade, and which rows are one. */
interface Shape {
  readonly about: string;
  readonly fits: (first: JsonRow['object']) => boolean;
  readonly isTrade: (object: JsonRow['object']) => boolean;
  /** The fields of a trade, by their names in the file. */
  readonly fields: Texts;
  /** Where symbol, side and order id stand. */
  readonly order: (object: JsonRow['object']) => JsonRow['object'];
  readonly trade: (object: JsonRow['object']) => JsonRow['object'];
  readonly ordersTold: Facts['ordersTold'];
}

const dataOf = (object: JsonRow['object']) => objectIn(object.data) ?? {};
const itself = (object: JsonRow['object']) => object;

const SHAPES: readonly Shape[] = [
  {
    about: 'its entries are account activities',
    fits: (first) => 'activity_type' in first,
    isTrade: (object) => object.activity_type === 'FILL',
    fields: {
      time: 'transaction_time',
      quantity: 'qty',
      price: 'price',
      order: 'order_id',
      id: 'id',
    },
    order: itself,
    trade: itself,
    ordersTold: 'ids',
  },
  {
    about: 'its lines are trade updates',
    fits: (first) => first.stream === 'trade_updates',
    isTrade: (object) => /^(partial_)?fill$/.test(fieldText(dataOf(object), 'event')),
    fields: { time: 'timestamp', quantity: 'qty', price: 'price', order: 'id', id: 'execution_id' },
    order: (object) => objectIn(dataOf(object).order) ?? {},
    trade: dataOf,
    ordersTold: 'ids',
  },
  {
    about: 'its entries are orders',
    fits: (first) => 'filled_avg_price' in first && 'submitted_at' in first,
    isTrade: (object) => (parseExact(fieldText(object, 'filled_qty')) ?? 1n) !== 0n,
    fields: {
      time: 'filled_at',
      quantity: 'filled_qty',
      price: 'filled_avg_price',
      order: 'id',
      id: 'id',
    },
    order: itself,
    trade: itself,
    ordersTold: 'each row',
  },
];

/** Alpaca's account activities, orders and trade updates. */
export const alpaca: Reader = {
  name: 'alpaca',
  about: 'account activities, orders (JSON) or trade updates (a line each) of Alpaca',
  detect: (source) => {
    const first = firstObject(source);
    return first === null ? null : (shapeOf(first)?.about ?? null);
  },
  read: async (source, { zone }) => {
    const { rowWord, rows } = readJsonRows(source);
    const shape = shapeOf(rows[0]?.object ?? {}) ?? SHAPES[0]!;
    const trades = rows.filter(({ object }) => shape.isTrade(object));
    return {
      trades: trades.map((row) => tradeOf(row, { rowWord, shape, zone })),
      leftOut: rows.length - trades.length,
      rowWord,
      ordersTold: shape.ordersTold,
      heldAtEnd: null,
      cashAtEnd: null,
      zone: 'in each stamp',
    };
  },
};

function shapeOf(first: JsonRow['object']): Shape | undefined {
  return SHAPES.find(({ fits }) => fits(first));
}

function tradeOf(
  { row, object }: JsonRow,
  {
    rowWord,
    shape,
    zone,
  }: { readonly rowWord: string; readonly shape: Shape; readonly zone: string | null },
): RecordedTrade {
  const { fields } = shape;
  const order = shape.order(object);
  const trade = shape.trade(object);
  return readTrade({
    row,
    at: (field) => `${rowWord} ${row}, field ${fields[field] ?? field}`,
    texts: {
      time: fieldText(trade, fields.time!),
      symbol: fieldText(order, 'symbol'),
      side: fieldText(order, 'side'),
      quantity: fieldText(trade, fields.quantity!),
      price: fieldText(trade, fields.price!),
    },
    zone,
    orderId: fieldText(order, fields.order!) || null,
    executionId: fieldText(trade, fields.id!) || null,
  });
}
