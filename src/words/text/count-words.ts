import { groupDigits } from './format-time.js';

/**
 * A count with its noun.
 * @example counted(1, 'order') // '1 order'
 * @example counted(1_200, 'order') // '1,200 orders'
 */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupDigits(count)} ${count === 1 ? noun : plural}`;
}

/** @example times(1) // 'once' */
export function times(count: number): string {
  if (count === 1) return 'once';
  if (count === 2) return 'twice';
  return `${groupDigits(count)} times`;
}

/** @example listed(['a', 'b', 'c']) // 'a, b and c' */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
