import { columnsIn, isUndone, type Meaning, missingIn, withoutColumns } from '../columns.js';
import { type CsvRecord, parseCsv } from '../csv-door.js';
import type { Facts, RecordedTrade } from '../facts.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { readText, textIn } from '../text-file.js';

const DELIMITERS = [',', ';', '\t'];

/** Any CSV whose header names what it holds. */
export const plainCsv: Reader = {
  name: 'csv',
  about:
    'CSV with a header: a time, a symbol, a side, a quantity and a price; ids where there are any',
  detect: (source) => {
    const header = textIn(source)?.split(/\r?\n/, 1)[0] ?? '';
    return missingIn(columnsIn(cellsOf(header))).length === 0
      ? 'its first line names a time, a symbol, a side, a quantity and a price'
      : null;
  },
  read: async (source, { zone }) => {
    const text = readText(source);
    const [header, ...records] = parseCsv(text, delimiterOf(text));
    if (header === undefined) throw empty();
    const columns = columnsIn(header.cells);
    const missing = missingIn(columns);
    if (missing.length > 0) throw withoutColumns(header.cells, missing);
    return factsOf(records, { header: header.cells, columns, zone });
  },
};

function factsOf(
  records: readonly CsvRecord[],
  layout: {
    readonly header: readonly string[];
    readonly columns: ReadonlyMap<Meaning, number>;
    readonly zone: string | null;
  },
): Facts {
  const { header, columns } = layout;
  const named = /utc/i.test(header[columns.get('time')!]!) ? 'UTC' : null;
  const zone = layout.zone ?? named;
  const done = records.filter(
    ({ cells }) =>
      !isUndone({
        status: cells[columns.get('status') ?? -1] ?? '',
        quantity: cells[columns.get('quantity')!] ?? '',
        quantityHeader: header[columns.get('quantity')!]!,
      }),
  );
  return {
    trades: done.map((record) => tradeOf(record, { header, columns, zone })),
    leftOut: records.length - done.length,
    rowWord: 'line',
    ordersTold: columns.has('orderId') ? 'ids' : 'unknown',
    heldAtEnd: null,
    cashAtEnd: null,
    zone:
      layout.zone !== null
        ? `${zone}, as --zone says, where a stamp names none`
        : named === null
          ? 'in each stamp'
          : 'UTC, as the header says',
  };
}

function tradeOf(
  { line, cells }: CsvRecord,
  {
    header,
    columns,
    zone,
  }: {
    readonly header: readonly string[];
    readonly columns: ReadonlyMap<Meaning, number>;
    readonly zone: string | null;
  },
): RecordedTrade {
  const textOf = (meaning: Meaning): string => cells[columns.get(meaning)!] ?? '';
  const idOf = (meaning: Meaning): string | null =>
    columns.has(meaning) ? textOf(meaning).trim() || null : null;
  return readTrade({
    row: line,
    at: (field) => `line ${line}, column ${header[columns.get(field)!]!.trim()}`,
    texts: {
      time: textOf('time'),
      symbol: textOf('symbol'),
      side: textOf('side'),
      quantity: textOf('quantity'),
      price: textOf('price'),
    },
    zone,
    orderId: idOf('orderId'),
    executionId: idOf('executionId'),
  });
}

/** The mark that parts the header into the most cells. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const widths = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[widths.indexOf(Math.max(...widths))]!;
}

function cellsOf(header: string): readonly string[] {
  return header
    .replace(/^\ufeff/, '')
    .split(delimiterOf(header))
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function empty(): SourceRefusal {
  return new SourceRefusal({
    place: null,
    expected: 'a first line that names the columns',
    found: 'an empty file',
    hint: 'Export the trades again, with a header.',
  });
}
