import { visibleText } from './visible-text.js';

/**
 * Text as a terminal may print it: no escape sequence, no cursor movement and
 * no change of direction can come out of it, since each becomes a picture.
 * @example escapeTerminal('\u001b[2Jgone') // '␛[2Jgone'
 */
export function escapeTerminal(text: string): string {
  return visibleText(text);
}
