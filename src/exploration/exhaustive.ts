import type { Comparison, Completion } from '../kernel/index.js';
import type { Coverage, Drift } from './coverage.js';
import { byDueThenKey, type DefaultOrder } from './default-order.js';
import { EventTable } from './event-table.js';
import type { FootprintIds } from './footprint-ids.js';
import type { HappensBefore } from './happens-before.js';
import { type OrderRule, RuledWaits } from './order-rule.js';
import type { Recording } from './recording.js';
import { type Answers, isAnswersPrefix, NO_ANSWERS } from './schedule.js';
import type { EndedRun, Strategy } from './strategy.js';
import {
  type Branch,
  type Event,
  insertSequence,
  isCovered,
  restsOfLeaf,
  type Sequence,
  takeCovered,
} from './wakeup-tree.js';

export interface ExhaustiveOptions {
  readonly order?: DefaultOrder;
  readonly rule?: OrderRule;
}

/** What is known at one depth of the current run. */
interface Level {
  /** Run from an ancestor, and commuting with everything since: need not be run here. */
  asleep: Event[];
  /** Run from here, with all that follows. */
  explored: Event[];
  /** To be run from here. */
  waiting: Branch[];
  /** What the current run takes here by request; null: a free pick. */
  branch: Branch | null;
  /** What the current run took here. */
  event: Event;
  /** Where it stood in `enabled`. */
  index: number;
}

const NO_EVENT: Event = { key: -1, answers: NO_ANSWERS, footprint: 0 };

/**
 * Every class once: optimal dynamic partial-order reduction with wakeup trees.
 *
 * Source: Abdulla, Aronis, Jonsson, Sagonas, "Source Sets: A Foundation for
 * Optimal Dynamic Partial Order Reduction", JACM 64(4), 2017 (Optimal-DPOR).
 * Every completion is a process of one step that is never disabled, so a race
 * is reversible unless the one created the other.
 *
 * Three things differ.
 *
 * **A step's footprint may depend on what came before it.** When the race of e
 * and e' is turned round, what e' will touch is not known until it is run. The
 * paper's test "does somebody else run this?" is made with the footprint that
 * e' had. It may err, but never loses a class: among the sleeping events that
 * first get into conflict with e', take the one, q, that does so at e''s latest
 * access. A step is a function of what it reads, so in q's run e' had made the
 * same accesses up to that one, thus touches whatever the others conflict with,
 * and the sequence from q's run is not taken for covered. (This is the choice
 * of a maximal element in the paper's proof, refined by the position of the
 * first conflict; tested against unreduced search. It needs footprints in which the first access that
 * differs is one that both versions of the step make: a statement must record
 * the range that it looked at whether or not it found rows there.)
 * As a tree's leaf such an event takes in only sequences that contain it. When
 * it has been run, the sequences that wait beside it and prove to belong below it are moved there;
 * if somebody sleeps although the prediction said that e' would wake him, only
 * what was asked for below is run, and nothing else: a run given up, counted
 * as abandoned. With footprints that do not depend on data there are none.
 *
 * **Answers of comparisons.** Each answer has a race with the other answer:
 * all that does not depend on the step, then the step with that answer turned.
 *
 * **An `OrderRule`** makes completions wait. It is a second creation edge, so
 * the algorithm is that of the program in which they do wait; a run that is
 * stuck by it is given up, after its races were turned.
 *
 * Cost: per run, races × steps for the sequences, plus tests against sleepers;
 * nothing but a scan for a known index on the replayed prefix. Memory: the
 * wakeup trees along one run, kept as lists (see `Branch`). There is no bound on
 * them but the number of classes. Measured on one reader behind 15 writers
 * (147,456 classes of 31 to 46 steps): 75 MB alive at most, after 65,000
 * classes, and none at the end; where each event was a node: 323 MB.
 */
export class Exhaustive implements Strategy {
  readonly name = 'exhaustive';
  readonly #order: DefaultOrder;
  readonly #levels: Level[] = [];
  readonly #waits: RuledWaits | undefined;
  readonly #sequence: Event[] = [];
  readonly #events = new EventTable();
  #run!: Recording;
  #ids!: FootprintIds;
  /** Steps of the last run, and how many of them the coming one repeats. */
  #length = 0;
  #shared = 0;
  #settled = 0;
  #started = false;
  #finished = false;
  #stuck = false;
  #drift: Drift | null = null;

  constructor(options: ExhaustiveOptions = {}) {
    this.#order = options.order ?? byDueThenKey;
    this.#waits = options.rule === undefined ? undefined : new RuledWaits(options.rule);
  }

  get sharedPrefix(): number {
    return this.#shared;
  }

  begin(run: Recording): boolean {
    if (this.#drift !== null || this.#finished) return false;
    if (!this.#started) {
      this.#started = true;
      this.#run = run;
      this.#ids = run.ids;
      this.#levelAt(0);
      return this.#ready(0);
    }
    for (let depth = this.#length - 1; depth >= 0; depth -= 1) {
      const level = this.#levels[depth]!;
      level.explored.push(level.event);
      const next = level.waiting.shift();
      if (next === undefined) continue;
      level.branch = next;
      return this.#ready(depth);
    }
    this.#finished = true;
    return false;
  }

  #ready(shared: number): true {
    this.#shared = shared;
    this.#settled = shared;
    this.#stuck = false;
    this.#length = 0;
    this.#waits?.begin();
    return true;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const index = step < this.#shared ? this.#repeat(enabled, step) : this.#pick(enabled, step);
    if (index >= 0) {
      this.#length = step + 1;
      this.#waits?.note(enabled[index]!.key, step);
    }
    return index;
  }

  #repeat(enabled: readonly Completion[], step: number): number {
    const level = this.#levels[step]!;
    const index = level.index;
    if (enabled[index]?.key !== level.event.key)
      return this.#drifted(enabled, step, level.event.key);
    return index;
  }

  #pick(enabled: readonly Completion[], step: number): number {
    if (step > this.#settled && !this.#settle(step - 1)) return -1;
    const level = this.#levelAt(step);
    if (step > this.#shared) level.branch = level.waiting.shift() ?? null;
    if (level.branch === null) {
      level.index = this.#freePick(enabled);
      this.#stuck = level.index < 0;
      return level.index;
    }
    const key = level.branch.event.key;
    level.index = -1;
    for (let i = 0; i < enabled.length; i += 1) if (enabled[i]!.key === key) level.index = i;
    return level.index < 0 ? this.#drifted(enabled, step, key) : level.index;
  }

  /** The default pick among what need not wait; -1 if all of it must. */
  #freePick(enabled: readonly Completion[]): number {
    const waits = this.#waits;
    let best = -1;
    for (let i = 0; i < enabled.length; i += 1) {
      if (waits?.mustWait(enabled[i]!.key) === true) continue;
      if (best < 0 || this.#order(enabled[i]!, enabled[best]!) < 0) best = i;
    }
    return best;
  }

  compare(comparison: Comparison, step: number): boolean {
    const level = this.#levels[step]!;
    if (step < this.#shared) return level.event.answers[this.#asked(step)]!;
    const nth = this.#run.answers[step]!.length;
    const script = level.branch === null ? NO_ANSWERS : level.branch.event.answers;
    return nth < script.length ? script[nth]! : comparison.byDefault;
  }

  /** How many comparisons the repeated step has asked in this run. */
  #asked(step: number): number {
    if (this.#askedStep !== step) {
      this.#askedStep = step;
      this.#askedCount = 0;
    }
    this.#askedCount += 1;
    return this.#askedCount - 1;
  }
  #askedStep = -1;
  #askedCount = 0;

  end({ run, relation, ended }: EndedRun): void {
    this.#askedStep = -1;
    if (this.#drift !== null) return;
    if (ended === 'abandoned' && !this.#stuck) return;
    if (run.length > this.#settled && !this.#settle(run.length - 1)) return;
    this.#turnRaces(run, this.#waits?.relationOf(run) ?? relation);
  }

  coverage(): Coverage {
    if (this.#drift !== null) return { kind: 'unsteady', drift: this.#drift };
    return this.#finished ? { kind: 'complete' } : { kind: 'unfinished' };
  }

  /**
   * Knuth's guess: at each depth of the run that has just ended, the children
   * that are done, each taken to be as large as its siblings, of which more may
   * yet be asked for. Tends to be too high at first.
   */
  progress(): number {
    let share = 0;
    let weight = 1;
    for (let depth = 0; depth < this.#length; depth += 1) {
      const { explored, waiting } = this.#levels[depth]!;
      const children = explored.length + 1 + waiting.length;
      share += (weight * explored.length) / children;
      weight /= children;
    }
    return share + weight;
  }

  #levelAt(depth: number): Level {
    let level = this.#levels[depth];
    if (level === undefined) {
      level = { asleep: [], explored: [], waiting: [], branch: null, event: NO_EVENT, index: -1 };
      this.#levels[depth] = level;
    }
    return level;
  }

  /**
   * `step` has been run: its event is known, and with it who sleeps after it.
   * False: the run is to be given up.
   */
  #settle(step: number): boolean {
    this.#settled = step + 1;
    const level = this.#levels[step]!;
    const footprint = this.#run.footprintIds[step]!;
    const answers = this.#run.answers[step]!;
    const event = this.#events.of(this.#run.completions[step]!.key, answers, footprint);
    level.event = event;
    const next = this.#levelAt(step + 1);
    next.explored = [];
    next.waiting = [];
    next.branch = null;
    next.asleep = [];
    this.#carrySleep(level.asleep, event, next.asleep);
    this.#carrySleep(level.explored, event, next.asleep);
    const branch = level.branch;
    if (branch === null) return true;
    if (!branch.isLeaf) {
      if (!agrees(branch.event, event)) {
        this.#drift = {
          step,
          expected: `completion ${event.key} touches what it touched before`,
          seen: 'it touched or compared something else',
          possible: [event.key],
        };
        return false;
      }
      next.waiting = branch.children;
      return true;
    }
    const { below, beside } = restsOfLeaf(branch, event, this.#ids);
    for (const sequence of beside) this.#ask(level, sequence);
    const moved = level.waiting.length > 0 ? takeCovered(level.waiting, event, this.#ids) : [];
    if (next.asleep.length === 0) return true;
    for (const rest of below) this.#ask(next, rest);
    for (const rest of moved) this.#ask(next, rest);
    return next.waiting.length > 0;
  }

  #carrySleep(from: readonly Event[], event: Event, to: Event[]): void {
    for (let i = 0; i < from.length; i += 1) {
      const sleeper = from[i]!;
      if (sleeper.key === event.key) continue;
      if (!this.#ids.conflict(sleeper.footprint, event.footprint)) to.push(sleeper);
    }
  }

  #ask(level: Level, sequence: Sequence): void {
    if (sequence.length === 0) return;
    if (isCovered(level.asleep, sequence, sequence.length, this.#ids)) return;
    if (isCovered(level.explored, sequence, sequence.length, this.#ids)) return;
    insertSequence(level.waiting, sequence, this.#ids);
  }

  /** For each race of the run, and each answer: the sequence that turns it round. */
  #turnRaces(run: Recording, relation: HappensBefore): void {
    const { edgeStart, edgeFrom, edgeReversible } = relation;
    for (let later = 0; later < run.length; later += 1) {
      for (let edge = edgeStart[later]!; edge < edgeStart[later + 1]!; edge += 1) {
        if (edgeReversible[edge]!)
          this.#turn(relation, edgeFrom[edge]!, later, this.#levels[later]!.event);
      }
      const event = this.#levels[later]!.event;
      for (let nth = 0; nth < event.answers.length; nth += 1) {
        const answers: Answers = [...event.answers.slice(0, nth), !event.answers[nth]!];
        this.#turn(relation, later, later, { ...event, answers });
      }
    }
  }

  /** Asks, before `earlier`, for all that does not depend on it, and then for `last`, which is at `later`. */
  #turn(relation: HappensBefore, earlier: number, later: number, last: Event): void {
    const sequence = this.#sequence;
    let length = 0;
    for (let step = earlier + 1; step < relation.length; step += 1) {
      if (step === later || relation.isBefore(earlier, step)) continue;
      sequence[length] = this.#levels[step]!.event;
      length += 1;
    }
    sequence[length] = last;
    length += 1;
    const level = this.#levels[earlier]!;
    if (isCovered(level.asleep, sequence, length, this.#ids)) return;
    if (isCovered(level.explored, sequence, length, this.#ids)) return;
    insertSequence(level.waiting, sequence.slice(0, length), this.#ids);
  }

  #drifted(enabled: readonly Completion[], step: number, key: number): number {
    this.#drift = {
      step,
      expected: `completion ${key} is pending`,
      seen: `it is not, among ${enabled.length}`,
      possible: enabled.map((completion) => completion.key),
    };
    return -1;
  }
}

/** Did an event that was seen before come out as it was seen? */
function agrees(expected: Event, seen: Event): boolean {
  return expected.footprint === seen.footprint && isAnswersPrefix(expected.answers, seen.answers);
}
