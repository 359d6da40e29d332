import { parseCsv } from '../csv-door.js';
import { parseExact } from '../exact.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { readText, textIn } from '../text-file.js';

const COLUMNS = {
  time: 'ts_last',
  symbol: 'instrument_id',
  side: 'side',
  quantity: 'filled_qty',
  price: 'avg_px',
} as const;

/** The orders report and the order fills report of NautilusTrader: a row is an order. */
export const nautilus: Reader = {
  name: 'nautilus',
  about: 'the orders report or the order fills report of NautilusTrader (CSV)',
  detect: (source) => {
    const header = textIn(source)?.split(/\r?\n/, 1)[0]?.split(',') ?? [];
    return [...Object.values(COLUMNS), 'venue_order_id'].every((name) => header.includes(name))
      ? 'its header is that of a NautilusTrader report'
      : null;
  },
  read: async (source, { zone }) => {
    const [header, ...records] = parseCsv(readText(source), ',');
    const names = header?.cells ?? [];
    const missing = Object.values(COLUMNS).filter((name) => !names.includes(name));
    if (missing.length > 0)
      throw new SourceRefusal({
        place: 'line 1',
        expected: `the columns ${Object.values(COLUMNS).join(', ')}`,
        found: `no ${missing.join(', ')}`,
        hint: 'Write the report with its header.',
      });
    const done = records.filter(
      ({ cells }) => parseExact(cells[names.indexOf(COLUMNS.quantity)]!) !== 0n,
    );
    return {
      trades: done.map(({ line, cells }) => {
        const textOf = (field: keyof typeof COLUMNS) => cells[names.indexOf(COLUMNS[field])] ?? '';
        return readTrade({
          row: line,
          at: (field) => `line ${line}, column ${COLUMNS[field]}`,
          texts: {
            time: textOf('time'),
            // An instrument is a symbol and its venue: KO.NYSE, BRK.B.NYSE.
            symbol: textOf('symbol').replace(/\.[^.]*$/, ''),
            side: textOf('side'),
            quantity: textOf('quantity'),
            price: textOf('price'),
          },
          zone,
          orderId: null,
          executionId: null,
        });
      }),
      leftOut: records.length - done.length,
      rowWord: 'line',
      ordersTold: 'each row',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: 'in each stamp (UTC)',
    };
  },
};
