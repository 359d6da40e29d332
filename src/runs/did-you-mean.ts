import { nearestWord } from '../scenario/index.js';

/**
 * A sentence that helps with a mistyped word: the nearest known one, or all of
 * them where none is near.
 * @example suggestionFor('repaly', ['replay', 'start']) // 'Did you mean replay?'
 */
export function suggestionFor(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  if (nearest !== null) return `Did you mean ${nearest}?`;
  return known.length === 0 ? 'There are none.' : `One of: ${known.join(', ')}.`;
}
