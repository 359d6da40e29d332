import type { SourceFile } from './reader.js';
import { SourceRefusal } from './refusal.js';
import { readText, textIn } from './text-file.js';

/** One object of a JSON list, or of a file with one on each line. */
export interface JsonRow {
  readonly row: number;
  readonly object: Readonly<Record<string, unknown>>;
}

interface JsonRows {
  readonly rowWord: 'entry' | 'line';
  readonly rows: readonly JsonRow[];
}

const HINT = 'Put it right, or export the file again.';

/** The first object of the file, for a look at its fields; null where it is no JSON. */
export function firstObject(source: SourceFile): JsonRow['object'] | null {
  const text = textIn(source)?.trimStart() ?? '';
  try {
    if (text.startsWith('{')) return objectIn(JSON.parse(text.split('\n', 1)[0]!));
    if (text.startsWith('[')) return objectIn((JSON.parse(text) as unknown[])[0]);
  } catch {
    return null;
  }
  return null;
}

/** Every object of the file. */
export function readJsonRows(source: SourceFile): JsonRows {
  const text = readText(source);
  if (!text.trimStart().startsWith('[')) return { rowWord: 'line', rows: linesOf(text) };
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw refusal(placeIn(text, error as Error), 'a JSON list', (error as Error).message);
  }
  const rows = (list as readonly unknown[]).map((value, index) => {
    const row = index + 1;
    return { row, object: needObject(value, `entry ${row}`) };
  });
  return { rowWord: 'entry', rows };
}

function linesOf(text: string): readonly JsonRow[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = index + 1;
    try {
      return [{ row, object: needObject(JSON.parse(line), `line ${row}`) }];
    } catch (error) {
      if (error instanceof SourceRefusal) throw error;
      throw refusal(`line ${row}`, 'one JSON object', (error as Error).message);
    }
  });
}

/** Text of a field: what JSON writes as a number is taken as it is written back. */
export function fieldText(object: JsonRow['object'], name: string): string {
  const value = object[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

export function objectIn(value: unknown): JsonRow['object'] | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonRow['object']) : null;
}

function needObject(value: unknown, place: string): JsonRow['object'] {
  const object = objectIn(value);
  if (object !== null) return object;
  throw refusal(place, 'a JSON object', Array.isArray(value) ? 'a list' : String(value));
}

/** JSON.parse names the position in its own words, not on every Node. */
function placeIn(text: string, { message }: Error): string | null {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  if (position === undefined) return null;
  return `line ${text.slice(0, Number(position)).split('\n').length}`;
}

function refusal(place: string | null, expected: string, found: string): SourceRefusal {
  return new SourceRefusal({ place, expected, found, hint: HINT });
}
