import { parseExact } from './exact.js';
import { SourceRefusal } from './refusal.js';

/** What a column means, and the headers that exports give it, in lower case without spaces and marks. */
const MEANINGS = {
  time: [
    'timestamp',
    'time',
    'datetime',
    'dateutc',
    'date',
    'transacttime',
    'transactiontime',
    'tradetime',
    'filledat',
    'executedat',
    'createdat',
    'tslast',
  ],
  symbol: ['symbol', 'ticker', 'instrument', 'instrumentid', 'pair', 'market'],
  side: ['side', 'action', 'direction', 'buysell'],
  quantity: ['filledqty', 'executedqty', 'executed', 'quantity', 'qty', 'amount', 'shares', 'size'],
  price: ['avgpx', 'averageprice', 'avgprice', 'filledavgprice', 'price', 'fillprice', 'px'],
  orderId: ['orderid', 'orderno', 'venueorderid', 'order', 'clientorderid'],
  status: ['status', 'orderstatus', 'state'],
  executionId: ['executionid', 'execid', 'tradeid', 'fillid'],
} as const;

export type Meaning = keyof typeof MEANINGS;

const NEEDED: readonly Meaning[] = ['time', 'symbol', 'side', 'quantity', 'price'];

/** Headers whose quantity is what was done, whatever became of the order. */
const DONE_QUANTITIES = ['filledqty', 'executedqty', 'executed'];

/** What stands in the status of an order that was never filled. */
const UNDONE =
  /^(canceled|cancelled|rejected|expired|new|open|pending|accepted|submitted|failed)$/i;

/** A row of an order that nothing came of: no trade. */
export function isUndone(row: {
  readonly status: string;
  readonly quantity: string;
  readonly quantityHeader: string;
}): boolean {
  if (DONE_QUANTITIES.includes(bareName(row.quantityHeader)))
    return parseExact(row.quantity) === 0n;
  return UNDONE.test(row.status.trim());
}

/** Where each meaning stands in a header; the first of its names that is there. */
export function columnsIn(header: readonly string[]): ReadonlyMap<Meaning, number> {
  const names = header.map(bareName);
  const found = new Map<Meaning, number>();
  for (const meaning of Object.keys(MEANINGS) as Meaning[]) {
    const places = MEANINGS[meaning].map((name) => names.indexOf(name));
    const place = places.find((candidate) => candidate !== -1);
    if (place !== undefined) found.set(meaning, place);
  }
  return found;
}

/** The meanings without which a row is no trade, and that are not there. */
export function missingIn(columns: ReadonlyMap<Meaning, number>): readonly Meaning[] {
  return NEEDED.filter((meaning) => !columns.has(meaning));
}

export function withoutColumns(
  header: readonly string[],
  missing: readonly Meaning[],
  place = 'line 1',
): SourceRefusal {
  return new SourceRefusal({
    place,
    expected: `a column for each of ${NEEDED.join(', ')}`,
    found: `none for ${missing.join(', ')}; there are: ${header.join(', ')}`,
    hint: missing
      .map((meaning) => `Name it ${MEANINGS[meaning].slice(0, 3).join(' or ')} there.`)
      .join(' '),
  });
}

function bareName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
