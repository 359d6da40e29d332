import type { LockAction } from '../kernel/index.js';

/** Hears what one task waits for and gets in the database; for the tape. */
export interface WaitListener {
  noted(name: string, action: LockAction): void;
  /** It is about to stop waiting, its time-out having run out. Told while it still waits. */
  gaveUp(words: { readonly waitsFor: string; readonly afterUs: number }): void;
}
