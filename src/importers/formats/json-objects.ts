import { columnsIn, isUndone, type Meaning, missingIn, withoutColumns } from '../columns.js';
import { fieldText, firstObject, type JsonRow, readJsonRows } from '../json-rows.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';

/** ccxt's trades, and any other objects whose fields say what they hold. */
export const jsonObjects: Reader = {
  name: 'json',
  about: 'a JSON list or a JSON object a line, with fields named as for csv; trades of ccxt',
  detect: (source) => {
    const first = firstObject(source);
    return first !== null && missingIn(columnsIn(Object.keys(first))).length === 0
      ? 'its first object has a time, a symbol, a side, a quantity and a price'
      : null;
  },
  read: async (source, { zone }) => {
    const { rowWord, rows } = readJsonRows(source);
    const names = Object.keys(rows[0]?.object ?? {});
    const columns = columnsIn(names);
    const missing = missingIn(columns);
    if (missing.length > 0) throw withoutColumns(names, missing, `${rowWord} 1`);
    const isCcxt = names.includes('info') && names.includes('takerOrMaker');
    const nameOf = (meaning: Meaning): string => names[columns.get(meaning) ?? -1] ?? '';
    const textOf = ({ object }: JsonRow, meaning: Meaning) => fieldText(object, nameOf(meaning));
    const done = rows.filter(
      (row) =>
        !isUndone({
          status: textOf(row, 'status'),
          quantity: textOf(row, 'quantity'),
          quantityHeader: nameOf('quantity'),
        }),
    );
    return {
      trades: done.map((row) =>
        readTrade({
          row: row.row,
          at: (field) => `${rowWord} ${row.row}, field ${nameOf(field)}`,
          texts: {
            time: textOf(row, 'time'),
            symbol: textOf(row, 'symbol'),
            side: textOf(row, 'side'),
            quantity: textOf(row, 'quantity'),
            price: textOf(row, 'price'),
          },
          zone,
          orderId: textOf(row, 'orderId') || null,
          // Beside the exchange's own words in `info`, ccxt names an execution `id`.
          executionId:
            textOf(row, 'executionId') || (isCcxt ? fieldText(row.object, 'id') : '') || null,
        }),
      ),
      leftOut: rows.length - done.length,
      rowWord,
      ordersTold: columns.has('orderId') ? 'ids' : 'unknown',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: zone === null ? 'in each stamp' : `${zone}, as --zone says, where a stamp names none`,
    };
  },
};
