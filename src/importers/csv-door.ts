import { CsvError, parse } from 'csv-parse/sync';
import { SourceRefusal } from './refusal.js';

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line that it ends in, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The one door to csv-parse. Every record must be as wide as the first. */
export function parseCsv(text: string, delimiter: string): readonly CsvRecord[] {
  return recordsIn(text, { delimiter, relax_column_count: false });
}

/** The same of a file of many tables, each with its own width. */
export function parseSections(text: string): readonly CsvRecord[] {
  return recordsIn(text, { delimiter: ',', relax_column_count: true });
}

function recordsIn(
  text: string,
  layout: { readonly delimiter: string; readonly relax_column_count: boolean },
): readonly CsvRecord[] {
  try {
    const records = parse(text, {
      bom: true,
      ...layout,
      info: true,
      skip_empty_lines: true,
    }) as unknown as readonly { readonly record: string[]; readonly info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as unknown as { readonly lines?: number };
    throw new SourceRefusal({
      place: lines === undefined ? null : `line ${lines}`,
      expected: 'CSV: as many cells in each line as in the first, and quotes that close',
      found: error.message.replace(/ at line \d+$/, ''),
      hint: 'Put the line right, or export the file again.',
    });
  }
}
