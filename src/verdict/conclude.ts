import type { TapeHeader } from '../tape/index.js';
import { isExpected } from './expectation.js';
import type { FindingLog } from './finding-log.js';
import type { BriefJudgement, Judgement } from './judgement.js';
import { compareWithRecord } from './record-comparison.js';
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
  const { positions, blocked } = words;
  const findings = log.findings();
  const duplicates = log.duplicates();
  const verdict = decideVerdict(findings, { ran: summary.ran });
  const record = header.scenario.record === null ? null : compareWithRecord(header, words.trades);
  const matches = record?.reproduced ?? null;
  // Written out: spreading costs a third of a judgement, and explorations make thousands a second.
  return {
    verdict,
    findings,
    // A long day has a hundred thousand: objects are made of them for whoever asks.
    get fills() {
      return words.fills;
    },
    get trades() {
      return words.trades;
    },
    positions,
    blocked,
    duplicates,
    record,
    matchesRecord: matches,
    expected: isExpected(header, { verdict, duplicates, matchesRecord: matches }),
  };
}

/** As `conclude`, for whoever wants no words and no findings. */
export function concludeBriefly({ summary, log }: Gathered): BriefJudgement {
  return {
    verdict: decideVerdict(log.findings(), summary),
    fills: summary.fills,
    duplicates: log.duplicates(),
    errors: log.errors(),
    errorsOf: log.errorsOf(),
  };
}
