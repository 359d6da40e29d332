import type { Instant, Ports } from '../domain/index.js';

const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;

/**
 * A sliding-window limiter: at most `perSecond` orders in any second and
 * `perMinute` in any minute, per runner; first come, first served (its lock is
 * held while it sleeps).
 */
export class OrderLimiter {
  readonly #perSecond: number;
  readonly #perMinute: number;
  /** Moments of the latest admissions, at most `perMinute` of them. */
  readonly #admitted: Instant[] = [];

  constructor(limits: { readonly perSecond: number; readonly perMinute: number }) {
    this.#perSecond = limits.perSecond;
    this.#perMinute = limits.perMinute;
  }

  /** Resolves when one more order may go out. */
  async admit(ports: Ports): Promise<void> {
    const lock = ports.lock('order-limiter');
    await lock.acquire();
    await this.#waitFor(ports, this.#perMinute, MINUTE_US);
    await this.#waitFor(ports, this.#perSecond, SECOND_US);
    this.#admitted.push(ports.clock.now());
    if (this.#admitted.length > this.#perMinute) this.#admitted.shift();
    lock.release();
  }

  /** Waits until the `count`-th latest admission lies `windowUs` back. */
  async #waitFor(ports: Ports, count: number, windowUs: number): Promise<void> {
    const oldest = this.#admitted.at(-count);
    if (oldest !== undefined) await ports.clock.sleepUntil(oldest, windowUs);
  }
}
