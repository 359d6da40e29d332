/** The answers that one step got from its comparisons of the clock, in the order in which it asked. */
export type Answers = readonly boolean[];

/** Shared by all steps that compared nothing, so that they cost no allocation. */
export const NO_ANSWERS: Answers = [];

/**
 * One order in which everything completed: the key picked at each step, and
 * that step's answers. Says nothing of the strategy that found it, so that any
 * run can be seen again, shrunk, or printed as a token.
 */
export interface Schedule {
  readonly keys: readonly number[];
  readonly answers: readonly Answers[];
}

/** Does `whole` begin with `start`? */
export function isAnswersPrefix(start: Answers, whole: Answers): boolean {
  if (start.length > whole.length) return false;
  for (let i = 0; i < start.length; i += 1) if (start[i] !== whole[i]) return false;
  return true;
}
