import { settle } from './settle.js';

/**
 * Milliseconds of host time after which the host is due for a turn. A turn is
 * looked for between runs, and in a long run every few steps, so that signals,
 * timers and sockets of the process wait less than 200 ms.
 */
const TURN_MS = 50;

/** Taken when the room is loaded: traps for the code under test that stand later do not see it. */
const hostNowMs = performance.now.bind(performance);

/**
 * Lets the host's event loop turn now and then while runs follow one another:
 * exact settling never does, so Ctrl-C would go unheard. When it turns is
 * measured in host time, for a run takes a microsecond or a second.
 * Determinism: a turn happens between two runs, or where a step is over and
 * everything has drained; the host's clock decides nothing else.
 */
export class HostTurns {
  readonly #nowMs: () => number;
  readonly #turn: () => Promise<void>;
  #lastMs: number;

  constructor(nowMs: () => number = hostNowMs, turn: () => Promise<void> = () => settle('strict')) {
    this.#nowMs = nowMs;
    this.#turn = turn;
    this.#lastMs = nowMs();
  }

  /** Has the host not turned for long? */
  isDue(): boolean {
    return this.#nowMs() - this.#lastMs >= TURN_MS;
  }

  /** One turn of the host's event loop. Everything that is under way drains as well. */
  async turn(): Promise<void> {
    await this.#turn();
    this.#lastMs = this.#nowMs();
  }
}

/** Those of this thread: there is one event loop, however many explorations take turns on it. */
export const hostTurns = new HostTurns();
