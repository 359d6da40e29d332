import type { ExploreRequest, ExploreResult } from './explore-contract.js';
import { exploreScenario } from './explore-scenario.js';
import { type SampledChunk, sampleChunk } from './sample-chunk.js';
import { runSweepJob, type SweepJob, type SweepJobResult } from './sweep/sweep-job.js';
import { heardBoard, tellBoard } from './worker-board.js';

/** A request to explore as plain data: what can be posted to a worker. */
export type PlainRequest = Omit<ExploreRequest, 'shouldStop' | 'onProgress'>;

/** One piece of an exploration or a sweep that a worker does alone. */
export type ExploreJob =
  | SweepJob
  | { readonly kind: 'guard set'; readonly request: PlainRequest }
  | { readonly kind: 'chunk'; readonly request: PlainRequest; readonly chunk: number };

/** The answer to a job, without the request that the asker has himself. */
export type JobResult<Job extends ExploreJob = ExploreJob> = Job extends SweepJob
  ? SweepJobResult<Job>
  : Job extends { kind: 'chunk' }
    ? SampledChunk
    : Omit<ExploreResult, 'setting'>;

/** What a worker is posted: the job, and the shared memory by which it can be stopped. */
export interface PostedJob {
  readonly job: ExploreJob;
  readonly board: Int32Array;
}

/** A worker's whole work: one job at a time. Found by its name. */
export function runPostedJob({ job, board }: PostedJob): Promise<JobResult> {
  tellBoard(board, { started: true });
  return runJob(job, {
    shouldStop: () => heardBoard(board),
    onProgress: (progress) => tellBoard(board, progress),
  });
}

/** Does a job here, in this thread. */
export async function runJob(
  job: ExploreJob,
  listener: Pick<ExploreRequest, 'shouldStop' | 'onProgress'>,
): Promise<JobResult> {
  if (job.kind !== 'chunk' && job.kind !== 'guard set') {
    return runSweepJob(job, listener.shouldStop);
  }
  const request = { ...job.request, ...listener };
  if (job.kind === 'chunk') return sampleChunk(request, job.chunk);
  const { setting: _, ...result } = await exploreScenario(request);
  return result;
}
