import { escapeTerminal } from '../words/index.js';
import type { Io } from './io.js';
import { shownPath } from './shown-path.js';

/** The last line of an answer: where the page is. */
export function reportWords(page: string, io: Io): string {
  return `Report: ${escapeTerminal(shownPath(page, io))}\n`;
}
