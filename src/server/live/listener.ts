import type { Sink } from '../http/asked.js';

/** UTF-16 units that may wait for one listener on our side; the host's own buffer comes on top. */
export const WAITING_MAX = 256 * 1024;

/** After this a listener that was let go and still does not read is cut off. */
const GRACE_MS = 5_000;

/** The last thing a slow listener is told, once it reads again. A browser then reconnects and resumes. */
const NOTICE =
  'event: dropped\ndata: {"reason":"too slow: let go, so that nobody waits; reconnect to go on"}\n\n';

/**
 * One reader of the live stream. Offering it a message never waits: what it
 * does not take piles up to a bound, and then it is let go with a notice.
 */
export class Listener {
  readonly #sink: Sink;
  #waiting: string[] = [];
  #waitingLength = 0;
  #isBlocked = false;
  #state: 'listening' | 'dropped' | 'gone' = 'listening';
  #droppedAtMs: number | null = null;

  constructor(sink: Sink, whenGone: () => void) {
    this.#sink = sink;
    sink.whenClosed(() => {
      this.#state = 'gone';
      this.#forget();
      whenGone();
    });
  }

  get state(): 'listening' | 'dropped' | 'gone' {
    return this.#state;
  }

  offer(message: string): void {
    if (this.#state !== 'listening') return;
    if (!this.#isBlocked) this.#write(message);
    else if (this.#waitingLength + message.length > WAITING_MAX) this.#drop();
    else {
      this.#waiting.push(message);
      this.#waitingLength += message.length;
    }
  }

  /** Host time goes on: whoever was let go and does not even take the notice is cut off. */
  tick(nowMs: number): void {
    if (this.#state !== 'dropped') return;
    this.#droppedAtMs ??= nowMs;
    if (nowMs - this.#droppedAtMs > GRACE_MS) this.#sink.destroy();
  }

  end(message: string): void {
    if (this.#state === 'listening') this.#sink.end(message);
  }

  #write(message: string): void {
    if (this.#sink.write(message)) return;
    this.#isBlocked = true;
    this.#sink.whenDrained(() => this.#drained());
  }

  #drained(): void {
    this.#isBlocked = false;
    if (this.#state === 'dropped') this.#sink.end(NOTICE);
    if (this.#state !== 'listening' || this.#waiting.length === 0) return;
    const messages = this.#waiting.join('');
    this.#forget();
    this.#write(messages);
  }

  #drop(): void {
    this.#state = 'dropped';
    this.#forget();
  }

  #forget(): void {
    this.#waiting = [];
    this.#waitingLength = 0;
  }
}
