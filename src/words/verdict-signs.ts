import type { ShownVerdict } from './shown-verdict.js';

/** Paths in a box of 14 by 14. Drawn and not written: a check mark is a character that not every machine has. */
export const VERDICT_PATHS: Readonly<Record<ShownVerdict, string>> = {
  pass: 'M2 7.5 5.2 11 12 3',
  fail: 'M3 3l8 8M11 3l-8 8',
  reproduced: 'M11.5 8.5a4.7 4.7 0 1 1-1.2-4.9M10.8 1v3h-3',
  inconclusive: 'M4 5a3 3 0 1 1 4 2.8q-1 .4-1 1.6M7 12v.2',
};
