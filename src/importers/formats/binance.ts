import { parseCsv } from '../csv-door.js';
import { parseExact } from '../exact.js';
import { readTrade } from '../read-trade.js';
import type { Reader, SourceFile } from '../reader.js';
import { readText, textIn } from '../text-file.js';

/** The two exports, by their headers: of trades, without order ids, and of orders. */
const EXPORTS = [
  {
    header: 'Date(UTC),Pair,Side,Price,Executed,Amount,Fee',
    time: 0,
    pair: 1,
    side: 2,
    price: 3,
    executed: 4,
    order: -1,
  },
  {
    header:
      'Date(UTC),OrderNo,Pair,Type,Side,Order Price,Order Amount,Time,Executed,Average Price,Trading total,Status',
    time: 7,
    pair: 2,
    side: 4,
    price: 9,
    executed: 8,
    order: 1,
  },
] as const;

/** Binance's exports of spot trades and orders. */
export const binance: Reader = {
  name: 'binance',
  about: 'the exports of spot trades and of spot orders of Binance (CSV)',
  detect: (source) =>
    exportOf(source) === undefined ? null : 'its header is that of a Binance export',
  read: async (source) => {
    const layout = exportOf(source) ?? EXPORTS[0];
    const [header, ...records] = parseCsv(readText(source), ',');
    const isDone = ({ cells }: { cells: readonly string[] }) =>
      parseExact(amountOf(cells[layout.executed]!, cells[layout.pair]!)) !== 0n;
    const done = records.filter(isDone);
    return {
      trades: done.map(({ line, cells }) => {
        const places = {
          time: layout.time,
          symbol: layout.pair,
          side: layout.side,
          quantity: layout.executed,
          price: layout.price,
        };
        return readTrade({
          row: line,
          at: (field) => `line ${line}, column ${header?.cells[places[field]]}`,
          texts: {
            time: cells[layout.time] ?? '',
            symbol: cells[layout.pair] ?? '',
            side: cells[layout.side] ?? '',
            quantity: amountOf(cells[layout.executed] ?? '', cells[layout.pair] ?? ''),
            price: cells[layout.price] ?? '',
          },
          zone: 'UTC',
          orderId: layout.order === -1 ? null : (cells[layout.order] ?? null),
          executionId: null,
        });
      }),
      leftOut: records.length - done.length,
      rowWord: 'line',
      ordersTold: layout.order === -1 ? 'unknown' : 'each row',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: 'UTC, as the header says',
    };
  },
};

function exportOf(source: SourceFile) {
  const first = textIn(source)
    ?.replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)[0];
  return EXPORTS.find(({ header }) => header === first?.replaceAll('"', ''));
}

/** An amount stands before the name of its coin, which the pair begins with: `5.01INCH` of 1INCHUSDT is 5.0. */
function amountOf(text: string, pair: string): string {
  for (let length = pair.length; length > 0; length--) {
    const coin = pair.slice(0, length);
    if (text.endsWith(coin)) return text.slice(0, -coin.length);
  }
  return text;
}
