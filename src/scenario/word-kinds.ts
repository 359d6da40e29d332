/** The kinds of words that a scenario file is written in: each a reader, its JSON Schema and its row in the reference. */
import { type MicroUsd, parseMoney, SYMBOL_PATTERN } from '../domain/index.js';
import {
  DURATION_EXPECTED,
  DURATION_PATTERN,
  parseDuration,
  parseSignedDuration,
} from './duration.js';
import { type FieldWords, listOf, optional, withDefault, word } from './field-kinds.js';
import { GUARD_SET_EXPECTED, GUARD_SET_NAMES, parseGuardSet } from './guard-set.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';
import { PROFILE_EXPECTED, PROFILE_PATTERN, parseWrittenProfile } from './profiles/profile.js';
import type { LatencyOperation } from './scenario.js';

const LINE_LENGTH_MAX = 10_000;
const QUANTITY_MAX = 100_000_000;
const MONEY_RANGE = 'below 1,000,000,000';

export function text(words: FieldWords, options: { lengthMin?: number; lengthMax?: number } = {}) {
  const { lengthMin = 1, lengthMax = LINE_LENGTH_MAX } = options;
  const expected = `text of ${lengthMin} to ${lengthMax} characters`;
  const read = (written: string): Parsed<string> =>
    written.length >= lengthMin && written.length <= lengthMax
      ? accept(written)
      : refuse(written, expected, written === '' ? 'write something' : 'shorten it');
  const json = { type: 'string', minLength: lengthMin, maxLength: lengthMax };
  return word(read, { range: `${lengthMin}–${lengthMax} characters`, ...words, expected, json });
}

export function choice<const C extends string>(
  choices: readonly C[],
  about: FieldWords & { readonly expected?: string },
) {
  const { expected = `one of ${choices.join(', ')}`, ...words } = about;
  const read = (written: string): Parsed<C> => {
    const chosen = choices.find((name) => name === written.trim());
    return chosen === undefined
      ? refuse(written, expected, didYouMean(written, choices))
      : accept(chosen);
  };
  return word(read, {
    range: choices.map((name) => `\`${name}\``).join(', '),
    ...words,
    expected,
    json: { enum: [...choices] },
  });
}

export function yesNo(words: FieldWords) {
  const read = (written: string): Parsed<boolean> =>
    written === 'true' || written === 'false'
      ? accept(written === 'true')
      : refuse(written, 'true or false', 'write true or false, in small letters');
  return word(read, {
    range: '`true`, `false`',
    ...words,
    expected: 'true or false',
    json: { type: 'boolean' },
  });
}

export function wholeNumber(range: { min: number; max: number }, words: FieldWords, hint?: string) {
  const { min, max } = range;
  const expected = `a whole number from ${min} to ${max}`;
  const read = (written: string): Parsed<number> => {
    const bare = written.trim();
    const value = Number(bare);
    if (/^-?\d{1,15}$/.test(bare) && value >= min && value <= max) return accept(value);
    const fallback = /^-?\d+$/.test(bare)
      ? 'bring it into the range'
      : 'write digits only: no fraction, unit or separator';
    return refuse(written, expected, hint ?? fallback);
  };
  const json = { type: 'integer', minimum: min, maximum: max };
  return word(read, { range: `${min}–${max}`, ...words, expected, json });
}

/** A signed number of shares that is not zero. */
export function holding(words: FieldWords) {
  const expected = `a whole number of shares other than 0, at most ${QUANTITY_MAX}`;
  const read = (written: string): Parsed<number> => {
    const value = Number(written.trim());
    return /^-?\d{1,9}$/.test(written.trim()) && value !== 0 && Math.abs(value) <= QUANTITY_MAX
      ? accept(value)
      : refuse(written, expected, 'leave the position out where nothing is held');
  };
  const json = {
    type: 'integer',
    minimum: -QUANTITY_MAX,
    maximum: QUANTITY_MAX,
  };
  return word(read, { unit: 'shares', range: `±1–${QUANTITY_MAX}`, ...words, expected, json });
}

export const shares = (meaning: string) =>
  wholeNumber(
    { min: 1, max: QUANTITY_MAX },
    { meaning, unit: 'shares' },
    'whole shares, at least 1; leave it out to let the path size the order',
  );

export function duration(words: FieldWords) {
  const json = { type: 'string', pattern: DURATION_PATTERN };
  return word(parseDuration, {
    unit: 'duration',
    range: '0s–366 days',
    ...words,
    expected: DURATION_EXPECTED,
    json,
  });
}

/** A duration that may count backward. */
export function signedDuration(words: FieldWords) {
  const json = { type: 'string', pattern: DURATION_PATTERN.replace('^', '^-?') };
  return word(parseSignedDuration, {
    unit: 'duration',
    range: '±366 days',
    ...words,
    expected: DURATION_EXPECTED,
    json,
  });
}

export function money(words: FieldWords, sign: 'any' | 'positive') {
  const expected = `${sign === 'positive' ? 'money above 0' : 'money'} with at most 6 decimals, ${MONEY_RANGE}`;
  const read = (written: string): Parsed<MicroUsd> => {
    const value = parseMoney(written);
    if (value === null)
      return refuse(written, expected, 'write it like 144420.92 or "$144,420.92"');
    if (sign === 'positive' && value <= 0) return refuse(written, expected, 'a price is above 0');
    return accept(value);
  };
  const pattern = '^-?\\$?\\d{1,9}(\\.\\d{1,6})?$|^-?\\$?\\d{1,3}(,\\d{3}){1,2}(\\.\\d{1,6})?$';
  const json = { type: ['number', 'string'], pattern };
  const range = sign === 'positive' ? `above 0, ${MONEY_RANGE}` : MONEY_RANGE;
  return word(read, { unit: 'USD', range, ...words, expected, json });
}

export function symbol(meaning: string) {
  const expected = 'a symbol: 1 to 5 capital letters, then perhaps a dot and 1 or 2 more';
  const read = (written: string): Parsed<string> =>
    SYMBOL_PATTERN.test(written)
      ? accept(written)
      : refuse(written, expected, 'write it like APP or BRK.B');
  return word(read, {
    meaning,
    range: '`APP`, `BRK.B`',
    expected,
    json: { type: 'string', pattern: SYMBOL_PATTERN.source },
  });
}

export function runnerId(meaning: string) {
  const pattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
  const expected = 'a short name of letters, digits, _ and -';
  const read = (written: string): Parsed<string> =>
    pattern.test(written) ? accept(written) : refuse(written, expected, 'write it like r1');
  return word(read, {
    meaning,
    range: 'letters, digits, `_`, `-`; at most 64',
    expected,
    json: { type: 'string', pattern: pattern.source },
  });
}

export function guardSet(meaning: string) {
  const range = `${GUARD_SET_NAMES.map((name) => `\`${name}\``).join(', ')}, or a comma list of these and of guards`;
  return word(parseGuardSet, {
    unit: 'guard set',
    meaning,
    range,
    expected: GUARD_SET_EXPECTED,
    json: { type: 'string', pattern: '^[a-z-]+( ?, ?[a-z-]+)*$' },
  });
}

export const notes = (meaning: string) =>
  withDefault(listOf(text({ meaning: 'One statement.' }), { meaning }), []);

export function profile(operation: LatencyOperation) {
  const leg = /\.(request|response)$/.exec(operation)?.[1];
  const meaning =
    operation === 'db.write.hold'
      ? 'How long a write keeps the one writer’s lock, from its execution to its commit; readers meanwhile see the last commit. Left out: no time.'
      : leg === undefined
        ? `Round trip of ${operation}: each of its two legs draws half of it.`
        : `The ${leg} leg alone; goes before the profile of the round trip.`;
  return optional(
    word(parseWrittenProfile, {
      meaning,
      unit: 'profile',
      range: '0s–366 days',
      expected: PROFILE_EXPECTED,
      json: { type: 'string', pattern: PROFILE_PATTERN },
    }),
  );
}
