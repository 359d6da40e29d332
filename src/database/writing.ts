import type { StepFact } from '../domain/index.js';
import type { Delay, FactNotes, Kernel, Task } from '../kernel/index.js';
import type { WaitListener } from './wait-listener.js';
import type { WriterLock } from './writer-lock.js';

/** SQL's own clock, which can be held at a moment. */
export interface SqlClock {
  nowMs(): number;
  heldAt<T>(ms: number, body: () => T): T;
}

/** When a statement was executed: virtual time, and the step of the run. */
export interface Executed {
  readonly us: number;
  readonly step: number;
}

/** One write, from asking for the writer's lock to its commit. */
export interface Write {
  /** `commit` runs at the end of the hold; `refused` where the busy time-out runs out before it begins. */
  begin(commit: (executed: Executed) => unknown, refused: (error: Error) => void): 'silent';
  /** Notes what its completions are. */
  note(facts: FactNotes, requestKey: number, effect: StepFact): void;
}

/**
 * How writes keep the writer's lock. A statement *executes* when it has got the
 * lock (that is the time of its `CURRENT_TIMESTAMP`) and *commits* at the end
 * of its hold. No other write can come in between, so it is run at the commit,
 * with SQL's clock held at the moment of its execution: the same rows, the same
 * errors, and nobody can have seen them before.
 */
export class Writing {
  readonly #kernel: Kernel;
  readonly #lock: WriterLock;
  readonly #hold: (draw: number, nowUs: number) => Delay;
  readonly #clock: SqlClock;

  constructor(
    kernel: Kernel,
    parts: { lock: WriterLock; hold: (draw: number, nowUs: number) => Delay; clock: SqlClock },
  ) {
    this.#kernel = kernel;
    this.#lock = parts.lock;
    this.#hold = parts.hold;
    this.#clock = parts.clock;
  }

  /** Reserves its keys and draws its hold: once a call, when the call is made. */
  prepare(task: Task, listener: WaitListener | undefined): Write {
    const kernel = this.#kernel;
    const lock = this.#lock;
    const hold = this.#hold(task.drawLatency(), kernel.nowUs);
    const timeoutKey = task.nextKey();
    const commitKey = task.nextKey();
    return {
      begin: (commit, refused) => {
        const granted = (): void => {
          const executed = { us: kernel.nowUs, step: kernel.step };
          const executedMs = this.#clock.nowMs();
          const end = (): 'silent' => {
            this.#clock.heldAt(executedMs, () => commit(executed));
            lock.release(task);
            listener?.noted(lock.name, 'release');
            return 'silent';
          };
          kernel.schedule(task, 'effect', hold, end, commitKey);
        };
        lock.take({ task, timeoutKey, listener, granted, refused });
        return 'silent';
      },
      note(facts, requestKey, effect) {
        const asks: StepFact = { kind: 'asks to write', task: task.name };
        facts.set(requestKey, asks);
        facts.set(commitKey, effect);
      },
    };
  }
}
