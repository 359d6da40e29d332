import { expectationStanding, type VerdictKind } from '../verdict/index.js';
import type { JudgedRun } from './report-run.js';

/** A verdict as people read it. */
export type ShownVerdict = VerdictKind | 'reproduced';

/**
 * A replay that fails as its scenario expects has reproduced an incident, which
 * is what was wanted: people read `reproduced` there. JSON and other machine
 * formats keep the verdict.
 */
export function shownVerdict(run: Pick<JudgedRun, 'header' | 'judgement'>): ShownVerdict {
  const { verdict } = run.judgement;
  return verdict === 'fail' && expectationStanding(run) === 'met' ? 'reproduced' : verdict;
}
