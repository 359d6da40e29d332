import type { AccessMode, KeyRange } from '../kernel/index.js';

export interface SqlAccess {
  readonly object: string;
  readonly mode: AccessMode;
  readonly range: KeyRange;
}

/** Not SQLite's error but ours: goes past the code under test and ends the run. */
export class NotSimulated extends Error {
  override readonly name = 'NotSimulated';
}

/**
 * What the statements of one call touch. Reads stand in the order in which they
 * were made; what was written comes last, in an order of its own, for what is
 * written follows from what was read, and never the other way round (the engine
 * asks that the first access that differs is one that both versions of a step
 * make).
 */
export class SqlFootprint {
  readonly reads: SqlAccess[] = [];
  /** A statement that cannot be simulated was asked for: the run is void, whoever catches the error. */
  refusal: NotSimulated | null = null;
  #writes = new Map<string, SqlAccess>();

  read(object: string, range: KeyRange = 'whole'): void {
    this.reads.push({ object, mode: 'read', range });
  }

  write(object: string, mode: 'write' | 'add', range: KeyRange = 'whole'): void {
    this.#writes.set(`${object} ${mode} ${JSON.stringify(range)}`, { object, mode, range });
  }

  /** Determinism: by name, never by which row came first. */
  writes(): readonly SqlAccess[] {
    return [...this.#writes]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, access]) => access);
  }

  /** What was written has been rolled back: it has only been read. */
  forgetWrites(): void {
    this.#writes = new Map();
  }
}
