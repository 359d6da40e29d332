import { formatMoney, toReal } from '../domain/index.js';
import type { Burst } from './bursts.js';
import { formatExact } from './exact.js';
import type { RecordedOrder } from './orders.js';
import type { Scan } from './scan.js';

/** Rows listed of one burst; the JSON has all. */
const ORDERS_LISTED_MAX = 10;
const US_PER_SECOND = 1_000_000;

/** What tools read (design of `--json`: fields may be added, never renamed). */
export function renderScanJson(scan: Scan): string {
  const { source, format, because, facts, notes } = scan;
  const bursts = scan.bursts.map(({ symbol, side, orders, extra, untold, money, by, from }) => ({
    symbol,
    side,
    rows: orders.flatMap(({ rows }) => rows),
    spanUs: orders.at(-1)!.time.epochUs - orders[0]!.time.epochUs,
    extra: extra.length,
    money: toReal(money),
    by,
    from,
    untold,
    gapsUs: gapsOf(orders),
  }));
  const counts = { rows: facts.trades.length, orders: scan.orders.length };
  return `${JSON.stringify({ version: 1, source, format, bursts, because, ...counts, zone: facts.zone, notes }, null, 2)}\n`;
}

/** The same for people, line by line, unescaped. */
export function renderScan(scan: Scan): readonly string[] {
  const { source, format, because, facts, orders, bursts, notes } = scan;
  const parts = orders.length === facts.trades.length ? '' : `, parts of ${orders.length} orders`;
  return [
    `${source}: taken for ${format}, since ${because}`,
    `${facts.trades.length} rows${parts}; zone: ${facts.zone}`,
    '',
    ...(bursts.length === 0
      ? ['Nothing went twice.']
      : bursts.flatMap((burst) => burstLines(burst, scan))),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
}

function burstLines(burst: Burst, { facts }: Scan): readonly string[] {
  const { symbol, side, orders, extra, untold, money, by, from } = burst;
  const first = orders[0]!;
  const seconds = (orders.at(-1)!.time.epochUs - first.time.epochUs) / US_PER_SECOND;
  const tooMany = by === 'window' ? `${extra.length} close to another` : `${extra.length} too many`;
  const words = [
    `${orders.length} ${orders.length === 1 ? 'order' : 'orders'} in ${seconds} s`,
    tooMany,
    ...(untold === 0 ? [] : [`${untold} rows that may be orders or parts`]),
    `$${formatMoney(money)} at stake`,
    ...(from === null ? [] : [from === 'flat' ? 'nothing held before' : 'held before']),
  ];
  const listed = orders.slice(0, ORDERS_LISTED_MAX).map((order) => {
    const quantity = `${order.side} ${formatExact(order.quantity)} @ ${formatExact(order.price)}`;
    const mark = extra.includes(order) && by === 'holding' ? '  too many' : '';
    return `  ${facts.rowWord} ${order.rows.join('+')}  ${momentOf(order, first)}  ${quantity}${mark}`;
  });
  const more = orders.length - listed.length;
  return [
    `${symbol} ${side}: ${words.join(', ')}`,
    ...listed,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** The first by its date, the others by how much later they are. */
function momentOf({ time }: RecordedOrder, first: RecordedOrder): string {
  if (time === first.time) {
    const iso = new Date(Math.floor(time.epochUs / 1_000)).toISOString();
    return time.resolutionUs >= US_PER_SECOND ? `${iso.slice(0, 19)}Z` : iso;
  }
  return `+${(time.epochUs - first.time.epochUs) / US_PER_SECOND} s`;
}

function gapsOf(orders: readonly RecordedOrder[]): readonly number[] {
  return orders.slice(1).map(({ time }, index) => time.epochUs - orders[index]!.time.epochUs);
}
