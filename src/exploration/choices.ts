import { fold32, foldNumber } from './hash.js';
import type { Recording } from './recording.js';

/** A pick that differs from the default pick given the same prefix. */
export interface Deviation {
  readonly step: number;
  /** Its place in default order among what was enabled; at least 1. */
  readonly rank: number;
  /** 4 bits of what was picked and from how many. */
  readonly check: number;
}

/** An answer of a comparison that differs from the default answer. */
export interface Flip {
  readonly step: number;
  /** Which comparison of that step: 0 is the first. */
  readonly nth: number;
}

/** A run as its differences from the default run: what a token holds. */
export interface Choices {
  readonly deviations: readonly Deviation[];
  readonly flips: readonly Flip[];
  /** 12 bits of all keys and answers of the run, so that drift between the deviations is noticed. */
  readonly runCheck: number;
}

/** 4 bits of which completion is picked, from how many. */
export function checkOfPick(key: number, enabledCount: number): number {
  return foldNumber(enabledCount, key) & 15;
}

/** 12 bits of all that a run picked and answered. */
export function checkOfRun(run: Recording): number {
  let hash = run.length;
  for (let step = 0; step < run.length; step += 1) {
    hash = foldNumber(hash, run.keyAt(step));
    for (const answer of run.answers[step]!) hash = fold32(hash, answer ? 1 : 2);
  }
  return hash & 4095;
}
