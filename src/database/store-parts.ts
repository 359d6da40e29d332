import { NotSimulated } from '../sql/index.js';

/** A part of the store that some guard of the run has said that it uses. */
export function installed<T>(part: T | null, name: string): T {
  if (part === null) throw undeclared(name);
  return part;
}

/** Such an error goes past the code under test, which may hide any other. */
export function undeclared(part: string): NotSimulated {
  return new NotSimulated(
    `A guard asks the store for its part "${part}", and no guard of this run names that among what it uses.`,
  );
}
