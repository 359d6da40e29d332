import type { Sink } from '../http/asked.js';
import { Listener } from './listener.js';

export const LISTENERS_MAX = 64;

/** Messages kept for those who come back, and their length together in UTF-16 units. */
const HISTORY_MESSAGES = 1_000;
const HISTORY_LENGTH = 1024 * 1024;

/** A comment now and then shows both ends that the other is still there. */
const HEARTBEAT_MS = 15_000;

/**
 * One stream of events for many listeners (server-sent events). A message is
 * written out once however many listen, and offered to each: nobody is waited
 * for. Messages are numbered; a browser that reconnects names the last number it
 * has seen and hears what it missed, or, where that is gone, begins anew with a
 * snapshot.
 */
export class LiveFeed {
  readonly #session: string;
  readonly #listeners = new Set<Listener>();
  #history: { readonly number: number; readonly text: string }[] = [];
  #historyLength = 0;
  #number = 0;
  #lastBeatMs: number | null = null;
  #isOpen = true;

  /** @param session tells one life of the server from the next: numbers of another life say nothing */
  constructor(session: string) {
    this.#session = session;
  }

  get listenersCount(): number {
    return this.#listeners.size;
  }

  get isFull(): boolean {
    return this.#listeners.size >= LISTENERS_MAX || !this.#isOpen;
  }

  publish(event: string, data: object): void {
    this.#number++;
    const text = this.#messageOf(event, data);
    this.#history.push({ number: this.#number, text });
    this.#historyLength += text.length;
    if (this.#history.length > HISTORY_MESSAGES || this.#historyLength > HISTORY_LENGTH) {
      // Half of it at once: letting go one at a time would move a thousand entries for each.
      const gone = this.#history.splice(0, Math.ceil(this.#history.length / 2));
      for (const old of gone) this.#historyLength -= old.text.length;
    }
    for (const listener of this.#listeners) listener.offer(text);
  }

  /**
   * @param lastSeen the number of the last message that this listener has seen, as it names it
   * @param snapshot everything there is to know at this moment
   */
  join(sink: Sink, lastSeen: string | null, snapshot: () => object): void {
    const listener: Listener = new Listener(sink, () => this.#listeners.delete(listener));
    this.#listeners.add(listener);
    listener.offer('retry: 1000\n\n');
    const missed = lastSeen === null ? null : this.#after(lastSeen);
    if (missed === null) listener.offer(this.#messageOf('snapshot', snapshot()));
    else if (missed !== '') listener.offer(missed);
  }

  tick(nowMs: number): void {
    this.#lastBeatMs ??= nowMs;
    const beats = nowMs - this.#lastBeatMs >= HEARTBEAT_MS;
    if (beats) this.#lastBeatMs = nowMs;
    for (const listener of this.#listeners) {
      if (beats) listener.offer(': still here\n\n');
      listener.tick(nowMs);
    }
  }

  /** Tells everybody that there is no more. */
  close(): void {
    this.#isOpen = false;
    const goodbye = 'event: bye\ndata: {"reason":"the server has ended"}\n\n';
    for (const listener of this.#listeners) listener.end(goodbye);
  }

  #messageOf(event: string, data: object): string {
    // JSON has no line breaks of its own, which is what this format needs.
    return `id: ${this.#session}-${this.#number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  /** What came after a message; null where it cannot be told. */
  #after(lastSeen: string): string | null {
    const match = /^([0-9a-z]+)-(\d{1,15})$/.exec(lastSeen);
    if (match === null || match[1] !== this.#session) return null;
    const number = Number(match[2]);
    const oldest = this.#history[0]?.number ?? this.#number + 1;
    if (number > this.#number || number < oldest - 1) return null;
    return this.#history
      .filter((message) => message.number > number)
      .map(({ text }) => text)
      .join('');
  }
}
