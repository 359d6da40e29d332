import type { AccessTable, Footprint } from './footprint.js';
import type { LockKnowledge } from './lock-knowledge.js';

/** `join`: a task goes on because all the tasks that it started have ended. */
export type CompletionKind = 'arrival' | 'timer' | 'effect' | 'response' | 'reply' | 'join';

/**
 * Something that may come next: a choice that a chooser may pick. Once pending
 * it stays enabled until it is picked; nothing withdraws it.
 */
export interface Completion {
  /** Stable identity: equal in every order of the same program (task and its how-many-eth operation). */
  readonly key: number;
  readonly kind: CompletionKind;
  /** Index of the step that issued it; -1: there from the start. */
  readonly parent: number;
  /**
   * Further steps that had to be made before it was issued, in other orders each
   * of them may be the last (a join: the ends of all tasks that are joined). Its
   * window counts from whichever of `since` and these comes last.
   */
  readonly alsoAfter?: readonly number[];
  /** Index of the step from which its window counts; -1: the start. Usually the parent. */
  readonly since: number;
  /** It comes at least `minUs` and at most `maxUs` after `since` (hard integer bounds; Infinity: never forced). */
  readonly minUs: number;
  readonly maxUs: number;
  /** When it comes by the latency that was drawn: the default order is by this. */
  readonly dueUs: number;
}

/** A comparison of the clock made inside a step: "have `windowUs` passed since step `since`?" */
export interface Comparison {
  readonly since: number;
  readonly windowUs: number;
  /**
   * The earlier moment is known only to this granularity (1: exactly; 1,000,000:
   * its clock second, counted from `phaseUs` before the start), rounded down.
   */
  readonly granularityUs: number;
  readonly phaseUs: number;
  /** The answer by the drawn latencies. */
  readonly byDefault: boolean;
}

/**
 * Answers every choice point of one run.
 * `sees: 'earliest'`: `choose` is offered only the completions of the earliest
 * due time (the default order); `sees: 'all'`: everything that is pending.
 */
export interface Chooser {
  readonly sees: 'earliest' | 'all';
  /** Picks an index into `enabled` (in the order of issue, never empty). Negative: give this run up. */
  choose(enabled: readonly Completion[], step: number): number;
  /** Answers a comparison of the clock. Left out: `byDefault`. */
  compare?(comparison: Comparison, step: number): boolean;
  /** When the chosen completion comes, instead of its due time: for showing an order with a witness timing. */
  timeOf?(completion: Completion, step: number): number;
  /** Told after each step what it touched. The array may be kept; all steps with this footprint share it. */
  stepped?(completion: Completion, footprint: Footprint, step: number): void;
}

/** Anything that can be run again and again under a chooser. The engine knows nothing else of it. */
export interface Program<Outcome> {
  readonly accesses: AccessTable;
  /**
   * What is known of its locks: the very object that its kernels have. By it the
   * engine sees that a lock matters which it took for free, and begins again. A
   * program that has a lock and does not carry this is refused (`ProgramFault`).
   */
  readonly locks?: LockKnowledge;
  /** Words for a completion's key, for people. */
  labelOf(key: number): string;
  /** Runs from the same start each time: same answers of the chooser, same run. */
  runOnce(chooser: Chooser): Promise<Outcome> | Outcome;
  /** Name of an outcome: equal names count as equal outcomes. */
  nameOf(outcome: Outcome): string;
  /**
   * Interchangeable parts: each inner list holds, task by task, a function of
   * the completion's key; see `Symmetry` in the exploration room. Absent: none.
   */
  readonly symmetry?: readonly (readonly SymmetricTask[])[];
}

/** One of several tasks that are alike but for their name: `owns` says which completions are its own, `ordinal` which of them. */
export interface SymmetricTask {
  readonly name: string;
  ordinal(key: number): number | null;
}
