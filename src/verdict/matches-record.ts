import type { TapeHeader } from '../tape/index.js';
import type { Execution } from './judgement.js';
import { compareWithRecord } from './record-comparison.js';

/** Do the trade rows equal the record? Null where the record says nothing of these guards. */
export function matchesRecord(header: TapeHeader, trades: readonly Execution[]): boolean | null {
  return compareWithRecord(header, trades)?.reproduced ?? null;
}
