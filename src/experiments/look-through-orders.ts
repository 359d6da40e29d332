import type { Fault } from '../domain/index.js';
import {
  DeviationBounded,
  type ExhaustivelyOptions,
  type Exploration,
  type ExploreOptions,
  explore,
  exploreExhaustively,
  type OutcomeTally,
  type Strategy,
} from '../exploration/index.js';
import { type Program, Streams } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import type { Alarm, Cut, ExplorationCoverage } from '../verdict/index.js';
import { alarmOf } from './alarm.js';
import { CriticalLegs, type LeastLeg } from './critical-legs.js';
import type { ExploreRequest } from './explore-contract.js';
import { FirstFailure } from './first-failure.js';
import { mergeSample } from './merge-sample.js';
import { isNameOfFailure, type RunOutcome } from './run-outcome.js';
import { SAMPLE_CHUNK_RUNS, type SampledChunk, sampleChunk } from './sample-chunk.js';
import { ScenarioProgram } from './scenario-program.js';
import { SummedProgress } from './summed-progress.js';

/** What one way of looking found. */
export interface Found {
  readonly tallies: readonly OutcomeTally<RunOutcome>[];
  readonly coverage: ExplorationCoverage;
  readonly cut: readonly Cut[];
  /** The program of the first failing tally: the whole, or a component. */
  readonly programOf: (tally: OutcomeTally<RunOutcome>) => ScenarioProgram;
  /** From which latencies on anything fails; empty where it was not asked of every class. */
  readonly critical: readonly LeastLeg[];
  /** Where faults could be chosen, as the runs met them; see `explore-faults.ts`. */
  readonly sites: readonly Fault[];
}

/** Looks through the orders of one program as the request says. */
export function lookThroughOrders(
  program: ScenarioProgram,
  request: ExploreRequest,
  runChunk: ChunkRunner,
): Promise<Found> {
  return LOOK[request.mode](program, request, runChunk);
}

/** How each mode looks; a new mode is a line here. */
const LOOK: Readonly<
  Record<
    ExploreRequest['mode'],
    (program: ScenarioProgram, request: ExploreRequest, runChunk: ChunkRunner) => Promise<Found>
  >
> = {
  exhaustive: lookEverywhere,
  bounded: (program, request) =>
    lookWith(program, request, () => new DeviationBounded({ bound: request.bound })),
  sample: sampleRuns,
};

/**
 * Every class. Where a cycle has more symbol tasks than permits and timing is
 * left out, the semaphore is first taken to be open: it only holds tasks back
 * from starting, so every order that it lets happen is among the orders without
 * it (untimed, a start that is held back is a start whose first completion comes
 * later), and it is taken first and let go last, so whoever waits for it holds
 * nothing that a task inside could need. If all of those pass, so do all of the
 * real ones. If one fails it may not be possible, and the real ones are looked at.
 */
async function lookEverywhere(program: ScenarioProgram, request: ExploreRequest): Promise<Found> {
  const open = request.timing === 'untimed' ? withOpenSemaphore(request) : null;
  let alarm: Alarm | null = null;
  if (open !== null) {
    const relaxed = new ScenarioProgram({ ...request, scenario: open });
    if (program.watchesSites) relaxed.watchSites();
    try {
      // A failure here may be none of the real ones: nobody is told of it.
      const { onFailure: _, ...quiet } = request;
      const found = await lookAtAll(relaxed, quiet);
      const passes = found.tallies.every(({ outcome }) => outcome.verdict === 'pass');
      if (passes && found.coverage.kind === 'complete') {
        return { ...found, coverage: { ...found.coverage, note: OPEN_SEMAPHORE } };
      }
      alarm = found.coverage.alarm;
    } finally {
      relaxed.close();
    }
  }
  const found = await lookAtAll(program, request);
  if (alarm === null || found.coverage.alarm !== null) return found;
  // Its orders are none of the scenario as it is declared, so no token names them: what is wrong is wrong.
  const doubted = { ...alarm, token: null, otherToken: null };
  return { ...found, coverage: { ...found.coverage, kind: 'sampled', alarm: doubted } };
}

const OPEN_SEMAPHORE =
  'counted with the symbol semaphore open: the orders that it lets happen are among these';

/**
 * The scenario with a permit for every symbol task; null where that changes
 * nothing, or where tasks queue for connections: those held back would then
 * stand in that queue before others, which no order with the semaphore shows.
 */
function withOpenSemaphore({ scenario }: ExploreRequest): Scenario | null {
  if (scenario.database !== null) return null;
  const tasks = scenario.system.runners.map(
    ({ id }) =>
      scenario.signals.filter(({ runner, path }) => runner === id && path === 'main').length,
  );
  const most = Math.max(...tasks);
  const { system } = scenario;
  if (most <= system.parallelism) return null;
  return { ...scenario, system: { ...system, parallelism: most } };
}

async function lookAtAll(program: ScenarioProgram, request: ExploreRequest): Promise<Found> {
  const stream = new Streams(request.seed).open('audit');
  // Walks that know nothing of footprints: a class or an outcome that they meet and the search did
  // not have takes the claim away.
  const runs = (request.planned ?? 0) === 0 ? AUDIT_RUNS : AUDIT_RUNS_PLANNED;
  const audit = { runs, random: () => stream.next() };
  const first = new FirstFailure(request);
  const critical = new CriticalLegs();
  const heard = optionsOf(request, first);
  const options: ExhaustivelyOptions<RunOutcome> = {
    ...heard,
    ...(request.timing === 'untimed' ? {} : await hearingCritical(program, critical, heard)),
    audit,
    listenTo: (part: Program<RunOutcome>) => first.listenerTo(part as ScenarioProgram),
  };
  const explored = await exploreExhaustively(program, options);
  const { components } = explored;
  const parts = components.length > 1 ? program.components() : [program];
  const owner = new Map<OutcomeTally<RunOutcome>, ScenarioProgram>();
  components.forEach((component, index) => {
    for (const tally of component.outcomes.values()) owner.set(tally, parts[index]!);
  });
  const complete = explored.coverage.kind === 'complete';
  const unsteady = components.findIndex(({ coverage }) => coverage.kind === 'unsteady');
  // Where no part is unsteady by itself it is their sum: the whole shows it.
  const alarm = await alarmOf(explored.coverage, parts[unsteady] ?? program, request);
  return {
    tallies: [...owner.keys()],
    coverage: {
      kind: complete ? 'complete' : 'sampled',
      schedules: explored.schedules,
      classes: explored.classes,
      redundant: explored.redundant,
      bound: null,
      estimate: null,
      infeasible: explored.infeasible,
      // Alike tasks that could not be counted once, or symbols explored together, claim no less.
      note: complete || alarm !== null ? null : unfinishedNote(explored, request),
      alarm,
      ...NO_FAULTS,
    },
    cut: cutOf(explored),
    critical: critical.legs(),
    programOf: (tally) => owner.get(tally)!,
    sites: program.sites(),
  };
}

/** What one plan says of faults; the sum over plans says the rest. */
const NO_FAULTS = { faultsMax: 0, plans: 1 };

/** Random walks by which every complete result is doubted, for each component. */
const AUDIT_RUNS = 64;
/** The same under a set of chosen faults: there are many of them, and they share their statements. */
const AUDIT_RUNS_PLANNED = 8;

const UNFINISHED = 'stopped before every class was run: what is claimed is what was run';

/** Hears of every failing class from which latencies on it is possible. */
async function hearingCritical(
  program: ScenarioProgram,
  critical: CriticalLegs,
  { onRun, onVoid }: ExploreOptions,
): Promise<Pick<ExploreOptions, 'onRun' | 'onVoid'>> {
  const maps: ReadonlyMap<number, string>[] = [];
  for (const part of [program, ...program.components()]) maps.push(await part.learnOperations());
  const operationOf = (key: number): string | undefined => {
    for (const map of maps) {
      const operation = map.get(key);
      if (operation !== undefined) return operation;
    }
    return undefined;
  };
  return {
    onRun: (run, relation, outcome, isNew) => {
      onRun?.(run, relation, outcome, isNew);
      if (isNew && isNameOfFailure(outcome)) critical.hear(run, relation, operationOf);
    },
    onVoid: () => {
      onVoid?.();
      critical.forget();
    },
  };
}

async function lookWith(
  program: ScenarioProgram,
  request: ExploreRequest,
  strategyOf: () => Strategy,
): Promise<Found> {
  const first = new FirstFailure(request);
  const options = { ...optionsOf(request, first), ...first.listenerTo(program) };
  const explored = await explore(program, strategyOf, options);
  const alarm = await alarmOf(explored.coverage, program, request);
  return foundBy(program, explored, { alarm, request });
}

/** Does one chunk of a sample: here, or in a worker. */
export type ChunkRunner = (request: ExploreRequest, chunk: number) => Promise<SampledChunk>;

/** A sample is drawn in chunks whoever draws them, so that it is the same for any number of workers. */
async function sampleRuns(
  program: ScenarioProgram,
  request: ExploreRequest,
  runChunk: ChunkRunner,
): Promise<Found> {
  const count = Math.ceil(request.schedules / SAMPLE_CHUNK_RUNS);
  const chunks: SampledChunk[] = [];
  // A round at a time: what is under way is bounded, and a pool has enough to share out.
  for (let from = 0; from < count && !request.shouldStop(); from += CHUNKS_PER_ROUND) {
    const round = Array.from({ length: Math.min(CHUNKS_PER_ROUND, count - from) }, (_, index) =>
      runChunk(request, from + index),
    );
    chunks.push(...(await Promise.all(round)));
  }
  const { tallies, coverage } = mergeSample(chunks, request.schedules);
  const sites = chunks.flatMap((chunk) => chunk.sites);
  const runs = chunks.reduce((sum, chunk) => sum + chunk.runs, 0);
  const cut: readonly Cut[] = runs < request.schedules ? ['search'] : [];
  return { tallies, coverage, cut, critical: [], programOf: () => program, sites };
}

const CHUNKS_PER_ROUND = 64;

export function oneAfterAnother(): ChunkRunner {
  let last: Promise<unknown> = Promise.resolve();
  return (request, chunk) => {
    const drawn = last.then(() => sampleChunk(request, chunk));
    last = drawn;
    return drawn;
  };
}

function foundBy(
  program: ScenarioProgram,
  explored: Exploration<RunOutcome>,
  { alarm, request }: { readonly alarm: Alarm | null; readonly request: ExploreRequest },
): Found {
  const { coverage } = explored;
  return {
    tallies: [...explored.outcomes.values()],
    coverage: {
      kind: coverage.kind === 'bounded' ? 'bounded' : 'sampled',
      schedules: explored.schedules,
      classes: explored.classes,
      redundant: explored.redundant,
      bound: coverage.kind === 'bounded' ? coverage.bound : null,
      estimate: null,
      infeasible: explored.infeasible,
      note: coverage.kind === 'unfinished' ? unfinishedNote(explored, request) : null,
      alarm,
      ...NO_FAULTS,
    },
    cut: cutOf(explored),
    critical: [],
    programOf: () => program,
    sites: program.sites(),
  };
}

/** A search that a budget ended claims no more than what was run. */
function cutOf({ endedBy }: Pick<Exploration<RunOutcome>, 'endedBy'>): readonly Cut[] {
  return endedBy === 'strategy' ? [] : ['search'];
}

function unfinishedNote(
  { endedBy }: Pick<Exploration<RunOutcome>, 'endedBy'>,
  { runsMax }: ExploreRequest,
): string {
  return endedBy === 'runsMax' ? `${UNFINISHED} (its ${runsMax} runs were used up)` : UNFINISHED;
}

function optionsOf(request: ExploreRequest, first: FirstFailure): ExploreOptions {
  const progress = new SummedProgress();
  return {
    timing: request.timing,
    ...(request.runsMax === undefined ? {} : { runsMax: request.runsMax }),
    shouldStop: request.shouldStop,
    onVoid: () => progress.forget(),
    onRun: (_run, _relation, outcome, isNew) => progress.heard(outcome, isNew),
    onProgress: (live, share) => {
      const counts = progress.sum(live);
      const { failing } = progress;
      first.counts = counts;
      // Where faults are chosen, other sets of them are still to come: the share would be of this one.
      const known = request.scenario.faults.length > 0 ? {} : { share };
      request.onProgress?.({ ...counts, phase: 'exploring', failing, ...known });
    },
  };
}
