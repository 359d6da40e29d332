import type { Rule } from '../assertions/index.js';
import type { Guard } from '../guards/index.js';
import type { SampleForm } from './strategies.js';

/** Guards, rules and a way of drawing samples from outside, as values: those of a test, or of a user's own files. */
export interface Extras {
  /** They stand after the shipped guards of their place, in this order. See `Guard` for what they must keep to. */
  readonly extraGuards?: readonly Guard[];
  /** They judge after the shipped rules. See `Rule` for what they must keep to. */
  readonly extraRules?: readonly Rule[];
  /** Draws the runs of a sample, in place of the strategy that is named. A sample claims no more for it. */
  readonly extraStrategy?: SampleForm;
}

/** The extras of a request and nothing else of it. */
export function extrasOf({ extraGuards, extraRules, extraStrategy }: Extras): Extras {
  return {
    ...(extraGuards === undefined ? {} : { extraGuards }),
    ...(extraRules === undefined ? {} : { extraRules }),
    ...(extraStrategy === undefined ? {} : { extraStrategy }),
  };
}

/** A worker can be posted data and no functions. */
export function canBePosted({ extraGuards = [], extraRules = [], extraStrategy }: Extras): boolean {
  return extraGuards.length === 0 && extraRules.length === 0 && extraStrategy === undefined;
}

/** A guard set's name with the guards from outside: `three-layer+one-holding`. */
export function guardSetWith(guardSet: string, { extraGuards = [] }: Extras): string {
  return [guardSet, ...new Set(extraGuards.map(({ name }) => name))].join('+');
}
