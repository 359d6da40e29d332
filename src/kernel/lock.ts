import { invariant } from './invariant.js';
import type { Kernel } from './kernel.js';
import type { Holdable, Task } from './task.js';

/** `give-up`: a wait that its time-out ended; no lock of the code under test has one. */
export type LockAction = 'wait' | 'acquire' | 'release' | 'give-up';

/** Hears what happens to a lock; for the tape. */
export type LockListener = (action: LockAction, task: Task) => void;

const ACQUIRED: Promise<void> = Promise.resolve();

/**
 * A counting semaphore with first-in-first-out hand-over inside the releasing
 * step, without barging, as in asyncio; with one permit, a lock.
 *
 * A semaphore that cannot fill (`usersMax` tasks at most will ever want it, and
 * there are permits for all, one each) makes nobody wait: it is no shared object
 * and leaves no footprint.
 */
export class KernelSemaphore implements Holdable {
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #access: number | null;
  /** Nobody has seen this lock held across steps yet (see `LockKnowledge`). */
  readonly #unproven: boolean;
  readonly #usersMax: number;
  /** There is a permit for each user, as long as nobody holds two. */
  readonly #canFill: boolean;
  readonly #listener: LockListener | null;
  readonly #held: Task[] = [];
  readonly #waiting: { task: Task; resume: () => void }[] = [];
  readonly #users = new Set<Task>();
  #permits: number;

  constructor(
    kernel: Kernel,
    options: { name: string; permits: number; usersMax: number; listener: LockListener | null },
  ) {
    this.name = options.name;
    this.#kernel = kernel;
    kernel.accesses.noteLock(options.name, kernel.locks);
    this.#permits = options.permits;
    this.#usersMax = options.usersMax;
    this.#listener = options.listener;
    const isLock = options.permits === 1 && options.usersMax > 1;
    this.#unproven = isLock && !kernel.locks.matters(options.name);
    this.#canFill = options.usersMax > options.permits;
    this.#access =
      !this.#canFill || this.#unproven
        ? null
        : kernel.accesses.intern(`lock:${options.name}`, 'write');
  }

  acquire(task: Task): Promise<void> {
    this.#touch();
    this.#users.add(task);
    invariant(
      this.#users.size <= this.#usersMax,
      () => `${this.name} was promised ${this.#usersMax} users and has ${this.#users.size}`,
    );
    invariant(
      this.#canFill || !this.#held.includes(task),
      () => `${this.name} was promised to leave a permit for each, and ${task.name} wants a second`,
    );
    if (this.#permits > 0 && this.#waiting.length === 0) {
      this.#permits--;
      this.#held.push(task);
      if (this.#unproven) this.#kernel.locks.acquired(this);
      this.#listener?.('acquire', task);
      return ACQUIRED;
    }
    this.#listener?.('wait', task);
    task.waitsFor = this;
    return new Promise((resume) => {
      this.#waiting.push({ task, resume });
    });
  }

  release(task: Task): void {
    this.#touch();
    const index = this.#held.indexOf(task);
    invariant(index >= 0, () => `${task.name} releases ${this.name} without holding it`);
    this.#held.splice(index, 1);
    this.#listener?.('release', task);
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#permits++;
      if (this.#unproven) this.#kernel.locks.released(this);
      return;
    }
    this.#held.push(next.task);
    next.task.waitsFor = null;
    this.#listener?.('acquire', next.task);
    next.resume();
  }

  holders(): readonly string[] {
    return this.#held.map((task) => task.name);
  }

  #touch(): void {
    if (this.#access !== null) this.#kernel.touch(this.#access);
  }
}
