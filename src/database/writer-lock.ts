import type { StepFact } from '../domain/index.js';
import { type Holdable, invariant, type Kernel, type Task } from '../kernel/index.js';
import { BUSY_PAUSE_MAX_US, untilNextPollUs } from './busy-polls.js';
import type { WaitListener } from './wait-listener.js';

/** A write has reached the database and wants to begin. */
interface WriteRequest {
  readonly task: Task;
  /** The key of its busy time-out, reserved when the call was made. */
  readonly timeoutKey: number;
  readonly listener: WaitListener | undefined;
  /** Called inside the step in which it gets the lock. */
  granted(): void;
  /** Called inside the step in which the busy time-out runs out. */
  refused(error: Error): void;
}

interface Waiting {
  readonly request: WriteRequest;
  readonly sinceUs: number;
  /** An attempt is on its way. */
  polls: boolean;
  done: boolean;
}

const LOCK = 'lock:database writer';
/** Who waits: joining and leaving commute, a release reads it. */
const QUEUE = 'database writer queue';
/** Whether one waiting is over, by the key of its time-out. */
const WAITS = 'database writer waits';

/**
 * SQLite's one writer. A write that finds the lock taken is no place in a
 * queue: its busy handler sleeps and tries again, and whoever tries first after
 * a release gets it, a newcomer too. So a release makes each waiting writer try
 * once more, after the rest of its pause: at once or up to the longest pause
 * (100 ms) later in the windows of an exploration, when SQLite's own table has
 * it in a replay. Which of them comes first is a choice of the schedule; one
 * that finds the lock taken again waits for the next release. At the time-out
 * it tries for the last time, and then throws SQLITE_BUSY.
 *
 * Attempts that find the lock still taken by the same writer change nothing
 * and are left out.
 */
export class WriterLock implements Holdable {
  readonly name = "the writer's lock";
  readonly #kernel: Kernel;
  readonly #busyTimeoutUs: number;
  #holder: Task | null = null;
  readonly #waiting = new Set<Waiting>();

  constructor(kernel: Kernel, { busyTimeoutUs }: { busyTimeoutUs: number }) {
    this.#kernel = kernel;
    this.#busyTimeoutUs = busyTimeoutUs;
  }

  take(request: WriteRequest): void {
    const { task, listener } = request;
    if (this.#isFree()) {
      this.#grant(request);
      return;
    }
    if (this.#busyTimeoutUs === 0) {
      request.refused(busy());
      return;
    }
    listener?.noted(this.name, 'wait');
    task.waitsFor = this;
    const sinceUs = this.#kernel.nowUs;
    const waiting: Waiting = { request, sinceUs, polls: false, done: false };
    this.#waiting.add(waiting);
    this.#kernel.touchRange(QUEUE, 'add');
    this.#startTimeout(waiting);
  }

  release(task: Task): void {
    const kernel = this.#kernel;
    invariant(this.#holder === task, () => `${task.name} lets go of a lock that it has not`);
    kernel.touchRange(LOCK, 'write');
    kernel.touchRange(QUEUE, 'read');
    this.#holder = null;
    // Determinism: in the order in which they came; what follows does not depend on it.
    for (const waiting of this.#waiting) if (!waiting.polls) this.#poll(waiting);
  }

  holders(): readonly string[] {
    return this.#holder === null ? [] : [this.#holder.name];
  }

  #isFree(): boolean {
    this.#kernel.touchRange(LOCK, 'read');
    return this.#holder === null;
  }

  #grant({ task, listener, granted }: WriteRequest): void {
    this.#kernel.touchRange(LOCK, 'write');
    this.#holder = task;
    listener?.noted(this.name, 'acquire');
    granted();
  }

  #poll(waiting: Waiting): void {
    const { task } = waiting.request;
    const kernel = this.#kernel;
    const waitedUs = kernel.nowUs - waiting.sinceUs;
    const us = Math.min(untilNextPollUs(waitedUs), Math.max(0, this.#busyTimeoutUs - waitedUs));
    waiting.polls = true;
    const key = task.nextKey();
    const again: StepFact = { kind: 'tries to write again', task: task.name };
    kernel.facts?.set(key, again);
    const maxUs = Math.min(BUSY_PAUSE_MAX_US, this.#busyTimeoutUs);
    const attempt = (): 'silent' | 'late' => {
      if (this.#isOver(waiting)) return 'late';
      waiting.polls = false;
      if (this.#isFree()) this.#leave(waiting, () => this.#grant(waiting.request));
      return 'silent';
    };
    kernel.schedule(task, 'timer', { us, minUs: 0, maxUs }, attempt, key);
  }

  #startTimeout(waiting: Waiting): void {
    const us = this.#busyTimeoutUs;
    const { task, timeoutKey, listener } = waiting.request;
    const { facts } = this.#kernel;
    const late: StepFact = { kind: 'late time-out', task: task.name, of: 'busy' };
    facts?.set(timeoutKey, late);
    const lastAttempt = (): 'silent' | 'late' => {
      if (this.#isOver(waiting)) return 'late';
      const free = this.#isFree();
      const fact: StepFact = { kind: 'tries to write at last', task: task.name, granted: free };
      facts?.set(timeoutKey, fact);
      this.#leave(waiting, () => {
        if (free) {
          this.#grant(waiting.request);
          return;
        }
        listener?.noted(this.name, 'give-up');
        waiting.request.refused(busy());
      });
      return 'silent';
    };
    this.#kernel.schedule(task, 'timer', { us, minUs: us, maxUs: us }, lastAttempt, timeoutKey);
  }

  #isOver({ request, done }: Waiting): boolean {
    this.#kernel.touchKey(WAITS, 'read', String(request.timeoutKey));
    return done;
  }

  #leave(waiting: Waiting, then: () => void): void {
    const { task, timeoutKey } = waiting.request;
    waiting.done = true;
    task.waitsFor = null;
    this.#waiting.delete(waiting);
    this.#kernel.touchRange(QUEUE, 'add');
    this.#kernel.touchKey(WAITS, 'write', String(timeoutKey));
    then();
  }
}

/** SQLITE_BUSY, in SQLite's words. */
function busy(): Error {
  return new Error('database is locked');
}
