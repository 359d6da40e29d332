import type { Chooser, Completion, Footprint, Program, SymmetricTask } from '../kernel/index.js';
import { defaultIndex } from './default-order.js';
import { Exhaustive, type OrderRule } from './exhaustive.js';
import { type ClassNamer, exploreOnce } from './explore.js';
import { ClassFingerprint, type Naming } from './fingerprint.js';
import { FootprintIds } from './footprint-ids.js';
import { HappensBefore } from './happens-before.js';
import { Recording } from './recording.js';
import { refuseUnknownLocks } from './settled-locks.js';

/** One interchangeable task, and the ordinal of its operation by which the group is put in order. */
interface Group {
  readonly tasks: readonly SymmetricTask[];
  readonly firstSlot: number;
  readonly ordinal: number;
}

/** Above this many renamings a class is counted as it is: more classes than orbits, never fewer. */
const RENAMINGS_MAX = 5040;

/**
 * Interchangeable tasks, used twice. The names of outcomes must not tell them
 * apart: an outcome is found under one naming only.
 *
 * **To explore less** (`OrderRule`): in each group one operation is chosen, and
 * task i + 1 performs it only after task i has. Sound: take any run and rename
 * the tasks of a group in the order in which they perform that operation, those
 * that never do last. The renamed run exists, because the tasks are alike, it
 * is the old one but for names, and it obeys the rule. So every class has a
 * renaming that is explored. Runs in which a task waits for one that never
 * performs the operation are stuck and given up: their renamings are explored
 * elsewhere. Where all tasks always perform the operation and it always conflicts
 * between them, each orbit has exactly one class that obeys the rule, and the
 * search is as optimal as without symmetry; otherwise some runs are redundant
 * or stuck. Which operation does best is tried out (`planSymmetry`).
 *
 * **To count orbits exactly** (`ClassNamer`): a class is named by the smallest
 * fingerprint over the renamings of the tasks that the operation leaves
 * unordered.
 *
 * Source: orbit representatives as in Clarke, Enders, Filkorn, Jha, "Exploiting
 * symmetry in temporal logic model checking" (1996), here for traces.
 */
export class Symmetry implements OrderRule, ClassNamer {
  readonly slotCount: number;
  readonly #groups: readonly Group[];
  readonly #fingerprint = new ClassFingerprint();
  /** Per group: which task gets the first name, the second, and so on. */
  readonly #renaming: number[][];

  constructor(groups: readonly { tasks: readonly SymmetricTask[]; ordinal: number }[]) {
    let slot = 0;
    this.#groups = groups.map(({ tasks, ordinal }) => {
      const group = { tasks, ordinal, firstSlot: slot };
      slot += tasks.length;
      return group;
    });
    this.slotCount = slot;
    this.#renaming = groups.map(({ tasks }) => tasks.map((_, position) => position));
  }

  slotOf(key: number): number {
    for (const group of this.#groups) {
      for (let i = 0; i < group.tasks.length; i += 1) {
        const ordinal = group.tasks[i]!.ordinal(key);
        if (ordinal !== null) return ordinal === group.ordinal ? group.firstSlot + i : -1;
      }
    }
    return -1;
  }

  after(slot: number): number {
    for (const { firstSlot } of this.#groups) if (slot === firstSlot) return -1;
    return slot - 1;
  }

  fingerprint(run: Recording, relation: HappensBefore): { high: number; low: number } {
    const free = this.#groups.map((group, g) =>
      nameInOrder(group, run, relation, this.#renaming[g]!),
    );
    const late = free.map((_, g) => this.#groups[g]!.tasks.length - free[g]!);
    let renamings = 1;
    for (const count of late) for (let i = count; i > 1; i -= 1) renamings *= i;
    let best = this.#named(run, relation);
    if (renamings === 1 || renamings > RENAMINGS_MAX) return best;
    this.#eachRenaming(0, free, () => {
      const next = this.#named(run, relation);
      if (next.high < best.high || (next.high === best.high && next.low < best.low)) best = next;
    });
    return best;
  }

  #named(run: Recording, relation: HappensBefore): { high: number; low: number } {
    this.#fingerprint.update(run, relation, 0, this.#naming);
    return { high: this.#fingerprint.high, low: this.#fingerprint.low };
  }

  /** Keys of the groups become negative: group, renamed task, ordinal. */
  readonly #naming: Naming = (key) => {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#placeOf(key);
      this.#places.set(key, place);
    }
    if (place === null) return key;
    const { group, task, ordinal } = place;
    return -1 - ((group * 256 + this.#renaming[group]!.indexOf(task)) * 65536 + ordinal);
  };

  /** Where each key belongs, looked up once: a class may be named under hundreds of renamings. */
  readonly #places = new Map<number, { group: number; task: number; ordinal: number } | null>();

  #placeOf(key: number): { group: number; task: number; ordinal: number } | null {
    for (let group = 0; group < this.#groups.length; group += 1) {
      const { tasks } = this.#groups[group]!;
      for (let task = 0; task < tasks.length; task += 1) {
        const ordinal = tasks[task]!.ordinal(key);
        if (ordinal !== null) return { group, task, ordinal };
      }
    }
    return null;
  }

  /** Calls `visit` for every way to rename the tasks from `free[g]` on in each group. */
  #eachRenaming(g: number, free: readonly number[], visit: () => void): void {
    const names = this.#renaming[g];
    if (names === undefined) visit();
    else eachPermutation(names, free[g]!, () => this.#eachRenaming(g + 1, free, visit));
  }
}

/** Calls `visit` with every order of the names from `at` on, and puts them back. */
function eachPermutation(names: number[], at: number, visit: () => void): void {
  if (at >= names.length) visit();
  for (let other = at; other < names.length; other += 1) {
    swap(names, at, other);
    eachPermutation(names, at + 1, visit);
    swap(names, at, other);
  }
}

/**
 * Gives the group's names to its tasks in the order in which they performed the
 * ordering operation, the others after them, and answers how many names are
 * settled by that: none if two tasks performed it concurrently. (Runs that obey
 * the rule keep their names; others are named like the one that does.)
 */
function nameInOrder(
  { tasks, ordinal }: Group,
  run: Recording,
  relation: HappensBefore,
  names: number[],
): number {
  let settled = 0;
  let previous = -1;
  let isChain = true;
  for (let task = 0; task < tasks.length; task += 1) names[task] = task;
  for (let step = 0; step < run.length; step += 1) {
    const key = run.keyAt(step);
    const task = tasks.findIndex((one) => one.ordinal(key) === ordinal);
    if (task < 0) continue;
    if (previous >= 0 && !relation.isBefore(previous, step)) isChain = false;
    previous = step;
    names.splice(names.indexOf(task), 1);
    names.splice(settled, 0, task);
    settled += 1;
  }
  return isChain ? settled : 0;
}

function swap(list: number[], a: number, b: number): void {
  const kept = list[a]!;
  list[a] = list[b]!;
  list[b] = kept;
}

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
