import { type CriticalAnswer, type CriticalRequest, solveCritical } from './critical-value.js';
import { type RareRequest, type RareResult, runRare } from './rare-events.js';
import { runTrials, type Trials, type TrialsRequest } from './trials.js';

/** One piece of a sweep that a worker does alone: plain data in, plain data out. */
export type SweepJob =
  | { readonly kind: 'trials'; readonly request: TrialsRequest }
  | { readonly kind: 'critical'; readonly request: CriticalRequest }
  | { readonly kind: 'rare'; readonly request: RareRequest };

export type SweepJobResult<Job extends SweepJob = SweepJob> = Job extends { kind: 'trials' }
  ? Trials
  : Job extends { kind: 'critical' }
    ? CriticalAnswer
    : RareResult | null;

export function runSweepJob(job: SweepJob, shouldStop: () => boolean): Promise<SweepJobResult> {
  switch (job.kind) {
    case 'trials':
      return runTrials(job.request, shouldStop);
    case 'critical':
      return solveCritical(job.request, shouldStop);
    case 'rare':
      return runRare(job.request, shouldStop);
  }
}
