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

  constructor(limits: { readonly perSecond: number; readonly perMinute: number }) {
    this.#perSecond = limits.perSecond;
    this.#perMinute = limits.perMinute;
  }

  /** Resolves when one more order may go out. */
  async admit(ports: Ports): Promise<void> {
    const lock = ports.lock('order-limiter');
    await lock.acquire();
    // In a shared map, so that an exploration sees that one admission depends on the others.
    const memory = ports.map<readonly Instant[]>('order-limiter');
    const admitted = memory.get('admitted') ?? [];
    await waitFor(ports, admitted.at(-this.#perMinute), MINUTE_US);
    await waitFor(ports, admitted.at(-this.#perSecond), SECOND_US);
    const kept = admitted.length < this.#perMinute ? admitted : admitted.slice(1);
    memory.set('admitted', [...kept, ports.clock.now()]);
    lock.release();
  }
}

/** Waits until an admission lies `windowUs` back. */
async function waitFor(
  ports: Ports,
  admission: Instant | undefined,
  windowUs: number,
): Promise<void> {
  if (admission !== undefined) await ports.clock.sleepUntil(admission, windowUs);
}
