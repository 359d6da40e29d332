import type { SharedMap } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';

/** A shared map in memory that records what is read and written, key by key. */
export class TrackedMap<V> implements SharedMap<V> {
  readonly #kernel: Kernel;
  readonly #object: string;
  readonly #values = new Map<string, V>();

  constructor(kernel: Kernel, object: string) {
    this.#kernel = kernel;
    this.#object = object;
  }

  has(key: string): boolean {
    this.#kernel.touchKey(this.#object, 'read', key);
    return this.#values.has(key);
  }

  get(key: string): V | undefined {
    this.#kernel.touchKey(this.#object, 'read', key);
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#kernel.touchKey(this.#object, 'write', key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#kernel.touchKey(this.#object, 'write', key);
    this.#values.delete(key);
  }

  entries(): readonly (readonly [string, V])[] {
    this.#kernel.touchRange(this.#object, 'read');
    return this.peek();
  }

  /** As `entries`, from outside the program: leaves no footprint. */
  peek(): readonly (readonly [string, V])[] {
    // Determinism: by key in code units, never by who came first.
    return [...this.#values].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
