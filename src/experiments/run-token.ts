import {
  belongingOf,
  type Choices,
  type ParsedToken,
  parseToken,
  printToken,
  withChecksum,
} from '../exploration/index.js';
import type { Scenario } from '../scenario/index.js';
import type { ProgramSetting } from './scenario-program.js';

/**
 * A run in one word: the engine's token, or `default` and the seed for the
 * default order; after a dot, in base 36, which signals of the file take part,
 * where not all of them do. What follows the dot is inside the checksum.
 */
export interface RunToken {
  readonly belongsTo: number;
  readonly seed: number;
  /** Null: the plain default order of the seed. */
  readonly choices: Choices | null;
  /** Indices into the scenario's signals, ascending; null: all. */
  readonly signals: readonly number[] | null;
}

export type ParsedRunToken =
  | { readonly kind: 'ok'; readonly token: RunToken }
  | Exclude<ParsedToken, { kind: 'ok' }>;

const DEFAULT_ORDER =
  /^(d1-([0-9a-z]{1,11})-([0-9a-z]{1,6})-)([\w-]{4})$|^d1-([0-9a-z]{1,11})-([0-9a-z]{1,6})$/;

/**
 * Settings that came later than the first tokens, with their defaults: one that
 * stands at its default is left out of what a token belongs to, so that older
 * tokens go on to replay.
 */
const LATER_SETTINGS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['leaseTtlUs', 10_000_000],
  ['leaseFencing', true],
  ['brokerTimeoutUs', null],
  ['brokerRetriesCount', 0],
  ['process', 'main'],
  ['clockSkewUs', 0],
  ['zoneBugUs', 0],
]);

/** What a token belongs to: all of the scenario that a run depends on, and the guards. */
export function belongingOfSetting({ scenario, guards, extraGuards = [] }: ProgramSetting): number {
  const { startEpochUs, system, account, positions, signals, latency, faults, database } = scenario;
  // A section that came later counts only where it is there: older tokens stay what they are.
  const rest = [
    ...(faults.length === 0 ? [] : [faults]),
    ...(database === null ? [] : [{ database }]),
    ...(extraGuards.length === 0 ? [] : [{ extraGuards: extraGuards.map(({ name }) => name) }]),
  ];
  return belongingOf(
    JSON.stringify(
      [startEpochUs, system, account, positions, signals, latency, guards, ...rest],
      (name, value: unknown) =>
        LATER_SETTINGS.has(name) && LATER_SETTINGS.get(name) === value ? undefined : value,
    ),
  );
}

export function printRunToken(token: RunToken): string {
  const { belongsTo, seed, choices, signals } = token;
  const tail = signals === null ? '' : `.${printSubset(signals)}`;
  if (choices !== null) return printToken({ belongsTo, seed, choices }, tail) + tail;
  const run = `d1-${seed.toString(36)}-${belongsTo.toString(36)}`;
  return tail === '' ? run : withChecksum(`${run}-`, tail) + tail;
}

/** Reads a token. Never throws. */
export function parseRunToken(text: string): ParsedRunToken {
  const [run = '', subset, ...rest] = text.trim().split('.');
  if (rest.length > 0) return { kind: 'damaged', why: 'it has more than one dot' };
  let signals: readonly number[] | null = null;
  if (subset !== undefined) {
    signals = parseSubset(subset);
    if (signals === null)
      return { kind: 'damaged', why: 'what follows its dot is no list of signals' };
  }
  const tail = subset === undefined ? '' : `.${subset}`;
  const plain = DEFAULT_ORDER.exec(run);
  if (plain !== null) return parsePlain(plain, tail, signals);
  const parsed = parseToken(run, tail);
  // The first tokens with a dot have their checksum over what stands before it: they go on to replay.
  const older = parsed.kind === 'damaged' && tail !== '' ? parseToken(run) : parsed;
  if (older.kind !== 'ok') return older;
  const { belongsTo, seed, choices } = older.token;
  return { kind: 'ok', token: { belongsTo, seed, choices, signals } };
}

/** A default order; one with a checksum has a list of signals behind it. */
function parsePlain(
  [run = '', checked, ...parts]: RegExpExecArray,
  tail: string,
  signals: readonly number[] | null,
): ParsedRunToken {
  const [seedDigits = '', belonging = ''] = checked === undefined ? parts.slice(3) : parts;
  if (checked !== undefined && withChecksum(checked, tail) !== run)
    return { kind: 'damaged', why: 'its checksum does not fit: a character is missing or changed' };
  const seed = Number.parseInt(seedDigits, 36);
  if (!Number.isSafeInteger(seed)) return { kind: 'damaged', why: 'its seed is too large' };
  const belongsTo = Number.parseInt(belonging, 36);
  return { kind: 'ok', token: { belongsTo, seed, choices: null, signals } };
}

/** The scenario with only the signals of these indices; null where it has not so many. */
export function restrictSignals(
  scenario: Scenario,
  indices: readonly number[] | null,
): Scenario | null {
  if (indices === null) return scenario;
  if (indices.some((index) => index >= scenario.signals.length)) return null;
  return { ...scenario, signals: indices.map((index) => scenario.signals[index]!) };
}

/** Gaps between ascending indices, base 36, each with its length where it needs more than one digit. */
function printSubset(indices: readonly number[]): string {
  let last = -1;
  const parts: string[] = [];
  for (const index of indices) {
    const gap = (index - last - 1).toString(36);
    parts.push(gap.length === 1 ? gap : `_${gap}_`);
    last = index;
  }
  return parts.join('');
}

function parseSubset(text: string): readonly number[] | null {
  if (!/^(?:[0-9a-z]|_[0-9a-z]{2,4}_)+$/.test(text)) return null;
  const indices: number[] = [];
  let last = -1;
  for (const [part] of text.matchAll(/[0-9a-z]|_[0-9a-z]{2,4}_/g)) {
    last += Number.parseInt(part.replaceAll('_', ''), 36) + 1;
    indices.push(last);
  }
  return indices;
}
