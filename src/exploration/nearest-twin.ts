import type { Program } from '../kernel/index.js';
import type { DefaultOrder } from './default-order.js';
import { answersByKey, preferenceGuide } from './guide.js';
import type { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';
import { type Replayed, replaySchedule } from './replay.js';
import type { TimingMode } from './timing.js';

export interface TwinOptions<Outcome> {
  /** Is a run that ended so all right? Asked of complete, feasible runs. */
  readonly passes: (outcome: Outcome, name: string) => boolean;
  readonly timing?: TimingMode;
  readonly order?: DefaultOrder;
  readonly shouldStop?: () => boolean;
}

export interface PassingTwin<Outcome> {
  readonly replayed: Replayed<Outcome>;
  /** The race that was turned round: in the twin `nowFirst` comes before `nowSecond`. */
  readonly nowFirst: number;
  readonly nowSecond: number;
  readonly tries: number;
}

/** A reversible race of a run, by steps, and how many steps must move with it. */
interface Race {
  readonly earlier: number;
  readonly later: number;
  readonly moved: number;
}

/**
 * A passing run that differs from the failing one in a single reversed race:
 * all that does not depend on the earlier step comes first, then the later one,
 * then the rest in the old order as far as it is still possible. Races that move
 * the fewest steps are tried first, later ones before earlier ones. Null if no
 * single race makes the difference. Cost: at most one run for each race.
 */
export async function nearestPassingTwin<Outcome>(
  program: Program<Outcome>,
  { run, relation }: { run: Recording; relation: HappensBefore },
  options: TwinOptions<Outcome>,
): Promise<PassingTwin<Outcome> | null> {
  const answers = answersByKey(run);
  let tries = 0;
  for (const race of racesOf(run, relation)) {
    if (options.shouldStop?.() === true) return null;
    tries += 1;
    const guide = preferenceGuide(turned(run, relation, race), answers);
    const { timing, order } = options;
    const replayed = await replaySchedule(program, guide, {
      ...(timing === undefined ? {} : { timing }),
      ...(order === undefined ? {} : { order }),
    });
    const { name, outcome, feasible } = replayed;
    if (name === null || !feasible || !options.passes(outcome as Outcome, name)) continue;
    return { replayed, nowFirst: run.keyAt(race.later), nowSecond: run.keyAt(race.earlier), tries };
  }
  return null;
}

function racesOf(run: Recording, relation: HappensBefore): Race[] {
  const races: Race[] = [];
  for (let later = 0; later < run.length; later += 1) {
    for (let edge = relation.edgeStart[later]!; edge < relation.edgeStart[later + 1]!; edge += 1) {
      if (!relation.edgeReversible[edge]!) continue;
      const earlier = relation.edgeFrom[edge]!;
      let moved = 0;
      for (let step = earlier + 1; step < later; step += 1) {
        if (relation.isBefore(earlier, step)) moved += 1;
      }
      races.push({ earlier, later, moved });
    }
  }
  // Determinism: a total order; two races never agree in both steps.
  return races.sort((a, b) => a.moved - b.moved || b.later - a.later || b.earlier - a.earlier);
}

/** The keys of the run with the race turned round. */
function turned(run: Recording, relation: HappensBefore, { earlier, later }: Race): number[] {
  const before: number[] = [];
  const after: number[] = [];
  for (let step = 0; step < run.length; step += 1) {
    if (step === later) continue;
    const staysBefore =
      step < earlier || (step < later && step !== earlier && !relation.isBefore(earlier, step));
    (staysBefore ? before : after).push(run.keyAt(step));
  }
  return [...before, run.keyAt(later), ...after];
}
