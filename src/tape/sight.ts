import type { TapeEntry } from './events.js';

/** Where a rule looks: at entries of a kind; `blocked`: at a guard's block. */
export type SightPlace = Exclude<TapeEntry['kind'], 'end'> | 'blocked';

/**
 * Something besides single entries that a rule decides on. In an exploration it
 * becomes a footprint: two orders between which the rule could tell a difference
 * are then two classes, and both are run.
 */
export interface Sight {
  /** The entries at which it looks. */
  readonly at: readonly SightPlace[];
  /**
   * What it looks at there. `each other`: which of these entries comes before which.
   * `broker quantity`: how much the broker holds at that moment.
   */
  readonly sees: 'each other' | 'broker quantity';
  /** Whose: entries of one signal, of one symbol (its quantity), or of the whole run (all quantities). */
  readonly of: 'signal' | 'symbol' | 'run';
  /**
   * Only where it can make a difference; left out: everywhere. The rule answers for it.
   * `symbol may be flat`: the broker can hold none of the symbol after a fill.
   * `signal may be handled twice`: its message may be delivered again, or its process die.
   */
  readonly where?: 'symbol may be flat' | 'signal may be handled twice';
}
