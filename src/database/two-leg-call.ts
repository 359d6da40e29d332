import type { Asked, CallOperation, Fault } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';
import type { Instead } from './call-faults.js';
import { CallUnderWay } from './call-under-way.js';
import type { Connections } from './connection-pool.js';
import type { LatencyModel } from './latency-model.js';
import type { WaitListener } from './wait-listener.js';
import type { Executed, Writing } from './writing.js';

/** Hears the legs of calls; for the tape. */
export interface CallListener {
  /** Whether legs are wanted at all: if not, none are described. */
  readonly legs: boolean;
  /** A new call begins: its number. */
  nextCall(): number;
  call(leg: {
    call: number;
    phase: 'request' | 'effect' | 'response';
    operation: CallOperation;
    statement: string;
  }): void;
  /** Hears of waits for a connection and for the writer's lock. */
  readonly waits?: WaitListener;
}

/** One call of one task to something outside of it. */
export interface Call<T> {
  readonly operation: CallOperation;
  /** What is asked, for the tape. */
  statement(): string;
  /** What is asked, as a fact of its two completions. */
  asked(): Asked;
  /**
   * Takes effect at one instant. What it throws is thrown to the caller at the
   * response; `NotSimulated` ends the run. Its statement was executed at this
   * instant, or before, by a write that has kept the writer's lock since.
   */
  effect(executed: Executed): T;
  /** How else it can end, where a fault makes it; looked at only then. */
  readonly instead?: Readonly<Partial<Record<Instead, (executed: Executed) => T>>>;
  /** The fault that strikes it, and whom to tell when it does. */
  readonly fault?: StruckBy | null;
  /** Where it gets its connection from; left out: it needs none. */
  readonly connections?: Connections | null;
  /** How a write gets the writer's lock and how long it keeps it; left out: it needs none. */
  readonly writing?: Writing | null;
}

/** The fault that strikes a call, whom to tell of it, and how the caller's process dies of it. */
export interface StruckBy {
  readonly fault: Fault;
  tell(call: number | null): void;
  dies(): boolean;
}

/**
 * A request leg, an effect at one instant, a response leg. Each leg takes its
 * latency by a draw of the task's own stream: two draws a call (three for a
 * write that keeps the writer's lock), made when the call is made, so that no
 * other task can shift them.
 *
 * Where the database is as it is in life, the request leg begins when there is
 * a connection, which is given back at the response; and a write executes when
 * it has got the writer's lock, which it keeps for its hold. It takes effect at
 * the end of that: until it commits, readers see the last commit.
 */
export function callInTwoLegs<T>(
  world: CallWorld,
  task: Task,
  listener: CallListener,
  call: Call<T>,
): Promise<T> {
  const underWay = new CallUnderWay(world, task, listener, call);
  return new Promise((resolve, reject) => underWay.start(resolve, reject));
}

/** What all calls of one run share. */
export interface CallWorld {
  readonly kernel: Kernel;
  readonly latency: Pick<LatencyModel, 'delay'>;
}
