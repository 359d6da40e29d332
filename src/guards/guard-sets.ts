import type { ShippedGuard } from './shipped-guards.js';

/** The named guard sets of the command line; `recorded` is the scenario's own. `all` stays these six: later guards are asked for by name. */
export const GUARD_SETS: Readonly<Record<string, readonly ShippedGuard[]>> = {
  none: [],
  before: ['memory-position'],
  'three-layer': ['memory-position', 'cycle-set', 'pending-lock', 'db-position'],
  all: [
    'memory-position',
    'cycle-set',
    'pending-lock',
    'db-position',
    'recent-trade',
    'unique-intent',
  ],
};
