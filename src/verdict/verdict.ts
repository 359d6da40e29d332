import type { Finding, VerdictKind } from './finding.js';

/** Did the run say anything? An attempt was made, and the tape goes on to its end. */
export interface RunWords {
  readonly ran: boolean;
}

/**
 * Three values. `fail`: an error was seen, and what comes after it cannot take
 * it back, so it counts on a tape that breaks off too. `pass`: the run went to
 * its end without one. `inconclusive`: no error was seen, yet nothing was
 * attempted or the end is missing; silence is no proof. Warnings never decide.
 */
export function decideVerdict(findings: readonly Finding[], { ran }: RunWords): VerdictKind {
  if (findings.some(({ severity }) => severity === 'error')) return 'fail';
  return ran ? 'pass' : 'inconclusive';
}
