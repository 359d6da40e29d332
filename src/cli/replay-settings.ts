import type { Io, ReplaySettings, TokenSettings } from '../runs/index.js';
import { InputProblem, recordedBeside, refused, suggestionFor } from '../runs/index.js';
import {
  type GuardSet,
  LATENCY_OPERATIONS,
  type LatencyOperation,
  type LatencyProfile,
  parseGuardSet,
  parseProfile,
  quoteText,
} from '../scenario/index.js';
import { type GivenArguments, singleValue } from './command.js';
import { readFaults } from './fault-option.js';
import { readReporters } from './reporter-option.js';

const SEED_MAX = 0xffff_ffff;

/** Throws an `InputProblem` at the first option that is wrong. */
export function readReplaySettings(given: GivenArguments, io: Pick<Io, 'cwd'>): ReplaySettings {
  return {
    guardSets: readGuardSets(given.values.get('guards') ?? []),
    seed: readSeed(singleValue(given, 'seed') ?? '1'),
    token: readToken(given),
    latency: readLatency(given.values.get('latency') ?? [], io),
    faults: readFaults(given),
    out: readOut(singleValue(given, 'out') ?? 'reports'),
    answer: given.switches.has('json') ? 'json' : 'summary',
    reporters: readReporters(given.values.get('reporter') ?? []),
    volume: given.switches.has('quiet') ? 'quiet' : 'told',
  };
}

function readToken(given: GivenArguments): TokenSettings | null {
  const text = singleValue(given, 'token');
  const isBestEffort = given.switches.has('best-effort');
  if (text === undefined) {
    if (isBestEffort)
      throw new InputProblem('--best-effort is about a token, and there is none', 'Add --token T');
    return null;
  }
  if (given.values.has('seed'))
    throw new InputProblem('--seed beside --token', 'Leave --seed out: the token knows its seed.');
  return { text: text.trim(), onDrift: isBestEffort ? 'best effort' : 'stop' };
}

function readGuardSets(texts: readonly string[]): readonly GuardSet[] {
  const sets = new Map<string, GuardSet>();
  for (const text of texts) {
    const parsed = parseGuardSet(text);
    if (!parsed.ok) throw refused('--guards', parsed.refusal);
    sets.set(parsed.value.guardSet, parsed.value);
  }
  return [...sets.values()];
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d{1,10}$/.test(text) && seed <= SEED_MAX) return seed;
  throw refused('--seed', {
    expected: `a whole number from 0 to ${SEED_MAX}`,
    found: quoteText(text),
    hint: 'For instance --seed 1',
  });
}

function readLatency(
  texts: readonly string[],
  io: Pick<Io, 'cwd'>,
): ReadonlyMap<LatencyOperation, LatencyProfile> {
  const latency = new Map<LatencyOperation, LatencyProfile>();
  for (const text of texts) {
    const [name = '', ...rest] = text.split('=');
    const operation = LATENCY_OPERATIONS.find((known) => known === name.trim());
    if (operation === undefined || rest.length === 0)
      throw refused('--latency', {
        expected: 'operation=profile, for instance db.write=constant(5ms)',
        found: quoteText(text),
        hint: suggestionFor(name.trim(), LATENCY_OPERATIONS),
      });
    const profile = parseProfile(rest.join('='), recordedBeside(null, io));
    if (!profile.ok) throw refused(`--latency ${operation}`, profile.refusal);
    if (latency.has(operation))
      throw new InputProblem(`--latency ${operation} is given twice`, 'Give each operation once.');
    latency.set(operation, profile.value);
  }
  return latency;
}

function readOut(text: string): string {
  if (text !== '') return text;
  throw new InputProblem('--out is empty', 'Name a folder: --out reports');
}
