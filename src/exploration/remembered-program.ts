import type {
  AccessTable,
  Chooser,
  Comparison,
  Completion,
  CompletionKind,
  Footprint,
  LockKnowledge,
  Program,
} from '../kernel/index.js';
import { ClassFingerprint } from './fingerprint.js';
import { FootprintIds } from './footprint-ids.js';
import { HappensBefore } from './happens-before.js';
import { Recording } from './recording.js';
import { isPromise } from './recording-chooser.js';
import { lockWatch } from './settled-locks.js';

/** A pending completion, told without step numbers: those differ between equivalent orders. */
interface Pending {
  readonly key: number;
  readonly kind: CompletionKind;
  readonly parentKey: number;
  readonly sinceKey: number;
  readonly alsoAfterKeys: readonly number[];
  readonly minUs: number;
  readonly maxUs: number;
  readonly dueUs: number;
}

/** A prefix of runs, up to the order of independent steps. */
interface Place<Outcome> {
  /** Sorted by key, so that what a strategy is offered does not depend on how the place was first reached. */
  readonly pending: readonly Pending[];
  readonly outcome: Outcome | null;
  readonly next: (Way<Outcome> | undefined)[];
}

interface Way<Outcome> {
  readonly footprint: Footprint;
  readonly place: Place<Outcome>;
}

/** Places kept; beyond that runs are made and not remembered. */
const PLACES_MAX = 400_000;
/**
 * After so many made runs, memory that has answered less than one run for so
 * many made ones is given up: to remember a run costs as much as to make one.
 * The first trial ends what is hopeless (four unguarded tasks: no schedule of
 * the first 3,000 came again, and after 48,000 only 28 % did), the second what
 * does not pay.
 */
const TRIALS: readonly { readonly made: number; readonly madePerHit: number }[] = [
  { made: 256, madePerHit: 16 },
  { made: 2_048, madePerHit: 2 },
];
const START = -1;

/**
 * A program that need not be run where it has been before. Runs that differ
 * only in the order of independent steps lead to the same place (same pending
 * completions, same futures), so places are merged by the fingerprint of the
 * prefix that leads there; a schedule that stays on remembered ways is answered
 * without the program. Sound for the same reason as the reduction itself, and
 * for the same programs: outcomes depend on a run's class alone. A step that
 * compares the clock is not remembered, nor what comes after it.
 *
 * For sampling, where most schedules are old classes; an exhaustive search runs
 * each class once and gains nothing. `choose` is offered completions sorted by
 * key, remembered or not, so a strategy's draws mean the same either way; due
 * times are those of the order in which a place was first reached. Memory: some
 * hundred bytes a place. All is forgotten when a lock turns out to matter: from
 * then on footprints mean something else.
 */
export class RememberedProgram<Outcome> implements Program<Outcome> {
  readonly accesses: AccessTable;
  readonly locks?: LockKnowledge;
  /** Runs that were answered from memory, and runs that were made. */
  remembered = 0;
  made = 0;
  readonly #program: Program<Outcome>;
  readonly #run: Recording;
  readonly #relation = new HappensBefore();
  readonly #fingerprint = new ClassFingerprint();
  readonly #places = new Map<string, Place<Outcome>>();
  #root: Place<Outcome> | null = null;
  readonly #memory: 'use' | 'ignore';
  #forgotten: boolean;
  #isOutdated: () => boolean;

  /** @param memory `ignore`: every run is made, in the order of `choose` that memory would offer */
  constructor(program: Program<Outcome>, memory: 'use' | 'ignore' = 'use') {
    this.#program = program;
    this.#memory = memory;
    this.#forgotten = memory === 'ignore';
    this.accesses = program.accesses;
    if (program.locks !== undefined) this.locks = program.locks;
    this.#isOutdated = lockWatch(program);
    this.#run = new Recording(new FootprintIds(program.accesses));
  }

  labelOf(key: number): string {
    return this.#program.labelOf(key);
  }

  nameOf(outcome: Outcome): string {
    return this.#program.nameOf(outcome);
  }

  runOnce(chooser: Chooser): Promise<Outcome> | Outcome {
    if (this.#isOutdated()) this.#beginAgain();
    for (const { made, madePerHit } of TRIALS) {
      if (this.made === made && madePerHit * this.remembered < made) this.#forget();
    }
    const keys: number[] = [];
    let place = this.#root;
    if (place === null) return this.#make(chooser, keys);
    const stepOf = new Map<number, number>();
    for (;;) {
      if (place.pending.length === 0) return this.#recall(place.outcome as Outcome);
      const step = keys.length;
      const offered = place.pending.map((pending) => placed(pending, stepOf));
      const index = chooser.choose(offered, step);
      // Given up: whoever chose so ignores the outcome.
      if (index < 0) return place.outcome as Outcome;
      const picked = offered[index]!;
      keys.push(picked.key);
      const way: Way<Outcome> | undefined = place.next[index];
      if (way === undefined) return this.#make(chooser, keys);
      chooser.stepped?.(picked, way.footprint, step);
      stepOf.set(picked.key, step);
      place = way.place;
    }
  }

  #recall(outcome: Outcome): Outcome {
    this.remembered += 1;
    return outcome;
  }

  /** Makes a run whose first picks are given; all but the last of them are remembered and told already. */
  #make(chooser: Chooser, keys: readonly number[]): Promise<Outcome> | Outcome {
    this.made += 1;
    if (this.#forgotten) return this.#program.runOnce(new InOrderOfKeys(chooser));
    const follower = new Follower(chooser, keys, this.#run);
    const result = this.#program.runOnce(follower);
    const keep = (outcome: Outcome): Outcome => {
      if (!follower.gaveUp) this.#remember(follower, outcome);
      return outcome;
    };
    return isPromise(result) ? result.then(keep) : keep(result);
  }

  #forget(): void {
    this.#root = null;
    this.#places.clear();
    this.#forgotten = true;
  }

  #beginAgain(): void {
    this.#forget();
    this.#forgotten = this.#memory === 'ignore';
    this.#isOutdated = lockWatch(this.#program);
    this.remembered = 0;
    this.made = 0;
  }

  #remember({ offers, firstComparison }: Follower, outcome: Outcome): void {
    const run = this.#run;
    if (this.#places.size > PLACES_MAX) return;
    this.#relation.update(run, 0);
    this.#fingerprint.update(run, this.#relation, 0);
    const end = Math.min(run.length, firstComparison);
    let place = this.#placeAt(0, offers, outcome);
    this.#root ??= place;
    for (let step = 0; step < end; step += 1) {
      const index = place.pending.findIndex(({ key }) => key === run.keyAt(step));
      const known: Way<Outcome> | undefined = place.next[index];
      if (known !== undefined) {
        place = known.place;
        continue;
      }
      const next = this.#placeAt(step + 1, offers, outcome);
      place.next[index] = { footprint: run.footprints[step]!, place: next };
      place = next;
    }
  }

  #placeAt(
    length: number,
    offers: readonly (readonly Completion[])[],
    outcome: Outcome,
  ): Place<Outcome> {
    const name = this.#fingerprint.prefix(length);
    let place = this.#places.get(name);
    if (place === undefined) {
      const run = this.#run;
      const keyAt = (step: number): number => (step < 0 ? START : run.keyAt(step));
      const pending = (offers[length] ?? []).map((completion) => {
        const { key, kind, parent, since, alsoAfter = [], minUs, maxUs, dueUs } = completion;
        const alsoAfterKeys = alsoAfter.map(keyAt);
        const [parentKey, sinceKey] = [keyAt(parent), keyAt(since)];
        return { key, kind, parentKey, sinceKey, alsoAfterKeys, minUs, maxUs, dueUs };
      });
      place = { pending, outcome: pending.length === 0 ? outcome : null, next: [] };
      this.#places.set(name, place);
    }
    return place;
  }
}

/** Leads a run along given picks, then lets another chooser go on; writes everything down. */
class Follower implements Chooser {
  readonly sees = 'all';
  gaveUp = false;
  /** What was offered at each step, sorted by key. */
  readonly offers: (readonly Completion[])[] = [];
  /** Step of the first comparison of the clock; ∞: none. */
  firstComparison = Number.POSITIVE_INFINITY;
  readonly #chooser: Chooser;
  readonly #keys: readonly number[];
  readonly #run: Recording;

  constructor(chooser: Chooser, keys: readonly number[], run: Recording) {
    this.#chooser = chooser;
    this.#keys = keys;
    this.#run = run;
    run.length = 0;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const sorted = inOrderOfKeys(enabled);
    this.offers[step] = sorted;
    let picked: Completion | undefined;
    if (step < this.#keys.length) {
      picked = sorted.find(({ key }) => key === this.#keys[step]);
    } else {
      picked = sorted[this.#chooser.choose(sorted, step)];
    }
    if (picked === undefined) {
      this.gaveUp = true;
      return -1;
    }
    this.#run.picked(picked, step);
    return enabled.indexOf(picked);
  }

  compare(comparison: Comparison, step: number): boolean {
    this.firstComparison = Math.min(this.firstComparison, step);
    return this.#chooser.compare?.(comparison, step) ?? comparison.byDefault;
  }

  stepped(completion: Completion, footprint: Footprint, step: number): void {
    this.#run.stepped(footprint, step);
    if (step >= this.#keys.length - 1) this.#chooser.stepped?.(completion, footprint, step);
  }
}

/** Offers what memory would offer, and keeps nothing. */
class InOrderOfKeys implements Chooser {
  readonly sees = 'all';
  readonly #chooser: Chooser;

  constructor(chooser: Chooser) {
    this.#chooser = chooser;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const sorted = inOrderOfKeys(enabled);
    const index = this.#chooser.choose(sorted, step);
    return index < 0 ? index : enabled.indexOf(sorted[index]!);
  }

  compare(comparison: Comparison, step: number): boolean {
    return this.#chooser.compare?.(comparison, step) ?? comparison.byDefault;
  }

  stepped(completion: Completion, footprint: Footprint, step: number): void {
    this.#chooser.stepped?.(completion, footprint, step);
  }
}

function inOrderOfKeys(enabled: readonly Completion[]): Completion[] {
  return [...enabled].sort((a, b) => a.key - b.key);
}

/** A remembered completion with the step numbers of the present run. */
function placed(pending: Pending, stepOf: ReadonlyMap<number, number>): Completion {
  const { key, kind, parentKey, sinceKey, alsoAfterKeys, minUs, maxUs, dueUs } = pending;
  const parent = parentKey === START ? START : stepOf.get(parentKey)!;
  const since = sinceKey === START ? START : stepOf.get(sinceKey)!;
  const completion = { key, kind, parent, since, minUs, maxUs, dueUs };
  if (alsoAfterKeys.length === 0) return completion;
  return { ...completion, alsoAfter: alsoAfterKeys.map((one) => stepOf.get(one)!) };
}
