import { parseDuration } from '../duration.js';
import { didYouMean } from '../nearest-word.js';
import { accept, type Parsed, refuse } from '../problem.js';

/** What stands inside the brackets of a profile, and the profile as a whole for refusals. */
export interface Inside {
  /** The whole profile as written. */
  readonly text: string;
  /** What stands between the brackets. */
  readonly inside: string;
}

/** The refusal of a part of a profile, shown with the whole of it. */
export function withinProfile(
  { text }: Inside,
  { refusal }: Extract<Parsed<unknown>, { ok: false }>,
): Parsed<never> {
  return refuse(text, refusal.expected, `${refusal.found}: ${refusal.hint}`);
}

/** `name=value` pairs, each name once and known; values as text. */
export function readPairs(
  about: Inside,
  isKnown: (name: string) => boolean,
  names: readonly string[],
): Parsed<ReadonlyMap<string, string>> {
  const { text, inside } = about;
  const values = new Map<string, string>();
  for (const part of inside.split(',')) {
    const [name = '', ...rest] = part.split('=').map((piece) => piece.trim());
    if (!isKnown(name)) {
      return refuse(text, `name=duration pairs of ${names.join(', ')}`, didYouMean(name, names));
    }
    if (values.has(name)) return refuse(text, `${name}= once`, `remove one of the ${name}=`);
    values.set(name, rest.join('='));
  }
  return accept(values);
}

/** `name=duration` pairs of these names, in whole microseconds. */
export function readDurations(
  about: Inside,
  names: readonly string[],
): Parsed<ReadonlyMap<string, number>> {
  const pairs = readPairs(about, (name) => names.includes(name), names);
  if (!pairs.ok) return pairs;
  const values = new Map<string, number>();
  for (const [name, duration] of pairs.value) {
    const us = parseDuration(duration);
    if (!us.ok) return withinProfile(about, us);
    values.set(name, us.value);
  }
  return accept(values);
}
