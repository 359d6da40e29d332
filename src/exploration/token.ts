import type { Choices, Deviation, Flip } from './choices.js';
import { hashText } from './hash.js';
import { BitReader, BitWriter, riceLength, TOKEN_ALPHABET } from './token-bits.js';

/** A run in one word. */
export interface Token {
  /** What it belongs to: 30 bits of a hash, see `belongingOf`. */
  readonly belongsTo: number;
  /** The master seed: a non-negative safe integer. */
  readonly seed: number;
  readonly choices: Choices;
}

export type ParsedToken =
  | { readonly kind: 'ok'; readonly token: Token }
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'other version'; readonly version: string };

/** First character of each token; another one is another format. */
const VERSION = '1';
/** Characters of the checksum: 24 bits. One damaged character in 16 million goes unnoticed. */
const CHECKSUM_LENGTH = 4;
const WIDEST_RICE = 15;

/** 30 bits of the text that a token belongs to: scenario and guards. */
export function belongingOf(text: string): number {
  return hashText(text) & 0x3fffffff;
}

/**
 * A token as text: the version, then in six-bit characters what it belongs to,
 * the seed, for each deviation the steps since the last one, its rank and its
 * check, for each flipped answer its step and number, the check of the run; and
 * a checksum. Steps and ranks are Rice codes whose width is chosen for each
 * token: 50 choices among 400 steps and 24 pending completions take about 14
 * bits each, 140 characters in all. `tail` is what will stand behind the token:
 * the checksum is over that too.
 */
export function printToken({ belongsTo, seed, choices }: Token, tail = ''): string {
  const bits = new BitWriter();
  bits.write(belongsTo, 30);
  bits.number(seed);
  const { deviations, flips, runCheck } = choices;
  const gaps = deviations.map(({ step }, i) => step - (deviations[i - 1]?.step ?? -1) - 1);
  const ranks = deviations.map(({ rank }) => rank - 1);
  bits.number(deviations.length);
  bits.number(flips.length);
  if (deviations.length > 0) {
    const gapWidth = narrowest(gaps);
    const rankWidth = narrowest(ranks);
    bits.write(gapWidth, 4);
    bits.write(rankWidth, 4);
    for (let i = 0; i < deviations.length; i += 1) {
      bits.rice(gaps[i]!, gapWidth);
      bits.rice(ranks[i]!, rankWidth);
      bits.write(deviations[i]!.check, 4);
    }
  }
  if (flips.length > 0) {
    const between = flips.map(({ step }, i) => step - (flips[i - 1]?.step ?? 0));
    const width = narrowest(between);
    bits.write(width, 4);
    for (let i = 0; i < flips.length; i += 1) {
      bits.rice(between[i]!, width);
      bits.rice(flips[i]!.nth, 0);
    }
  }
  bits.write(runCheck, 12);
  return withChecksum(VERSION + bits.finish(), tail);
}

/** All versions end in the same checksum, so that damage is told apart from another version. */
export function withChecksum(body: string, tail = ''): string {
  return body + checksum(body + tail);
}

/** Reads a token, behind which `tail` stands. Never throws: whatever the text, the answer says what it is. */
export function parseToken(text: string, tail = ''): ParsedToken {
  const trimmed = text.trim();
  if (trimmed.length === 0) return { kind: 'damaged', why: 'it is empty' };
  for (const character of trimmed) {
    if (!TOKEN_ALPHABET.includes(character)) {
      return { kind: 'damaged', why: `it holds ${JSON.stringify(character)}, which no token does` };
    }
  }
  const body = trimmed.slice(0, -CHECKSUM_LENGTH);
  if (checksum(body + tail) !== trimmed.slice(-CHECKSUM_LENGTH)) {
    return { kind: 'damaged', why: 'its checksum does not fit: a character is missing or changed' };
  }
  if (body[0] !== VERSION) return { kind: 'other version', version: body[0] ?? '' };
  return (
    parseBody(body.slice(1)) ?? { kind: 'damaged', why: 'its checksum fits but its parts do not' }
  );
}

function parseBody(body: string): ParsedToken | null {
  const bits = new BitReader(body);
  const belongsTo = bits.read(30);
  const seed = bits.number();
  const deviationCount = bits.number();
  const flipCount = bits.number();
  // Every deviation takes at least six bits, every flip two: a larger count cannot be.
  if (deviationCount > body.length || flipCount > body.length * 3) return null;
  const deviations: Deviation[] = [];
  if (deviationCount > 0) {
    const gapWidth = bits.read(4);
    const rankWidth = bits.read(4);
    let step = -1;
    for (let i = 0; i < deviationCount; i += 1) {
      step += bits.rice(gapWidth) + 1;
      deviations.push({ step, rank: bits.rice(rankWidth) + 1, check: bits.read(4) });
    }
  }
  const flips: Flip[] = [];
  if (flipCount > 0) {
    const width = bits.read(4);
    let step = 0;
    for (let i = 0; i < flipCount; i += 1) {
      step += bits.rice(width);
      flips.push({ step, nth: bits.rice(0) });
    }
  }
  const runCheck = bits.read(12);
  if (bits.isOverrun || !bits.isAtEnd) return null;
  return { kind: 'ok', token: { belongsTo, seed, choices: { deviations, flips, runCheck } } };
}

function narrowest(values: readonly number[]): number {
  let best = 0;
  let bestLength = Number.POSITIVE_INFINITY;
  for (let width = 0; width <= WIDEST_RICE; width += 1) {
    let length = 0;
    for (const value of values) length += riceLength(value, width);
    if (length >= bestLength) continue;
    best = width;
    bestLength = length;
  }
  return best;
}

function checksum(body: string): string {
  const bits = new BitWriter();
  bits.write(hashText(body) & 0xffffff, 24);
  return bits.finish();
}
