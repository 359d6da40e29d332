import type { CountedRow, RecordComparison } from '../verdict/index.js';
import { counted, listed } from './text/count-words.js';
import { formatSpan } from './text/format-time.js';

/** Kinds of rows that one sentence names. */
const ROWS_NAMED_MAX = 3;

/**
 * How far a run is from the record.
 * @example '2 of 3 rows; BUY 12 TSLA is missing'
 */
export function recordWords(comparison: RecordComparison): string {
  const { rows, recordedRows, missing, extra, spanUs, recordedSpanUs } = comparison;
  const words = [
    `${rows} of ${counted(recordedRows, 'row')}`,
    ...rowsWords(missing, ['is missing', 'are missing']),
    ...rowsWords(extra, ['is not in the record', 'are not in the record']),
  ];
  if (spanUs > recordedSpanUs)
    words.push(`the rows span ${formatSpan(spanUs)} (recorded: ${formatSpan(recordedSpanUs)})`);
  return words.join('; ');
}

function rowsWords(
  rows: readonly CountedRow[],
  [one, several]: readonly [string, string],
): readonly string[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, ROWS_NAMED_MAX).map(({ symbol, side, quantity, count }) => {
    const row = `${side} ${quantity} ${symbol}`;
    return count === 1 ? row : `${count} × ${row}`;
  });
  const left = rows.slice(ROWS_NAMED_MAX).reduce((sum, { count }) => sum + count, 0);
  if (left > 0) named.push(`${left} more`);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return [`${listed(named)} ${total === 1 ? one : several}`];
}
