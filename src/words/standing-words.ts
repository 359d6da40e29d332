import type { ExpectationStanding } from '../verdict/index.js';

/** The one name of each standing, in the terminal and on every page. */
export const STANDING_WORDS: Readonly<Record<ExpectationStanding, string>> = {
  met: 'as expected',
  missed: 'not as expected',
  none: 'no expectation',
};
