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

  /**
   * @param options.countMax how many signals of each path will ever come
   * @param options.filling `before the start`: nothing arrives once things happen, so it is no shared object
   */
  constructor(
    kernel: Kernel,
    options: {
      runner: string;
      countMax: Readonly<Record<PathName, number>>;
      filling: 'before the start' | 'while it runs';
    },
  ) {
    this.#kernel = kernel;
    this.#object = options.filling === 'while it runs' ? `inbox:${options.runner}` : null;
    this.#countMax = options.countMax;
  }

  countMax(path: PathName): number {
    return this.#countMax[path];
  }

  take(path: PathName): readonly Signal[] {
    this.#touch(path);
    return this.#waiting[path].splice(0);
  }

  listen(path: PathName, onSignal: (signal: Signal) => void): () => void {
    this.#touch(path);
    this.#listeners[path] = onSignal;
    return () => {
      this.#touch(path);
      this.#listeners[path] = null;
    };
  }

  arrive(signal: Signal): void {
    this.#touch(signal.path);
    const listener = this.#listeners[signal.path];
    if (listener === null) this.#waiting[signal.path].push(signal);
    else listener(signal);
  }

  /** What nobody took. */
  left(): readonly Signal[] {
    return [...this.#waiting.main, ...this.#waiting.second];
  }

  #touch(path: PathName): void {
    if (this.#object !== null) this.#kernel.touchKey(this.#object, 'write', path);
  }
}
