import { type Kernel, KernelSemaphore, type LockListener } from '../kernel/index.js';
import { ScopeNames } from './scope-names.js';
import { TrackedMap } from './tracked-map.js';

/** The memory of one runner: its locks and maps by name. A fresh runner has a fresh scope. */
export class RunnerScope {
  readonly runner: string;
  readonly cycle: number;
  /** `r1.c2`: unique in a run and the same in every order. */
  readonly name: string;
  /** Told of each signal whose task has ended; null where nobody asks. */
  readonly onDone: ((signal: string) => void) | null;
  readonly #kernel: Kernel;
  readonly #names: ScopeNames;
  readonly #listener: (lock: string) => LockListener | null;
  readonly #locks = new Map<string, KernelSemaphore>();
  readonly #maps = new Map<string, TrackedMap<unknown>>();
  readonly #repeated: ReadonlySet<string>;
  /** How often a task has been started for each signal that is delivered more than once; null: for none yet. */
  #forks: Map<string, number> | null = null;

  /**
   * @param options.names kept from run to run, where there are many
   * @param options.repeated ids of the signals that are delivered more than once
   */
  constructor(
    kernel: Kernel,
    options: {
      runner: string;
      cycle: number;
      names?: ScopeNames;
      listener: (lock: string) => LockListener | null;
      repeated?: ReadonlySet<string>;
      onDone?: ((signal: string) => void) | null;
    },
  ) {
    this.runner = options.runner;
    this.cycle = options.cycle;
    this.#names = options.names ?? new ScopeNames(options.runner, options.cycle);
    this.name = this.#names.scope;
    this.#kernel = kernel;
    this.#repeated = options.repeated ?? NONE;
    this.#listener = options.listener;
    this.onDone = options.onDone ?? null;
  }

  /** The name of the next task for a signal: the second delivery of `first` is handled by `r1.c1/first~2`. */
  nameOfFork(signal: string): string {
    if (!this.#repeated.has(signal)) return this.#names.within(signal);
    this.#forks ??= new Map();
    const nth = (this.#forks.get(signal) ?? 0) + 1;
    this.#forks.set(signal, nth);
    return this.#names.within(repeatedName(signal, nth));
  }

  lock(name: string, limits = { permits: 1, usersMax: Number.POSITIVE_INFINITY }): KernelSemaphore {
    let lock = this.#locks.get(name);
    if (lock === undefined) {
      const fullName = this.#names.within(name);
      lock = new KernelSemaphore(this.#kernel, {
        name: fullName,
        ...limits,
        listener: this.#listener(fullName),
      });
      this.#locks.set(name, lock);
    }
    return lock;
  }

  map<V>(name: string): TrackedMap<V> {
    let map = this.#maps.get(name);
    if (map === undefined) {
      map = new TrackedMap(this.#kernel, this.#names.ofMap(name));
      this.#maps.set(name, map);
    }
    return map as TrackedMap<V>;
  }
}

const NONE: ReadonlySet<string> = new Set();

export function repeatedName(signal: string, nth: number): string {
  return nth === 1 ? signal : `${signal}~${nth}`;
}
