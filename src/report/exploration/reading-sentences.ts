import { counted, listed } from '../text/count-words.js';
import type { MatrixReport } from './exploration.js';

/** What the cells of a matrix say together, each finding as a sentence. */
export function readingSentences({
  reading,
  cells,
  varied,
}: Pick<MatrixReport, 'reading' | 'cells' | 'varied'>): readonly string[] {
  const { necessary, redundant, minimalSafe, undecided } = reading;
  const undecidedWords =
    undecided === 0
      ? []
      : [
          `${counted(undecided, 'set')} of ${cells.length} ${undecided === 1 ? 'is' : 'are'} undecided (neither a certificate nor a failing order): what stands here leaves them out.`,
        ];
  if (minimalSafe.length === 0)
    return ['No set of these guards is safe for certain in every order.', ...undecidedWords];
  const sets = minimalSafe.map((guards) => {
    const names = guards.filter((name) => varied.includes(name));
    return names.length === 0 ? 'memory-position alone' : names.join(' + ');
  });
  return [
    sets.length === 1
      ? `Minimal and safe: ${sets[0]}. No part of it is.`
      : `Minimal and safe, each without any other: ${sets.join('; ')}.`,
    necessary.length === 0
      ? 'No guard is necessary: each can be replaced by others.'
      : `Necessary, in every safe set: ${listed(necessary)}.`,
    redundant.length === 0
      ? 'No guard is redundant: each has a minimal safe set that needs it.'
      : `Redundant, in no minimal safe set: ${listed(redundant)}. Taking ${redundant.length === 1 ? 'it' : 'them'} away costs no safety here.`,
    ...undecidedWords,
  ];
}
