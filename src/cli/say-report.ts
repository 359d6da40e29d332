import type { Io } from '../runs/index.js';
import { shownPath } from '../runs/index.js';
import { escapeTerminal } from '../words/index.js';

/** The last line of an answer: where the page is. */
export function reportWords(page: string, io: Io): string {
  return `Report: ${escapeTerminal(shownPath(page, io))}\n`;
}
