import type { Chooser, Completion, Footprint, Program, SymmetricTask } from '../kernel/index.js';
import { defaultIndex } from './default-order.js';
import { Exhaustive } from './exhaustive.js';
import { exploreOnce } from './explore.js';
import { FootprintIds } from './footprint-ids.js';
import { HappensBefore } from './happens-before.js';
import { Recording } from './recording.js';
import { refuseUnknownLocks } from './settled-locks.js';
import { Symmetry } from './symmetry.js';

/**
 * Chooses the ordering operations by running `program` once in default order,
 * and checks the declaration: with any two neighbours of a group exchanged, the
 * same steps must be possible, in the same windows, with the same conflicts.
 * Null if nothing is declared to be symmetric. Cost: Σ tasks runs, and up to 128
 * for each of three operations of a task.
 */
export async function planSymmetry<Outcome>(
  program: Program<Outcome>,
): Promise<{ symmetry: Symmetry } | { refused: string } | null> {
  const declared = (program.symmetry ?? []).filter((tasks) => tasks.length > 1);
  if (declared.length === 0) return null;
  const pilot = await record(program, (enabled) => defaultIndex(enabled));
  if (pilot === null) return { refused: 'the default run was given up' };
  for (const tasks of declared) {
    for (let i = 0; i + 1 < tasks.length; i += 1) {
      const a = tasks[i]!;
      const b = tasks[i + 1]!;
      const swapped = await record(program, (enabled, step) =>
        step < pilot.length ? indexOfTwin(enabled, pilot.completions[step]!, a, b) : -1,
      );
      if (swapped === null || !isSameShape(pilot, swapped)) {
        return {
          refused: `${a.name} and ${b.name} are declared to be interchangeable but are not`,
        };
      }
    }
  }
  const chosen = declared.map((tasks) => ({ tasks, ordinal: candidates(tasks, pilot)[0] ?? 0 }));
  for (const group of chosen) {
    const options = candidates(group.tasks, pilot).slice(0, TRIALS_MAX);
    let best = Number.NEGATIVE_INFINITY;
    let ordinal = group.ordinal;
    for (const option of options) {
      group.ordinal = option;
      const worth = await trial(program, new Symmetry(chosen));
      if (worth <= best) continue;
      best = worth;
      ordinal = option;
    }
    group.ordinal = ordinal;
  }
  return { symmetry: new Symmetry(chosen) };
}

/**
 * What an order is worth: orbits per run, in the first runs under it; if they
 * were all, the fewer the better. A heuristic: it can cost time, not truth.
 */
async function trial<Outcome>(program: Program<Outcome>, symmetry: Symmetry): Promise<number> {
  let runs = 0;
  const found = await exploreOnce(program, new Exhaustive({ rule: symmetry }), {
    namer: symmetry,
    shouldStop: () => {
      runs += 1;
      return runs > TRIAL_RUNS;
    },
  });
  const tried = found.schedules + found.abandoned;
  return found.coverage.kind === 'complete'
    ? TRIAL_RUNS - tried
    : (found.classes + found.infeasible) / Math.max(1, tried);
}

const TRIAL_RUNS = 128;

/** Operations that are tried out: the likeliest by what the default run shows. */
const TRIALS_MAX = 3;

async function record<Outcome>(
  program: Program<Outcome>,
  choose: Chooser['choose'],
): Promise<Recording | null> {
  const run = new Recording(new FootprintIds(program.accesses));
  let gaveUp = false;
  await program.runOnce({
    sees: 'all',
    choose(enabled, step) {
      const index = choose(enabled, step);
      if (index < 0) gaveUp = true;
      else run.picked(enabled[index]!, step);
      return index;
    },
    stepped(_completion: Completion, footprint: Footprint, step: number) {
      run.stepped(footprint, step);
    },
  });
  refuseUnknownLocks(program);
  return gaveUp ? null : run;
}

/** The pending completion that is to the exchanged tasks what `model` is to the given ones. */
function indexOfTwin(
  enabled: readonly Completion[],
  model: Completion,
  a: SymmetricTask,
  b: SymmetricTask,
): number {
  const ofA = a.ordinal(model.key);
  const ofB = b.ordinal(model.key);
  for (let i = 0; i < enabled.length; i += 1) {
    const { key, minUs, maxUs } = enabled[i]!;
    const fits =
      ofA !== null
        ? b.ordinal(key) === ofA
        : ofB !== null
          ? a.ordinal(key) === ofB
          : key === model.key;
    if (fits) return minUs === model.minUs && maxUs === model.maxUs ? i : -1;
  }
  return -1;
}

function isSameShape(a: Recording, b: Recording): boolean {
  if (a.length !== b.length) return false;
  const left = new HappensBefore();
  const right = new HappensBefore();
  left.update(a);
  right.update(b);
  for (let later = 0; later < a.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      if (left.isBefore(earlier, later) !== right.isBefore(earlier, later)) return false;
    }
  }
  return true;
}

/**
 * Ordinals by which the group may be put in order, the likeliest first: more
 * tasks perform it in the default run, it conflicts between more of them; ties
 * to the smallest.
 */
function candidates(tasks: readonly SymmetricTask[], pilot: Recording): number[] {
  const steps = new Map<number, number[]>();
  for (let step = 0; step < pilot.length; step += 1) {
    for (const task of tasks) {
      const ordinal = task.ordinal(pilot.keyAt(step));
      if (ordinal === null) continue;
      steps.set(ordinal, [...(steps.get(ordinal) ?? []), step]);
    }
  }
  const conflicts = (performed: readonly number[]): number => {
    let count = 0;
    for (const a of performed) {
      for (const b of performed) {
        if (a < b && pilot.ids.conflict(pilot.footprintIds[a]!, pilot.footprintIds[b]!)) count += 1;
      }
    }
    return count;
  };
  return [...steps]
    .map(([ordinal, performed]) => ({
      ordinal,
      tasks: performed.length,
      score: conflicts(performed),
    }))
    .sort((a, b) => b.tasks - a.tasks || b.score - a.score || a.ordinal - b.ordinal)
    .map(({ ordinal }) => ordinal);
}
