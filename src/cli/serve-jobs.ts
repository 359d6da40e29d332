import type { Io } from '../runs/index.js';
import type { LiveSession } from '../server/index.js';
import { runServeJob, type ServeJob } from './serve-job.js';
import type { ServeSettings } from './serve-settings.js';

/**
 * One job at a time. Choosing another stops the one before, as Ctrl-C would:
 * what it had found is saved, and then the next begins.
 */
export class ServeJobs {
  readonly #host: { readonly io: Io; readonly out: string; readonly settings: ServeSettings };
  readonly #session: LiveSession;
  #last: Promise<void> = Promise.resolve();
  #cancelLast: () => void = () => {};
  /** Why a job broke off, where one did. */
  failure: { readonly error: unknown } | null = null;

  constructor(
    host: { readonly io: Io; readonly out: string; readonly settings: ServeSettings },
    session: LiveSession,
  ) {
    this.#host = host;
    this.#session = session;
  }

  start(job: ServeJob): void {
    this.#cancelLast();
    let isCancelled = false;
    this.#cancelLast = () => {
      isCancelled = true;
    };
    const { io } = this.#host;
    const stoppable: Io = { ...io, interrupted: () => isCancelled || io.interrupted() };
    this.#last = this.#last
      .then(async () => {
        if (isCancelled) return;
        await runServeJob(job, { ...this.#host, io: stoppable }, this.#session);
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      });
  }

  /** Stops what is under way and waits until what it found is saved. */
  async end(): Promise<void> {
    this.#cancelLast();
    await this.#last;
  }
}
