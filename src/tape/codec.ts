import { quote } from './quote.js';

/**
 * One shape, known once: how a value is written canonically and how a value
 * that was read is checked. `write` throws a `RangeError` on a value that
 * `check` would refuse (our fault, never the reader's), so that no tape is
 * written that cannot be read.
 */
export interface Codec<T> {
  /** What a reader should have found, in words. */
  readonly expected: string;
  write(value: T): string;
  /** Adds one mismatch per wrong value; nothing is allocated where all is well. */
  check(value: unknown, mismatches: Mismatch[]): void;
}

/** Where a value is not what it should be. `found` undefined: it is missing. */
export interface Mismatch {
  /** Keys and indexes from the line's object down to the value. */
  readonly path: (string | number)[];
  readonly expected: string;
  readonly found: unknown;
}

/** A field per property, in the order in which they are written. TypeScript sees to it that none is missing. */
export type Fields<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** A codec by a test and a printer: every leaf is one of these. */
function leaf<T>(
  expected: string,
  accepts: (value: unknown) => boolean,
  print: (value: T) => string,
): Codec<T> {
  return {
    expected,
    write(value) {
      if (accepts(value)) return print(value);
      throw new RangeError(`a tape holds ${expected} here, not ${String(value)}`);
    },
    check(value, mismatches) {
      if (!accepts(value)) mismatches.push({ path: [], expected, found: value });
    },
  };
}

export const text: Codec<string> = leaf('text', (value) => typeof value === 'string', quote);

export const flag: Codec<boolean> = leaf(
  'true or false',
  (value) => typeof value === 'boolean',
  (value) => (value ? 'true' : 'false'),
);

/** Any integer that a double holds exactly: money, quantities, epochs, seeds. Minus zero is written as 0. */
export const integer: Codec<number> = leaf('a whole number', Number.isSafeInteger, (value) =>
  String(value),
);

/** A whole number from 0 up: order numbers, times, counts. */
export const count: Codec<number> = leaf(
  'a whole number from 0 up',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  (value) => String(value),
);

export function oneOf<const T extends string | number>(...values: readonly T[]): Codec<T> {
  const printed = new Map<unknown, string>(
    values.map((value) => [value, typeof value === 'string' ? quote(value) : String(value)]),
  );
  const names = [...printed.values()];
  const expected = names.length === 1 ? names[0]! : `one of ${names.join(', ')}`;
  return leaf(
    expected,
    (value) => printed.has(value),
    (value) => printed.get(value)!,
  );
}

export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  const expected = `${inner.expected}, or null`;
  return {
    expected,
    write: (value) => (value === null ? 'null' : inner.write(value)),
    check(value, mismatches) {
      if (value === null) return;
      const before = mismatches.length;
      inner.check(value, mismatches);
      const first = mismatches[before];
      if (first?.path.length === 0) mismatches[before] = { ...first, expected };
    },
  };
}

export function listOf<T>(item: Codec<T>): Codec<readonly T[]> {
  const expected = 'a list';
  return {
    expected,
    write(values) {
      let out = '[';
      for (let index = 0; index < values.length; index++) {
        if (index > 0) out += ',';
        out += item.write(values[index]!);
      }
      return `${out}]`;
    },
    check(values, mismatches) {
      if (!Array.isArray(values)) {
        mismatches.push({ path: [], expected, found: values });
        return;
      }
      for (let index = 0; index < values.length; index++) {
        checkInside(item, values[index], index, mismatches);
      }
    },
  };
}

/** An object with exactly these fields, written in the order in which they stand. */
export function record<T extends object>(fields: Fields<T>): Codec<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const codecs = names.map((name) => fields[name] as Codec<unknown>);
  const prefixes = names.map((name, index) => `${index === 0 ? '{' : ','}${quote(name)}:`);
  const known = new Set<string>(names);
  const expected = 'an object';
  return {
    expected,
    write(value) {
      let out = '';
      for (let index = 0; index < names.length; index++) {
        out += prefixes[index]! + codecs[index]!.write(value[names[index]!]);
      }
      return `${out}}`;
    },
    check(value, mismatches) {
      if (!isObject(value)) {
        mismatches.push({ path: [], expected, found: value });
        return;
      }
      for (let index = 0; index < names.length; index++) {
        const name = names[index]!;
        const own = Object.hasOwn(value, name) ? value[name] : undefined;
        checkInside(codecs[index]!, own, name, mismatches);
      }
      for (const name in value) {
        if (!known.has(name)) {
          const expected = `no field ${quote(name)}`;
          mismatches.push({ path: [name], expected, found: value[name] });
        }
      }
    },
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks a part of a whole; what is wrong inside it gets the part's key put before its path. */
function checkInside(
  codec: Codec<unknown>,
  value: unknown,
  key: string | number,
  mismatches: Mismatch[],
): void {
  const before = mismatches.length;
  codec.check(value, mismatches);
  for (let index = before; index < mismatches.length; index++) mismatches[index]!.path.unshift(key);
}
