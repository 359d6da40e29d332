import type { Task } from '../kernel/index.js';
import type { CheckoutRequest, Connections } from './connection-pool.js';

/**
 * A connection that one task checks out for its first booking statement and
 * keeps over all that follow, until the task ends. Meanwhile the task may wait
 * for other things, and nobody else has the connection.
 */
export class BookingConnection implements Connections {
  readonly #pool: Connections;
  readonly #task: Task;
  #holds = false;

  constructor(pool: Connections, task: Task) {
    this.#pool = pool;
    this.#task = task;
  }

  /** Whether the task has it already: then all its calls are made on it. */
  get holds(): boolean {
    return this.#holds;
  }

  checkout(request: CheckoutRequest): void {
    if (this.#holds) {
      request.granted();
      return;
    }
    this.#pool.checkout({
      ...request,
      granted: () => {
        this.#holds = true;
        request.granted();
      },
    });
  }

  /** A statement has been answered; the connection stays. */
  giveBack(): void {}

  /** The task has ended. */
  end(): void {
    if (this.#holds) this.#pool.giveBack(this.#task);
    this.#holds = false;
  }
}
