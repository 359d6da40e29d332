import type { Chooser, CompletionKind } from './choice-point.js';
import type { FactNotes, KernelFact } from './completion-fact.js';
import {
  type CompletionQueue,
  EarliestQueue,
  type Fire,
  OpenQueue,
  PendingCompletion,
} from './completion-queue.js';
import type { AccessMode, AccessTable, KeyRange } from './footprint.js';
import { type HostTurns, hostTurns } from './host-turns.js';
import { invariant } from './invariant.js';
import { Joins } from './joins.js';
import type { LockKnowledge } from './lock-knowledge.js';
import { type NameTable, taskNumberOf } from './name-table.js';
import { type Settling, settle } from './settle.js';
import type { Streams } from './streams.js';
import { Task } from './task.js';
import { type Blocked, blockedOf, isStuckAmong, waitingOf } from './wait-graph.js';

/** What outlives a run of one program: names, accesses and the streams of its seed. */
export interface KernelSetting {
  readonly names: NameTable;
  readonly accesses: AccessTable;
  readonly streams: Streams;
  readonly locks: LockKnowledge;
  readonly settling?: Settling;
  /** When a long run lets the host turn. Default: those of the thread. */
  readonly turns?: HostTurns;
  /** A run of more steps is taken for a livelock and ended. Default: no limit. */
  readonly stepsMax?: number;
}

/** A delay with its hard window, in integer microseconds. */
export interface Delay {
  readonly us: number;
  readonly minUs: number;
  readonly maxUs: number;
}

/** Steps of one run between two looks at whether the host is due for a turn. A power of two. */
const STEPS_PER_LOOK = 32;

/** Which draw of which task's latency stream became a leg's latency. */
export interface LegDraw {
  readonly task: string;
  /** Counts from 0. */
  readonly index: number;
  readonly operation: string;
  readonly leg: 'request' | 'response';
}

/**
 * The virtual clock and the event loop. Time is integer microseconds from 0 and
 * jumps from completion to completion; code under test is ordinary `async`
 * code between them. One kernel runs one run.
 */
export class Kernel {
  nowUs = 0;
  /** Index of the step that is being made; -1 before the first. */
  step = -1;
  readonly chooser: Chooser;
  readonly accesses: AccessTable;
  readonly locks: LockKnowledge;
  /** What completions are, by key; noted only where somebody wants to know. */
  facts: FactNotes | null = null;
  /** What kind of call a completion is a leg of, by key; the kernel only carries it. */
  operations: Map<number, string> | null = null;
  /** The draw that a leg's latency was made of, by key; filled where it is set. */
  draws: Map<number, LegDraw> | null = null;
  readonly #names: NameTable;
  readonly #streams: Streams;
  readonly #settling: Settling;
  readonly #turns: HostTurns;
  readonly #stepsMax: number;
  readonly #queue: CompletionQueue;
  readonly #recording: boolean;
  /** What the present step has touched: the first `#touchedCount`; one array for all steps. */
  readonly #touched: number[] = [];
  #touchedCount = 0;
  readonly #tasks = new Set<Task>();
  readonly #joins: Joins;
  /** Tasks that can die before their end, by number. */
  readonly #mortals = new Map<number, Task>();
  #issued = 0;
  /** Number of the task whose completion is being run. */
  #running = -1;
  #failure: { error: unknown; task: string } | null = null;
  /** Time of the last step in which something happened. */
  #lastUs = 0;
  /** The run was given up by its chooser before its end. */
  abandoned = false;
  /** The run was ended because it took more steps than it may. */
  endless = false;

  constructor(setting: KernelSetting, chooser: Chooser) {
    this.chooser = chooser;
    this.accesses = setting.accesses;
    setting.locks.startRun();
    this.locks = setting.locks;
    this.#names = setting.names;
    this.#streams = setting.streams;
    this.#settling = setting.settling ?? 'exact';
    this.#turns = setting.turns ?? hostTurns;
    this.#stepsMax = setting.stepsMax ?? Number.POSITIVE_INFINITY;
    this.#queue = chooser.sees === 'all' ? new OpenQueue() : new EarliestQueue();
    this.#recording = chooser.stepped !== undefined;
    this.#joins = new Joins(this);
  }

  /**
   * Runs until nothing is pending. Throws what a task threw and nobody caught.
   * Cost: O(log n) a step in the default order, n the pending completions.
   */
  async run(): Promise<void> {
    await settle(this.#settling);
    // What happens before the first step comes before every step: it is no part of whichever is first.
    this.#touchedCount = 0;
    this.locks.learn();
    while (this.#queue.size > 0 && this.#failure === null) {
      if (this.step + 1 >= this.#stepsMax) {
        this.endless = true;
        return;
      }
      const candidates = this.#queue.candidates();
      const index = this.chooser.choose(candidates, this.step + 1);
      if (index < 0) {
        this.abandoned = true;
        return;
      }
      const next = this.#queue.take(index);
      this.step++;
      this.#running = taskNumberOf(next.key);
      this.nowUs = this.chooser.timeOf?.(next, this.step) ?? Math.max(this.nowUs, next.dueUs);
      const said = this.#mortals.size === 0 || this.#goesOn(next) ? next.fire() : 'silent';
      if (said !== 'late') this.#lastUs = this.nowUs;
      // A long run lets the host turn now and then: signals and timers of the process are heard.
      if (this.step % STEPS_PER_LOOK === STEPS_PER_LOOK - 1 && this.#turns.isDue())
        await this.#turns.turn();
      else if (said !== 'silent' && said !== 'late') await settle(this.#settling);
      if (this.#recording) this.#closeStep(next);
    }
    if (this.#failure !== null) throw this.#failure.error;
    this.nowUs = this.#lastUs;
  }

  /** Issues a completion of `task`: after `delay`, counted from this step, `fire` runs. `key`: one reserved before (`task.nextKey()`). */
  schedule(task: Task, kind: CompletionKind, delay: Delay, fire: Fire, key?: number): void {
    this.scheduleAt(task, kind, delay, this.nowUs + delay.us, this.step, fire, key);
  }

  /** As `schedule`, with the due time given: for windows that count from an earlier step. */
  scheduleAt(
    task: Task,
    kind: CompletionKind,
    window: { minUs: number; maxUs: number },
    dueUs: number,
    since: number,
    fire: Fire,
    key = task.nextKey(),
  ): void {
    invariant(Number.isSafeInteger(dueUs) && dueUs >= 0, () => `due time ${dueUs} of ${task.name}`);
    this.#queue.push(
      new PendingCompletion(
        key,
        kind,
        this.step,
        since,
        window.minUs,
        window.maxUs,
        dueUs,
        this.#issued++,
        fire,
      ),
    );
  }

  /** Issues a join, due at this moment. `after`: the steps, beside this one, in which the joined tasks ended. */
  scheduleJoin(parent: Task, after: readonly number[], fire: Fire): void {
    const key = parent.nextKey();
    const fact: KernelFact = { kind: 'joins', task: parent.name };
    this.facts?.set(key, fact);
    const { step, nowUs } = this;
    const issued = this.#issued++;
    this.#queue.push(
      new PendingCompletion(key, 'join', step, step, 0, 0, nowUs, issued, fire, after),
    );
  }

  /**
   * Starts a task at once, inside the current step. The promise settles with its
   * body. Tasks that one task has started are joined together, in a step of
   * their parent's own: when the last of them has ended, whichever that is. So
   * their ends commute, and what the parent does next is ordered after them all.
   * @param life what the task dies with, if it can; its own tasks die with it
   */
  spawn(
    name: string,
    body: (task: Task) => Promise<void>,
    parent?: Task,
    life = parent?.life ?? null,
  ): Promise<void> {
    const task = new Task(name, this.#names, this.#streams);
    this.#tasks.add(task);
    task.parent = parent ?? null;
    task.life = life;
    if (life !== null) this.#mortals.set(task.number, task);
    if (parent !== undefined) return this.#spawnChild(task, body, parent);
    return body(task).then(
      () => this.#ended(task),
      (error: unknown) => {
        this.#ended(task);
        this.#failure ??= { error, task: name };
      },
    );
  }

  #spawnChild(task: Task, body: (task: Task) => Promise<void>, parent: Task): Promise<void> {
    this.#joins.forked(parent, this.#running);
    return new Promise((resolve, reject) => {
      const end = (settleParent: () => void): void => {
        this.#ended(task);
        this.#joins.ended(parent, settleParent);
      };
      body(task).then(
        () => end(resolve),
        (error: unknown) => end(() => reject(error as Error)),
      );
    });
  }

  /**
   * All tasks of this life die within the current step: none of them goes on,
   * their promises stay unsettled and count for no stall. What they have asked
   * for already still takes effect; the answers come to nobody.
   */
  kill(life: string): void {
    this.touchRange(life, 'write');
    for (const task of this.#mortals.values()) {
      if (task.life !== life || task.ended || task.dead) continue;
      task.dead = true;
      task.waitsFor = null;
      this.#tasks.delete(task);
      const { parent } = task;
      // A parent that outlives them waits for them no longer.
      if (parent !== null && parent.life !== life) this.#joins.died(parent);
    }
  }

  /** Every step in which a mortal task would go on depends on whether it still lives; an effect does not. */
  #goesOn({ key, kind }: PendingCompletion): boolean {
    const task = this.#mortals.get(taskNumberOf(key));
    if (task === undefined || kind === 'effect') return true;
    this.touchRange(task.life!, 'read');
    return !task.dead;
  }

  /** Adds to what the current step is known to have touched. */
  touch(access: number): void {
    if (!this.#recording) return;
    const touched = this.#touched;
    const count = this.#touchedCount;
    for (let index = 0; index < count; index++) if (touched[index] === access) return;
    touched[count] = access;
    this.#touchedCount = count + 1;
  }

  touchRange(object: string, mode: AccessMode, range: KeyRange = 'whole'): void {
    if (!this.#recording) return;
    this.touch(
      range === 'whole'
        ? this.accesses.internWhole(object, mode)
        : this.accesses.intern(object, mode, range),
    );
  }

  /** As `touchRange` for one key: the common case, without building a range. */
  touchKey(object: string, mode: AccessMode, key: string): void {
    if (this.#recording) this.touch(this.accesses.internKey(object, mode, key));
  }

  /** Tasks that have not ended although nothing is pending: the wait-for graph. */
  blocked(): readonly Blocked[] {
    return blockedOf(this.#tasks);
  }

  /** Who waits for whom at this moment. */
  waiting(): Blocked[] {
    return waitingOf(this.#tasks);
  }

  /** Does `task` wait in a circle that nothing but a time-out can end? */
  isStuck(task: Task): boolean {
    return isStuckAmong(this.#tasks, task);
  }

  #ended(task: Task): void {
    task.ended = true;
    this.#tasks.delete(task);
  }

  #closeStep(completion: PendingCompletion): void {
    this.locks.learn();
    const footprint = this.accesses.footprintOf(this.#touched, this.#touchedCount);
    this.#touchedCount = 0;
    this.chooser.stepped!(completion, footprint, this.step);
  }
}
