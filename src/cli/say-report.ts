import { escapeTerminal } from '../report/index.js';
import type { Io } from './io.js';
import { shownPath } from './shown-path.js';

/** The last line of an answer: where the page is. */
export function sayReport(page: string, io: Io): void {
  io.stdout.write(`Report: ${escapeTerminal(shownPath(page, io))}\n`);
}
