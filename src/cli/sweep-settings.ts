import { overlap, parseVariation, type Variation } from '../experiments/index.js';
import type { Io, SweepSettings } from '../runs/index.js';
import { InputProblem, refused } from '../runs/index.js';
import { type GuardSet, parseGuardSet, quoteText, type Scenario } from '../scenario/index.js';
import type { GivenArguments } from './command.js';
import { readLimits, readWhole, readWorkers } from './explore-settings.js';
import { readReplaySettings } from './replay-settings.js';

const GUARD_SETS: readonly string[] = ['none', 'three-layer', 'all'];
const TRIALS = 200;
const SEED_MAX = 0xffff_ffff;

/** @param workers how many there are where the command line does not say */
export function readSweepSettings(
  given: GivenArguments,
  io: Pick<Io, 'cores' | 'cwd'>,
  workers: number,
): SweepSettings {
  const { guardSets, token: _, ...replay } = readReplaySettings(given, io);
  const vary = given.values.get('vary') ?? [];
  if (vary.length === 0) {
    throw new InputProblem(
      'sweep needs something to vary',
      'For instance: --vary db.write=0ms..500ms:25ms',
    );
  }
  if (vary.length > 2) {
    throw new InputProblem(
      `--vary: expected one parameter or two, found ${vary.length}`,
      'Sweep the third one in another run.',
    );
  }
  const trials = readWhole(given, 'trials', { from: 1, to: 1_000_000 }) ?? TRIALS;
  if (replay.seed + trials - 1 > SEED_MAX) {
    throw refused('--seed', {
      expected: `a seed with ${trials} seeds from it on, at most ${SEED_MAX - trials + 1}`,
      found: quoteText(String(replay.seed)),
      hint: 'for instance --seed 1',
    });
  }
  return {
    ...replay,
    guardSets: guardSets.length > 0 ? guardSets : GUARD_SETS.map(knownSet),
    vary,
    trials,
    rareRuns: readWhole(given, 'rare', { from: 0, to: 1_000_000 }) ?? trials,
    ...readLimits(given),
    workers: readWorkers(given, io) ?? Math.min(workers, io.cores),
  };
}

function knownSet(name: string): GuardSet {
  const parsed = parseGuardSet(name);
  if (!parsed.ok) throw refused('--guards', parsed.refusal);
  return parsed.value;
}

/** The variations, read against the scenario that they vary. */
export function readVariations(texts: readonly string[], scenario: Scenario): readonly Variation[] {
  const variations = texts.map((text) => {
    const parsed = parseVariation(text, scenario);
    if (!parsed.ok) throw refused('--vary', parsed.refusal);
    return parsed.value;
  });
  const [first, second] = variations;
  if (first !== undefined && second !== undefined && overlap(first, second)) {
    throw new InputProblem(
      `--vary: ${first.parameter.name} and ${second.parameter.name} set the same thing`,
      'Vary two things that have nothing to do with each other.',
    );
  }
  return variations;
}
