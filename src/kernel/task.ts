import { invariant } from './invariant.js';
import { keyOf, type NameTable, ORDINALS_PER_TASK } from './name-table.js';
import type { RandomStream, Streams } from './streams.js';

/** One strand of the code under test: an `async` function with a name that is the same in every order. */
export class Task {
  readonly name: string;
  readonly number: number;
  readonly #streams: Streams;
  #latency: RandomStream | null = null;
  #ordinal = 0;
  ended = false;
  /** Draws made of its latency stream so far. */
  drawsCount = 0;
  /** The step in which it first started tasks; null: it has started none. */
  firstFork: number | null = null;
  /** Tasks that it started and that have not ended. */
  childrenCount = 0;
  /** It has started a task after the first ones, or from elsewhere. */
  forkedLater = false;
  /** A join of its tasks is on its way: no other begins before it. */
  isJoining = false;
  /** Those that have ended and are not joined yet: in which step, and what to tell whoever waits for them. */
  endedChildren: { readonly step: number; readonly settle: () => void }[] = [];
  /** What it waits for besides completions: a lock or a semaphore. */
  waitsFor: Holdable | null = null;
  /** Who started it, where a task did. */
  parent: Task | null = null;
  /** What it dies with, if it can die before its end (see `Kernel.kill`): an object that each of its steps reads. */
  life: string | null = null;
  dead = false;

  constructor(name: string, names: NameTable, streams: Streams) {
    this.name = name;
    this.number = names.numberOf(name);
    this.#streams = streams;
  }

  /** The key of this task's next operation. */
  nextKey(): number {
    const ordinal = this.#ordinal++;
    invariant(
      ordinal < ORDINALS_PER_TASK,
      () => `task ${this.name} has more than ${ORDINALS_PER_TASK} operations`,
    );
    return keyOf(this.number, ordinal);
  }

  /** One draw of this task's own latency stream: another task's draws never shift it. */
  drawLatency(): number {
    this.drawsCount++;
    this.#latency ??= this.#streams.open('latency', this.name);
    return this.#latency.next();
  }
}

/** Something that tasks can wait for and hold: the nodes of the wait-for graph. */
export interface Holdable {
  readonly name: string;
  /** Names of the tasks that hold it now. */
  holders(): readonly string[];
}
