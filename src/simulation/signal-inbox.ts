import type { PathName, Signal } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';
import type { SignalFeed } from '../trading/index.js';

/** The signals of one chain of cycles: they wait here until a cycle takes them. */
export class SignalInbox implements SignalFeed {
  readonly #kernel: Kernel;
  readonly #object: string | null;
  readonly #countMax: Readonly<Record<PathName, number>>;
  readonly #waiting: Record<PathName, Signal[]> = { main: [], second: [] };
  readonly #listeners: Record<PathName, ((signal: Signal) => void) | null> = {
    main: null,
    second: null,
  };

  /** Signals that were handed over and are not dealt with yet; kept where the process can die. */
  readonly #open: Signal[] = [];
  readonly #keeping: boolean;

  /**
   * @param options.countMax how many signals of each path will ever come
   * @param options.filling `before the start`: nothing arrives once things happen, so it is no shared object
   * @param options.keeping whether signals are kept until they are dealt with, to be delivered again
   */
  constructor(
    kernel: Kernel,
    options: {
      runner: string;
      countMax: Readonly<Record<PathName, number>>;
      filling: 'before the start' | 'while it runs';
      keeping?: boolean;
    },
  ) {
    this.#keeping = options.keeping ?? false;
    this.#kernel = kernel;
    this.#object = options.filling === 'while it runs' ? `inbox:${options.runner}` : null;
    this.#countMax = options.countMax;
  }

  countMax(path: PathName): number {
    return this.#countMax[path];
  }

  take(path: PathName): readonly Signal[] {
    this.#touch(path);
    const taken = this.#waiting[path].splice(0);
    // Not as the arguments of one call: there may be a million.
    if (this.#keeping) for (const signal of taken) this.#open.push(signal);
    return taken;
  }

  listen(path: PathName, onSignal: (signal: Signal) => void): () => void {
    this.#touch(path);
    this.#listeners[path] = onSignal;
    return () => {
      this.#touch(path);
      this.#listeners[path] = null;
    };
  }

  /** A signal that was handed over has been dealt with: it will not be delivered again. */
  done(id: string): void {
    const index = this.#open.findIndex((signal) => signal.id === id);
    if (index >= 0) this.#open.splice(index, 1);
  }

  /** Nobody listens any more, and what was handed over and not dealt with waits again, before all others. */
  deliverAgain(): void {
    for (const path of ['main', 'second'] as const) {
      this.#touch(path);
      this.#listeners[path] = null;
      const open = this.#open.filter((signal) => signal.path === path);
      this.#waiting[path].unshift(...open);
    }
    this.#open.length = 0;
  }

  arrive(signal: Signal): void {
    this.#touch(signal.path);
    const listener = this.#listeners[signal.path];
    if (listener === null) {
      this.#waiting[signal.path].push(signal);
      return;
    }
    if (this.#keeping) this.#open.push(signal);
    listener(signal);
  }

  /** What nobody took. */
  left(): readonly Signal[] {
    return [...this.#waiting.main, ...this.#waiting.second];
  }

  #touch(path: PathName): void {
    if (this.#object !== null) this.#kernel.touchKey(this.#object, 'write', path);
  }
}
