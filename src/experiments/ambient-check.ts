import { type Drift, explore, SelfCheck, type Strategy } from '../exploration/index.js';
import { InvariantError, type Program } from '../kernel/index.js';
import { type AmbientUse, sentenceOfUse, watchAmbient } from './ambient-watch.js';

export interface AmbientCheck {
  /** What was trapped at the call: the first use of each probe. */
  readonly uses: readonly AmbientUse[];
  /** The first step in which two runs of one schedule differed; null: none did. */
  readonly difference: AmbientDifference | null;
  /** All of it in words; empty: nothing was found. */
  readonly findings: readonly string[];
}

export interface AmbientDifference extends Omit<Drift, 'possible'> {
  /** The completion of that step, in words; where what came next differs: the one before it. */
  readonly label: string;
}

/**
 * Runs each schedule of a strategy twice, watched: what reaches past its ports
 * is trapped at the call, what leaks from run to run shows as a difference.
 * Finding nothing says no more than that nothing showed in these runs.
 *
 * Errors: an error of the code under test that came with a use of the host is
 * taken for its consequence and left out; any other is thrown on.
 * Cost: a watched run is several times a plain one; a handful of schedules is what this is for.
 */
export async function checkAmbient<Outcome>(
  program: Program<Outcome>,
  strategyOf: () => Strategy,
): Promise<AmbientCheck> {
  const watched = watchAmbient(program);
  let selfCheck = new SelfCheck(strategyOf());
  try {
    // A lock that turns out to matter is no difference of the code under test: all is checked again.
    await explore(watched, () => (selfCheck = new SelfCheck(strategyOf())));
  } catch (error) {
    if (error instanceof InvariantError || watched.uses.length === 0) throw error;
  }
  const { uses } = watched;
  const drift = selfCheck.difference;
  if (drift === null) return { uses, difference: null, findings: uses.map(sentenceOfUse) };
  const { step, expected, seen } = drift;
  const difference = { step, label: watched.labelAt(step), expected, seen };
  return { uses, difference, findings: [...uses.map(sentenceOfUse), sentenceOf(difference)] };
}

function sentenceOf({ step, label, expected, seen }: AmbientDifference): string {
  return `differs from run to run in step ${step} (${label}): expected ${expected}, saw ${seen}; state outlives a run`;
}
