import { fromReal, type PositionRow } from '../../domain/index.js';
import { type CsvRecord, parseSections } from '../csv-door.js';
import type { Facts, RecordedTrade } from '../facts.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { readText, textIn } from '../text-file.js';

const ZONE = 'America/New_York';
const NEEDED = ['DataDiscriminator', 'Symbol', 'Date/Time', 'Quantity', 'T. Price'];

/** A row of a section, by the names of the header that was in force there. */
interface SectionRow {
  readonly line: number;
  readonly cell: (name: string) => string;
}

/** The activity statement of Interactive Brokers: many tables in one CSV. */
export const interactiveBrokers: Reader = {
  name: 'ibkr',
  about: 'the activity statement of Interactive Brokers (CSV)',
  detect: (source) =>
    /^\ufeff?Statement,Header,/.test(textIn(source) ?? '')
      ? 'it begins as an activity statement does'
      : null,
  read: async (source, { zone }) => {
    const records = parseSections(readText(source));
    const rows = rowsIn(records, 'Trades', NEEDED);
    const orders = rows.filter(({ cell }) => cell('DataDiscriminator') === 'Order');
    // An order is told a second time by its executions, which name no order.
    const told = orders.length > 0 ? orders : rows.filter(isExecution);
    return {
      trades: told.map((row) => tradeOf(row, zone ?? ZONE)),
      leftOut: 0,
      rowWord: 'line',
      ordersTold: orders.length > 0 ? 'each row' : 'unknown',
      heldAtEnd: heldIn(records),
      cashAtEnd: null,
      zone:
        zone === null
          ? `${ZONE}, in which Interactive Brokers writes statements (--zone says another)`
          : `${zone}, as --zone says`,
    };
  },
};

function isExecution({ cell }: SectionRow): boolean {
  return ['Execution', 'Trade'].includes(cell('DataDiscriminator'));
}

function rowsIn(
  records: readonly CsvRecord[],
  section: string,
  needed: readonly string[],
): readonly SectionRow[] {
  let names: readonly string[] = [];
  return records.flatMap(({ line, cells }) => {
    if (cells[0] !== section) return [];
    if (cells[1] === 'Header') {
      names = cells;
      const missing = needed.filter((name) => !cells.includes(name));
      if (missing.length === 0) return [];
      throw new SourceRefusal({
        place: `line ${line}, section ${section}`,
        expected: `the columns ${needed.join(', ')}`,
        found: `no ${missing.join(', ')}`,
        hint: 'Export the statement in English, with all columns of its trades.',
      });
    }
    if (cells[1] !== 'Data') return [];
    const header = names;
    return [{ line, cell: (name: string) => (cells[header.indexOf(name)] ?? '').trim() }];
  });
}

function tradeOf({ line, cell }: SectionRow, zone: string): RecordedTrade {
  const quantity = cell('Quantity');
  return readTrade({
    row: line,
    at: (field) => `line ${line}, column ${COLUMNS[field]}`,
    texts: {
      time: cell('Date/Time'),
      symbol: cell('Symbol'),
      side: quantity.startsWith('-') ? 'SELL' : 'BUY',
      quantity: quantity.replace(/^-/, ''),
      price: cell('T. Price'),
    },
    zone,
    orderId: null,
    executionId: null,
  });
}

const COLUMNS = {
  time: 'Date/Time',
  symbol: 'Symbol',
  side: 'Quantity',
  quantity: 'Quantity',
  price: 'T. Price',
} as const;

/** Null where the statement has no table of open positions: then it says nothing of them. */
function heldIn(records: readonly CsvRecord[]): Facts['heldAtEnd'] {
  if (!records.some(({ cells }) => cells[0] === 'Open Positions')) return null;
  const rows = rowsIn(records, 'Open Positions', [
    'Symbol',
    'Quantity',
    'Cost Price',
    'Close Price',
  ]);
  return rows.flatMap(({ cell }): PositionRow[] => {
    if (cell('DataDiscriminator') !== 'Summary') return [];
    const numberOf = (name: string) => Number(cell(name).replaceAll(',', ''));
    return [
      {
        symbol: cell('Symbol'),
        quantity: numberOf('Quantity'),
        avgCost: fromReal(numberOf('Cost Price')),
        marketPrice: fromReal(numberOf('Close Price')),
      },
    ];
  });
}
