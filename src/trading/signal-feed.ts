import type { PathName, Signal } from '../domain/index.js';

/** Where a cycle gets its signals: those that wait, and those that arrive while it listens. */
export interface SignalFeed {
  /** Most signals that this path can ever be given. */
  countMax(path: PathName): number;
  /** Takes what waits for this path, in order of arrival. */
  take(path: PathName): readonly Signal[];
  /** From now on arrivals of this path are handed over at once; returns the way to stop that. */
  listen(path: PathName, onSignal: (signal: Signal) => void): () => void;
}
