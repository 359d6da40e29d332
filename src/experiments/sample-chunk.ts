import type { Fault } from '../domain/index.js';
import {
  ClassEstimate,
  ClassFingerprint,
  type EndedRun,
  explore,
  RememberedProgram,
  type Schedule,
  type Strategy,
} from '../exploration/index.js';
import { Streams } from '../kernel/index.js';
import type { ExploreRequest } from './explore-contract.js';
import { FirstFailure } from './first-failure.js';
import { isNameOfFailure, type RunOutcome } from './run-outcome.js';
import { ScenarioProgram } from './scenario-program.js';
import { type SampleForm, STRATEGIES } from './strategies.js';

/**
 * Runs of one chunk. A sample is drawn in chunks of this size, each from a
 * stream of its own and on a program of its own, so that it is the same however
 * many workers share it. Opening a program costs about as much as ten runs.
 */
export const SAMPLE_CHUNK_RUNS = 1000;

/** What one chunk of a sample found: plain data. */
export interface SampledChunk {
  /** Runs begun, those given up included: what the estimate is the mean of. */
  readonly runs: number;
  readonly schedules: number;
  readonly abandoned: number;
  readonly outcomes: readonly {
    readonly outcome: RunOutcome;
    readonly schedules: number;
    readonly example: Schedule;
  }[];
  /** Fingerprints of the distinct classes in the order in which they came, each with the index of its outcome. */
  readonly classes: readonly (readonly [fingerprint: string, outcome: number])[];
  /** Those of the classes that no latencies inside the windows produce. */
  readonly infeasible: readonly string[];
  readonly estimate: number | null;
  /** Where faults could be chosen, as its runs met them. */
  readonly sites: readonly Fault[];
}

/** What a chunk needs of a request to explore. */
type ChunkRequest = Omit<ExploreRequest, 'mode' | 'bound'>;

/**
 * Draws the runs of one chunk (`chunk` counts from 0) of the sample that `request` asks for.
 * Draws: all from the stream `sample/<strategy>/<chunk>` of the request's seed.
 */
export async function sampleChunk(request: ChunkRequest, chunk: number): Promise<SampledChunk> {
  const program = new ScenarioProgram(request);
  program.watchSites();
  try {
    return await drawChunk(program, request, chunk);
  } finally {
    program.close();
  }
}

async function drawChunk(
  program: ScenarioProgram,
  request: ChunkRequest,
  chunk: number,
): Promise<SampledChunk> {
  const runs = Math.min(SAMPLE_CHUNK_RUNS, request.schedules - chunk * SAMPLE_CHUNK_RUNS);
  const form: SampleForm = request.extraStrategy ?? STRATEGIES[request.strategy];
  let estimate!: ClassEstimate;
  let noted!: ClassNotes;
  const drawAnew = (): Strategy => {
    const stream = new Streams(request.seed).open(`sample/${request.strategy}/${chunk}`);
    estimate = new ClassEstimate();
    noted = new ClassNotes(form.make({ runs, random: () => stream.next(), estimate }));
    return noted;
  };
  let failing = 0;
  const first = new FirstFailure(request);
  // Most schedules of a sample are old classes: those are answered from memory.
  const memory = program.isDeclared ? 'use' : 'ignore';
  const explored = await explore(new RememberedProgram(program, memory), drawAnew, {
    timing: request.timing,
    shouldStop: request.shouldStop,
    onVoid: () => {
      failing = 0;
    },
    onRun: (_run, _relation, outcome, isNew) => {
      if (isNew && isNameOfFailure(outcome)) failing++;
    },
    ...first.listenerTo(program),
    onProgress: (counts) => {
      first.counts = counts;
      request.onProgress?.({ ...counts, phase: 'exploring', failing });
    },
  });
  const tallies = [...explored.outcomes.values()];
  const indices = new Map(tallies.map(({ name }, index) => [name, index]));
  return {
    runs: explored.schedules + explored.abandoned,
    schedules: explored.schedules,
    abandoned: explored.abandoned,
    outcomes: tallies.map(({ outcome, schedules, example }) => ({ outcome, schedules, example })),
    classes: [...noted.feasible].map(([text, outcome]) => [text, indices.get(outcome)!]),
    infeasible: [...noted.infeasible],
    estimate: form.estimates ? estimate.classes : null,
    sites: program.sites(),
  };
}

/**
 * A strategy that writes down the class of each run, so that the classes of
 * chunks can be counted together. Fingerprints agree between programs of one
 * setting: tasks are numbered when a program is opened, before anything runs.
 */
class ClassNotes implements Strategy {
  readonly name: string;
  readonly feasible = new Map<string, string>();
  readonly infeasible = new Set<string>();
  readonly #inner: Strategy;
  readonly #fingerprint = new ClassFingerprint();

  constructor(inner: Strategy) {
    this.#inner = inner;
    this.name = inner.name;
  }

  begin(...given: Parameters<Strategy['begin']>): boolean {
    return this.#inner.begin(...given);
  }

  choose(...given: Parameters<Strategy['choose']>): number {
    return this.#inner.choose(...given);
  }

  compare(...given: Parameters<Strategy['compare']>): boolean {
    return this.#inner.compare(...given);
  }

  end(ended: EndedRun): void {
    this.#inner.end(ended);
    const { run, relation, feasible, outcome } = ended;
    if (outcome === null) return;
    this.#fingerprint.update(run, relation);
    const { text } = this.#fingerprint;
    if (!feasible) this.infeasible.add(text);
    else if (!this.feasible.has(text)) this.feasible.set(text, outcome);
  }

  coverage(): ReturnType<Strategy['coverage']> {
    return this.#inner.coverage();
  }
}
