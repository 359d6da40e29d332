import type { StepFact } from '../domain/index.js';
import { type Holdable, invariant, type Kernel, type Task } from '../kernel/index.js';
import type { WaitListener } from './wait-listener.js';

/** A task asks for a connection. */
export interface CheckoutRequest {
  readonly task: Task;
  /** The key of its time-out, reserved when the call was made. */
  readonly timeoutKey: number;
  readonly listener: WaitListener | undefined;
  /** Called inside the step in which the connection is there: this one, or the one that gives it back. */
  granted(): void;
  /** Called inside the step of the time-out. */
  refused(error: Error): void;
}

/** Where a call gets its connection from, and to whom it gives it back. */
export interface Connections {
  checkout(request: CheckoutRequest): void;
  giveBack(task: Task): void;
}

export interface PoolSettings {
  /** Whose pool it is, where there are several. */
  readonly owner?: string;
  readonly connectionsCount: number;
  /** Connections that somebody checked out and never gave back. */
  readonly leakedCount: number;
  /** Null: whoever waits, waits for ever. */
  readonly checkoutTimeoutUs: number | null;
  /** Bounds how many connections will ever be wanted at once. */
  readonly usersMax: number;
}

interface Waiting {
  readonly request: CheckoutRequest;
  /** Got its connection, or gave up. */
  done: boolean;
}

/** Whether one waiting is over, by the key of its time-out. */
const WAITS = 'database pool waits';

/**
 * A pool of connections: first come, first served, handed over inside the step
 * that gives one back, without barging; whoever has waited for the length of
 * the time-out gives up. Time-out and hand-over race: which comes first is a
 * choice of the schedule, and timed the time-out comes exactly when it is due.
 * A time-out that has lost the race is not withdrawn (nothing that is pending
 * ever is): it comes, reads that the waiting is over, and does nothing.
 *
 * A pool that cannot run dry (no more connections are ever wanted at once than
 * there are) makes nobody wait: it is no shared object and leaves no footprint.
 */
export class ConnectionPool implements Holdable, Connections {
  readonly name: string;
  readonly canRunDry: boolean;
  readonly #kernel: Kernel;
  readonly #settings: PoolSettings;
  readonly #object: string;
  readonly #held: CheckoutRequest[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(kernel: Kernel, settings: PoolSettings) {
    this.#kernel = kernel;
    this.#settings = settings;
    const { owner } = settings;
    this.name = owner === undefined ? 'a database connection' : `a connection of ${owner}`;
    this.#object = owner === undefined ? 'lock:database pool' : `lock:database pool of ${owner}`;
    this.canRunDry = settings.usersMax > this.#usable;
  }

  checkout(request: CheckoutRequest): void {
    this.#touch();
    this.#buryTheDead();
    const { task, listener } = request;
    if (this.#held.length < this.#usable && this.#waiting.length === 0) {
      this.#grant(request);
      return;
    }
    invariant(
      this.canRunDry,
      () => `the pool was promised ${this.#settings.usersMax} users, and ${task.name} is one more`,
    );
    listener?.noted(this.name, 'wait');
    task.waitsFor = this;
    const waiting: Waiting = { request, done: false };
    this.#waiting.push(waiting);
    this.#startTimeout(waiting);
  }

  giveBack(task: Task): void {
    this.#touch();
    const index = this.#held.findIndex((held) => held.task === task);
    invariant(index >= 0, () => `${task.name} gives back a connection that it has not`);
    const [held] = this.#held.splice(index, 1);
    held?.listener?.noted(this.name, 'release');
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#end(next);
    this.#grant(next.request);
  }

  holders(): readonly string[] {
    const { leakedCount } = this.#settings;
    const names = this.#held.map(({ task }) => task.name);
    return leakedCount === 0 ? names : [...names, `${leakedCount} leaked`];
  }

  /** A process that has died has no connections: one that starts again begins with a pool of its own. */
  #buryTheDead(): void {
    for (const list of [this.#held, this.#waiting]) {
      for (let index = list.length - 1; index >= 0; index--) {
        const entry = list[index]!;
        if (('request' in entry ? entry.request : entry).task.dead) list.splice(index, 1);
      }
    }
  }

  #grant(request: CheckoutRequest): void {
    this.#held.push(request);
    request.listener?.noted(this.name, 'acquire');
    request.granted();
  }

  get #usable(): number {
    return this.#settings.connectionsCount - this.#settings.leakedCount;
  }

  #startTimeout(waiting: Waiting): void {
    const { checkoutTimeoutUs: us } = this.#settings;
    if (us === null) return;
    const { task, timeoutKey, listener } = waiting.request;
    const { connectionsCount } = this.#settings;
    const { facts } = this.#kernel;
    const late: StepFact = { kind: 'late time-out', task: task.name, of: 'checkout' };
    facts?.set(timeoutKey, late);
    const giveUp = (): unknown => {
      this.#kernel.touchKey(WAITS, 'read', String(timeoutKey));
      if (waiting.done) return 'late';
      this.#touch();
      listener?.gaveUp({ waitsFor: this.name, afterUs: us });
      if (facts !== null) {
        const waits = this.#kernel.waiting();
        const fact: StepFact = { kind: 'checkout time-out', task: task.name, afterUs: us, waits };
        facts.set(timeoutKey, fact);
      }
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      this.#end(waiting);
      listener?.noted(this.name, 'give-up');
      waiting.request.refused(
        new Error(`no database connection within ${us} µs: all ${connectionsCount} are in use`),
      );
      return undefined;
    };
    this.#kernel.schedule(task, 'timer', { us, minUs: us, maxUs: us }, giveUp, timeoutKey);
  }

  #end(waiting: Waiting): void {
    const { task, timeoutKey } = waiting.request;
    waiting.done = true;
    task.waitsFor = null;
    if (this.#settings.checkoutTimeoutUs !== null) {
      this.#kernel.touchKey(WAITS, 'write', String(timeoutKey));
    }
  }

  #touch(): void {
    if (this.canRunDry) this.#kernel.touchRange(this.#object, 'write');
  }
}
