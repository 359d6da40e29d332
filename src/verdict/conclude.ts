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
  const words = summary.words();
  const findings = log.findings();
  const judged = {
    ...words,
    findings,
    verdict: decideVerdict(findings, { ran: summary.ran }),
    duplicates: log.duplicates(),
    matchesRecord: matchesRecord(header, words.trades),
  };
  return { ...judged, expected: isExpected(header, judged) };
}
