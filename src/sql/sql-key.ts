import type { KeyRange } from '../kernel/index.js';
import type { SqlParameter, SqlRow } from './sqlite-door.js';

/** What a column does to what is stored in it or compared with it (SQLite, "Datatypes", §3). */
export type Affinity = 'integer' | 'real' | 'numeric' | 'text' | 'blob';

/** By the declared type, in the order of SQLite's rules (§3.1). */
export function affinityOf(declared: string): Affinity {
  const type = declared.toUpperCase();
  if (type.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(type)) return 'text';
  if (type === '' || type.includes('BLOB')) return 'blob';
  if (/REAL|FLOA|DOUB/.test(type)) return 'real';
  return 'numeric';
}

/**
 * A value as a key of a footprint. Keys compare (by code units) as SQLite
 * compares the values: NULL, numbers, text, blobs. Where that cannot be had
 * exactly, several values share a key, never the other way round: all fractions
 * between two integers, all numbers beyond 2^53, all blobs; and text is cut at
 * the first NUL and at the first character from U+D800 on (UTF-8 and UTF-16
 * order these differently).
 */
interface SqlKey {
  readonly key: string;
  /** No other value has this key. */
  readonly exact: boolean;
}

const NULL_KEY = 'NULL';
/** Numbers a little above this in size are no longer told apart. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** The key of what a column holds. */
export function keyOfStored(value: SqlRow[number]): SqlKey {
  if (value === null) return { key: NULL_KEY, exact: true };
  if (typeof value === 'number') return keyOfNumber(value);
  if (typeof value === 'string') return keyOfText(value);
  return { key: 'z', exact: false };
}

function keyOfNumber(value: number): SqlKey {
  const whole = Math.max(-LARGEST, Math.min(LARGEST, Math.floor(value)));
  const digits = (count: number): string => String(count).padStart(16, '0');
  const key = whole < 0 ? `n${digits(LARGEST + whole)}` : `p${digits(whole)}`;
  if (Math.abs(value) >= LARGEST) return { key, exact: false };
  return whole === value ? { key, exact: true } : { key: `${key}+`, exact: false };
}

function keyOfText(value: string): SqlKey {
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit === 0) return { key: `t${value.slice(0, i)}`, exact: false };
    if (unit >= 0xd800) return { key: `t${value.slice(0, i)}\ud800`, exact: false };
  }
  // A longer one that is cut at its NUL has the same key.
  return { key: `t${value}`, exact: false };
}

/**
 * The key of what a program hands over for a column, to be stored or compared,
 * or null where the column would turn it into something else first (text for a
 * number column: '5', ' 5', '5.0' and '5e0' are all 5; a number for a text
 * column): then nobody guesses.
 */
export function keyOfGiven(value: SqlParameter, affinity: Affinity): SqlKey | null {
  if (value === null) return keyOfStored(null);
  if (typeof value === 'number') {
    // NaN is stored as NULL.
    return affinity === 'text' || Number.isNaN(value) ? null : keyOfNumber(value);
  }
  if (typeof value !== 'string') return null;
  return affinity === 'text' || affinity === 'blob' ? keyOfText(value) : null;
}

export type Comparing = '=' | '<' | '<=' | '>' | '>=' | '<>';

/** All keys of values for which `value <compare> key` may hold. NULL compares with nothing. */
export function rangeOf(comparing: Comparing, { key, exact }: SqlKey): KeyRange {
  const next = `${key}\0`;
  switch (comparing) {
    case '=':
      return { key };
    case '<':
      return { from: FIRST, below: exact ? key : next };
    case '<=':
      return { from: FIRST, below: next };
    case '>':
      return { from: exact ? next : key, below: null };
    case '>=':
      return { from: key, below: null };
    case '<>':
      return 'whole';
  }
}

const FIRST = `${NULL_KEY}\0`;

/** What lies in both (or more). */
export function bothOf(a: KeyRange, b: KeyRange): KeyRange {
  if (a === 'whole') return b;
  if (b === 'whole' || 'key' in a) return a;
  if ('key' in b) return b;
  return {
    from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
    below: a.below === null || (b.below !== null && b.below < a.below) ? b.below : a.below,
  };
}
