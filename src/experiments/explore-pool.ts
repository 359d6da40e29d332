import { Tinypool } from 'tinypool';
import type { ExploreProgress, ExploreRequest, ExploreResult } from './explore-contract.js';
import { exploreScenario } from './explore-scenario.js';
import {
  type ExploreJob,
  type JobResult,
  type PlainRequest,
  type PostedJob,
  runJob,
  runPostedJob,
} from './explore-worker.js';
import { canBePosted, type Extras, extrasOf } from './extras.js';
import type { SweepJob, SweepJobResult } from './sweep/sweep-job.js';
import { newBoard, readBoard, stopBoard } from './worker-board.js';

/**
 * Explores guard sets and chunks of samples, here or in worker threads. The same
 * request gives the same result for any number of workers, but for what a time
 * budget or Ctrl-C cuts off.
 */
export interface ExplorePool {
  /** In the order asked, as many at once as there are workers. A sample is shared out in chunks. */
  explore(request: ExploreRequest): Promise<ExploreResult>;
  /** One job of a sweep. */
  sweep<Job extends SweepJob>(job: Job, listener: Listener): Promise<SweepJobResult<Job>>;
  /**
   * Tells the workers what the `shouldStop` of their requests say, and the
   * requests how far the workers are. The room has no timers: whoever opened the
   * pool calls this every few milliseconds. With one worker there is nothing to tell.
   */
  relay(): void;
  close(): Promise<void>;
}

/** @param workers at least 1; 1: everything runs in this thread, one thing after another */
export function openExplorePool(workers: number): ExplorePool {
  return workers === 1 ? new InlinePool() : new ThreadPool(workers);
}

type Listener = Pick<ExploreRequest, 'shouldStop' | 'onProgress'>;

/** What both kinds share: a request becomes jobs. */
abstract class JobPool implements ExplorePool {
  protected abstract run<Job extends ExploreJob>(
    job: Job,
    listener: Listener,
  ): Promise<JobResult<Job>>;
  abstract relay(): void;
  abstract close(): Promise<void>;

  async explore(request: ExploreRequest): Promise<ExploreResult> {
    if (request.mode === 'sample') return this.#sample(request);
    const { shouldStop, onProgress } = request;
    const listener = onProgress === undefined ? { shouldStop } : { shouldStop, onProgress };
    const result = await this.run({ kind: 'guard set', request: plainOf(request) }, listener);
    return { ...result, setting: request };
  }

  sweep<Job extends SweepJob>(job: Job, listener: Listener): Promise<SweepJobResult<Job>> {
    return this.run(job, listener) as Promise<SweepJobResult<Job>>;
  }

  /** Chunks as jobs, the telling of a failure here. */
  #sample(request: ExploreRequest): Promise<ExploreResult> {
    const progress: ExploreProgress[] = [];
    return exploreScenario(request, ({ shouldStop }, chunk) => {
      const onProgress = (told: ExploreProgress): void => {
        progress[chunk] = told;
        request.onProgress?.(sumOf(progress));
      };
      const job = { kind: 'chunk', request: plainOf(request), chunk } as const;
      return this.run(job, { shouldStop, onProgress });
    });
  }
}

class InlinePool extends JobPool {
  #last: Promise<unknown> = Promise.resolve();

  protected run<Job extends ExploreJob>(job: Job, listener: Listener): Promise<JobResult<Job>> {
    const result = this.#last.then(() => runJob(job, listener)) as Promise<JobResult<Job>>;
    // Whoever waits for the result hears of its error; the next job does not.
    this.#last = result.catch(() => undefined);
    return result;
  }

  relay(): void {}

  async close(): Promise<void> {
    await this.#last;
  }
}

class ThreadPool extends JobPool {
  readonly #pool: Tinypool;
  readonly #running = new Set<{ readonly board: Int32Array; readonly listener: Listener }>();

  constructor(workers: number) {
    super();
    this.#pool = new Tinypool({
      filename: workerFile(import.meta.url).href,
      name: runPostedJob.name,
      minThreads: workers,
      maxThreads: workers,
      isolateWorkers: false,
      trackUnmanagedFds: false,
    });
  }

  protected async run<Job extends ExploreJob>(
    job: Job,
    listener: Listener,
  ): Promise<JobResult<Job>> {
    // A worker knows no guard and no rule from outside: what has any is done here.
    if (!canBePosted(extrasOfJob(job))) return runJob(job, listener) as Promise<JobResult<Job>>;
    const board = newBoard();
    const entry = { board, listener };
    this.#running.add(entry);
    const posted: PostedJob = { job, board };
    try {
      return (await this.#pool.run(posted)) as JobResult<Job>;
    } finally {
      this.#running.delete(entry);
    }
  }

  relay(): void {
    for (const { board, listener } of this.#running) {
      const progress = readBoard(board);
      // A job that waits for its turn has used nothing of its budget.
      if (progress === null) continue;
      if (listener.shouldStop()) stopBoard(board);
      listener.onProgress?.(progress);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** A worker runs JavaScript: beside sources that a test loads it is the built one. */
function workerFile(here: string): URL {
  const isSource = here.endsWith('.ts');
  return new URL(
    isSource ? '../../dist/experiments/explore-worker.js' : './explore-worker.js',
    here,
  );
}

function extrasOfJob({ request }: ExploreJob): Extras {
  return 'setting' in request ? request.setting : request;
}

/** Named one by one: a caller may have hung more on its request than can be posted. */
function plainOf(request: ExploreRequest): PlainRequest {
  const { scenario, guardSet, guards, seed, partOf, planned, faults, runsMax } = request;
  const { mode, timing, bound, schedules, strategy } = request;
  const more = {
    ...(partOf === undefined ? {} : { partOf }),
    ...(planned === undefined ? {} : { planned }),
    ...(faults === undefined ? {} : { faults }),
    ...extrasOf(request),
    ...(runsMax === undefined ? {} : { runsMax }),
  };
  return { scenario, guardSet, guards, seed, mode, timing, bound, schedules, strategy, ...more };
}

function sumOf(parts: readonly ExploreProgress[]): ExploreProgress {
  const sum = { schedules: 0, classes: 0, redundant: 0, abandoned: 0, infeasible: 0, failing: 0 };
  for (const part of parts) {
    if (part === undefined) continue;
    sum.schedules += part.schedules;
    sum.classes += part.classes;
    sum.redundant += part.redundant;
    sum.abandoned += part.abandoned;
    sum.infeasible += part.infeasible;
    sum.failing += part.failing;
  }
  return { ...sum, phase: 'exploring' };
}
