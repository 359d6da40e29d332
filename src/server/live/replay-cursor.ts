import type { TapeEvent } from '../../tape/index.js';

export const SPEED_MIN = 0.001;
export const SPEED_MAX = 1_000_000;

/** Events taken from the tape in one tick: a fast cursor over a long tape must not keep the host busy. */
const EVENTS_PER_TICK = 2_000;

type CursorState = 'playing' | 'paused' | 'ended';

/**
 * A place on a finished tape that moves on in virtual time, so much faster or
 * slower than host time as `speed` says. The engine has long been done: it is
 * only the reading that is paced, so pausing and stepping change nothing of what
 * happened.
 */
export class ReplayCursor {
  readonly #events: Iterator<TapeEvent>;
  readonly #onEvent: (event: TapeEvent) => void;
  #next: TapeEvent | null;
  #speed: number;
  #state: CursorState = 'playing';
  #atUs = 0;
  #lastMs: number | null = null;

  /** @param speed virtual seconds in a second of the host */
  constructor(
    events: Iterable<TapeEvent>,
    onEvent: (event: TapeEvent) => void,
    { speed }: { readonly speed: number },
  ) {
    this.#events = events[Symbol.iterator]();
    this.#onEvent = onEvent;
    this.#speed = speed;
    this.#next = this.#pull();
  }

  get state(): CursorState {
    return this.#state;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Virtual time, whole microseconds. */
  get atUs(): number {
    return Math.floor(this.#atUs);
  }

  setSpeed(speed: number): void {
    this.#speed = Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
  }

  pause(): void {
    if (this.#state === 'playing') this.#state = 'paused';
  }

  play(): void {
    if (this.#state === 'paused') this.#state = 'playing';
  }

  /** Stands still after the next event. */
  step(): void {
    if (this.#state === 'ended') return;
    this.#state = 'paused';
    if (this.#next !== null) this.#take(this.#next);
  }

  /** Host time has come so far. Time that passes while it stands still is not made up for. */
  tick(nowMs: number): void {
    const passedMs = nowMs - (this.#lastMs ?? nowMs);
    this.#lastMs = nowMs;
    if (this.#state !== 'playing') return;
    const untilUs = this.#atUs + passedMs * 1_000 * this.#speed;
    let taken = 0;
    while (this.#next !== null && this.#next.atUs <= untilUs && taken < EVENTS_PER_TICK) {
      this.#take(this.#next);
      taken++;
    }
    // Where the tape is denser than a tick can take, virtual time falls behind rather than the host.
    if (this.#next !== null && taken < EVENTS_PER_TICK) this.#atUs = untilUs;
  }

  /** Lets the tape go. */
  close(): void {
    this.#next = null;
    this.#events.return?.();
  }

  #take(event: TapeEvent): void {
    this.#atUs = Math.max(this.#atUs, event.atUs);
    this.#onEvent(event);
    this.#next = this.#pull();
    if (this.#next === null) this.#state = 'ended';
  }

  #pull(): TapeEvent | null {
    const { done, value } = this.#events.next();
    return done === true ? null : value;
  }
}
