import type { TapeHeader } from '../tape/index.js';
import { isExpected } from './expectation.js';
import type { FindingLog } from './finding-log.js';
import type { Judgement } from './judgement.js';
import { matchesRecord } from './matches-record.js';
import type { RunSummary } from './run-summary.js';
import { decideVerdict } from './verdict.js';

/** What was gathered from one tape. */
export interface Gathered {
  readonly summary: RunSummary;
  readonly log: FindingLog;
}

/** Puts the judgement together from what was gathered; the last step of every judge. */
export function conclude(header: TapeHeader, { summary, log }: Gathered): Judgement {
  const { fills, trades, positions, blocked } = summary.words();
  const findings = log.findings();
  const duplicates = log.duplicates();
  const verdict = decideVerdict(findings, { ran: summary.ran });
  const matches = matchesRecord(header, trades);
  // Written out: spreading costs a third of a judgement, and explorations make thousands a second.
  return {
    verdict,
    findings,
    fills,
    trades,
    positions,
    blocked,
    duplicates,
    matchesRecord: matches,
    expected: isExpected(header, { verdict, duplicates, matchesRecord: matches }),
  };
}
