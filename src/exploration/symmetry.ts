import type { SymmetricTask } from '../kernel/index.js';
import type { ClassNamer } from './explore.js';
import { ClassFingerprint, type Naming } from './fingerprint.js';
import type { HappensBefore } from './happens-before.js';
import type { OrderRule } from './order-rule.js';
import type { Recording } from './recording.js';

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
