import type { PathName, Signal } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';
import type { SignalFeed } from '../trading/index.js';

/** The signals of one chain of cycles: they wait here until a cycle takes them. */
export class SignalInbox {
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

  /** The inbox as one cycle sees it: what it does there is done by that task. */
  feedOf(task: Task): SignalFeed {
    const act = (path: PathName): void => {
      if (this.#object !== null) this.#kernel.acts(task);
      this.#touch(path);
    };
    return {
      countMax: (path) => this.#countMax[path],
      take: (path) => {
        act(path);
        return this.#waiting[path].splice(0);
      },
      listen: (path, onSignal) => {
        act(path);
        this.#listeners[path] = onSignal;
        return () => {
          act(path);
          this.#listeners[path] = null;
        };
      },
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
