import type { Sink } from '../../src/server/index.js';

/** The writing end of a stream whose reader is as slow as the test says. */
export class FakeSink implements Sink {
  /** What was handed over, message by message. */
  readonly written: string[] = [];
  /** False: every write says that it is enough. */
  isReading = true;
  ended: string | null = null;
  isDestroyed = false;
  #drained: (() => void) | null = null;
  #closed: () => void = () => {};

  get text(): string {
    return this.written.join('');
  }

  write(text: string): boolean {
    this.written.push(text);
    return this.isReading;
  }

  whenDrained(then: () => void): void {
    this.#drained = then;
  }

  whenClosed(then: () => void): void {
    this.#closed = then;
  }

  end(text: string): void {
    this.ended = text;
  }

  destroy(): void {
    this.isDestroyed = true;
    this.#closed();
  }

  /** The reader has taken everything that was written. */
  drain(): void {
    const then = this.#drained;
    this.#drained = null;
    then?.();
  }

  close(): void {
    this.#closed();
  }
}

/** The messages of a stream: number, name and data. */
export function messagesOf(text: string): { id: string; event: string; data: unknown }[] {
  return [...text.matchAll(/id: (\S+)\nevent: (\S+)\ndata: (.*)\n\n/g)].map(
    ([, id, event, data]) => ({ id: id!, event: event!, data: JSON.parse(data!) }),
  );
}
