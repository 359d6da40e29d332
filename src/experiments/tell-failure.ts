import type { StepFact } from '../domain/index.js';
import {
  Exhaustive,
  explore,
  type Fails,
  nearestPassingTwin,
  type OutcomeTally,
  type PassingTwin,
  type Replayed,
  replaySchedule,
  type Schedule,
  scheduleGuide,
  shrink,
  shrinkSchedule,
} from '../exploration/index.js';
import type { LockKnowledge } from '../kernel/index.js';
import type { Counterexample, Cut, ExplorationResult, Twin } from '../verdict/index.js';
import { stepWords } from '../words/index.js';
import { chosenFaults } from './chosen-faults.js';
import { CriticalLegs } from './critical-legs.js';
import { declaredLeg } from './declared-leg.js';
import type { ExploreRequest } from './explore-contract.js';
import { RunAllowance } from './run-allowance.js';
import type { RunOutcome } from './run-outcome.js';
import { belongingOfSetting, printRunToken, restrictSignals } from './run-token.js';
import { ScenarioProgram } from './scenario-program.js';
import { steadied } from './steadied-latency.js';
import { type Story, storyAxis } from './story-axis.js';
import { NO_COUNTS } from './summed-progress.js';

/** Runs for each smaller story before it is left open whether it fails. */
const SEARCH_MAX = 3_000;

/** Runs for each part of telling a failure, where the request does not say. */
const TELLING_RUNS_MAX = 20_000;

/** What is told of a failure. */
type Told = Pick<ExplorationResult, 'counterexample' | 'passingTwin' | 'cut'>;

/**
 * Makes a failure small and tells it: fewest signals, fewest faults, fewest
 * reorderings, which latencies must vary; then the nearest order that passes. Every step is
 * verified by running it. What the runs, or the time, were too few for is named in `cut`.
 */
export async function tellFailure(
  whole: ScenarioProgram,
  failing: OutcomeTally<RunOutcome>,
  asked: ExploreRequest,
): Promise<Told> {
  const allowance = (): RunAllowance =>
    new RunAllowance(asked.runsMax ?? TELLING_RUNS_MAX, asked.shouldStop);
  // One each for a smaller story, its order, and the twin: none is left without runs by another.
  const [shrinking, ordering, looking] = [allowance(), allowance(), allowance()];
  const { errors } = failing.outcome;
  // A stall is the cause of what else is wrong: an order that was due and never went out, a mark that leaked.
  const wanted = errors.includes('no-stall') ? 'no-stall' : (errors[0] ?? 'no-duplicate');
  const fails = (outcome: RunOutcome): boolean => outcome.errors.includes(wanted);
  const all = signalIndices(whole, asked);
  const operations = Object.keys(asked.scenario.latency).sort();
  const chosen = Array.from({ length: asked.planned ?? 0 }, (_, index) => index);
  const start: Story = { signals: all, varying: operations, faults: chosen };
  const progress = (phase: 'shrinking' | 'looking for the twin'): void =>
    asked.onProgress?.({ ...NO_COUNTS, phase, failing: 1 });
  progress('shrinking');
  const fewer = await shrink(
    start,
    [
      storyAxis(
        'signals',
        (story) => story.signals,
        (story, signals) => ({ ...story, signals }),
      ),
      storyAxis(
        'faults',
        (story) => story.faults,
        (story, faults) => ({ ...story, faults }),
      ),
    ],
    (story) => storyFails(story, { request: asked, fails, locks: whole.locks, shrinking }),
    shrinking.isOver,
  );
  const { signals, faults } = fewer.story;
  // From here on the faults that are left are those of the request: a token belongs to them.
  const request = withFaults(asked, faults);
  const left = faults.map((_, index) => index);
  const steady = await shrink(
    { signals, varying: operations, faults: left },
    [
      storyAxis(
        'latencies',
        (story) => story.varying,
        (story, varying) => ({ ...story, varying }),
      ),
    ],
    (story) => storyFails(story, { request, fails, locks: whole.locks, shrinking }),
    shrinking.isOver,
  );
  const program = programOf({ signals, varying: operations, faults: left }, request, whole.locks);
  try {
    // Before any run: a story that cannot shrink has no later run to learn them from.
    await program.learnLabels();
    const schedule =
      signals.length === all.length &&
      faults.length === chosen.length &&
      program.setting.scenario.signals.length === all.length
        ? failing.example
        : (await findFailing(program, { request, fails, shrinking: ordering })).schedule;
    const shrunk =
      schedule === null
        ? null
        : await shrinkSchedule(program, schedule, {
            fails,
            timing: request.timing,
            shouldStop: () => !ordering.take(),
          });
    // Where the budget was too small to verify anything smaller, the failure is told as it was found.
    if (shrunk === null) {
      const found = await tellAsFound(whole, failing, { all, wanted }, asked);
      return schedule === null ? { ...found, cut: ['shrink', 'twin'] } : found;
    }
    const { replayed } = shrunk;
    const told = await factsOf(program, replayed);
    progress('looking for the twin');
    const twin = await nearestPassingTwin(program, replayed, {
      passes: (outcome) => outcome.verdict === 'pass',
      timing: request.timing,
      shouldStop: () => !looking.take(),
    });
    const counterexample: Counterexample = {
      ...tell(replayed, told, { signals, wanted }, request),
      signalIds: program.setting.scenario.signals.map(({ id }) => id),
      minimal: fewer.isMinimal && steady.isMinimal && shrunk.isMinimal,
      latencies: steady.story.varying,
      critical: await criticalOf(whole, failing, asked),
    };
    const passingTwin: Twin | null =
      twin === null ? null : twinOf(twin, told, { signals }, request);
    const cut: readonly Cut[] = [
      ...(counterexample.minimal ? [] : ['shrink' as const]),
      ...(twin === null && looking.wasRefused ? ['twin' as const] : []),
    ];
    return { counterexample, passingTwin, cut };
  } finally {
    program.close();
  }
}

/** What the completions of a run are, by key, learned by running it once more: other runs use the same keys for other things. */
async function factsOf(
  program: ScenarioProgram,
  { schedule }: Replayed<RunOutcome>,
): Promise<ReadonlyMap<number, StepFact>> {
  await program.learnLabels();
  const { run } = await replaySchedule(program, scheduleGuide(schedule));
  const facts = new Map<number, StepFact>();
  for (let step = 0; step < run.length; step++) {
    facts.set(run.keyAt(step), program.factOf(run.keyAt(step)));
  }
  return facts;
}

/** What is told of any failing run. */
function tell(
  replayed: Replayed<RunOutcome>,
  known: ReadonlyMap<number, StepFact>,
  { signals, wanted }: { signals: readonly number[]; wanted: string },
  request: ExploreRequest,
): Omit<Counterexample, 'signalIds' | 'minimal' | 'latencies' | 'critical'> {
  const { run, choices, outcome } = replayed;
  const facts = Array.from({ length: run.length }, (_, step) => known.get(run.keyAt(step))!);
  const story = facts.map(stepWords);
  const deviatingSteps = choices.deviations.map(({ step }) => step);
  return {
    token: tokenOf(replayed, signals, request),
    signals: signals.length,
    deviations: choices.deviations.length,
    steps: run.length,
    kind: outcome!.duplicates[0]?.kind ?? wanted,
    story,
    facts,
    deviatingSteps,
    deviating: deviatingSteps.map((step) => story[step]!),
    fills: outcome!.fills,
    faults: chosenFaults(request),
  };
}

/** The request with only these of the faults that were chosen for it. */
function withFaults(request: ExploreRequest, kept: readonly number[]): ExploreRequest {
  const { scenario, planned = 0 } = request;
  if (kept.length === planned) return request;
  const scripted = scenario.faults.slice(0, scenario.faults.length - planned);
  const chosen = kept.map((index) => scenario.faults[scripted.length + index]!);
  const faults = [...scripted, ...chosen];
  return { ...request, scenario: { ...scenario, faults }, planned: kept.length };
}

function twinOf(
  { replayed, nowFirst, nowSecond }: PassingTwin<RunOutcome>,
  known: ReadonlyMap<number, StepFact>,
  { signals }: { signals: readonly number[] },
  request: ExploreRequest,
): Twin {
  const words = (key: number): string => {
    const fact = known.get(key);
    return fact === undefined ? '' : stepWords(fact);
  };
  const first = words(nowFirst);
  const second = words(nowSecond);
  return {
    token: tokenOf(replayed, signals, request),
    faults: chosenFaults(request),
    flipped: [first, second],
    words: `if ${first} before ${second}, it passes`,
  };
}

/** The failing run as the search found it, nothing made smaller and no twin looked for. */
export async function tellAsFound(
  whole: ScenarioProgram,
  failing: Pick<OutcomeTally<RunOutcome>, 'example'>,
  { all, wanted }: { all: readonly number[]; wanted: string },
  request: ExploreRequest,
): Promise<Told> {
  const replayed = await replaySchedule(whole, scheduleGuide(failing.example));
  const told = await factsOf(whole, replayed);
  const counterexample: Counterexample = {
    ...tell(replayed, told, { signals: all, wanted }, request),
    signalIds: whole.setting.scenario.signals.map(({ id }) => id),
    minimal: false,
    latencies: Object.keys(request.scenario.latency).sort(),
    critical: await criticalOf(whole, failing, request),
  };
  return { counterexample, passingTwin: null, cut: [] };
}

/** The signals of `program` as indices into those of the scenario that was asked about. */
export function signalIndices(
  program: ScenarioProgram,
  request: ExploreRequest,
): readonly number[] {
  const own = new Set(program.setting.scenario.signals.map(({ id }) => id));
  return request.scenario.signals.flatMap(({ id }, index) => (own.has(id) ? [index] : []));
}

function programOf(
  { signals, varying, faults }: Story,
  asked: ExploreRequest,
  locks: LockKnowledge,
): ScenarioProgram {
  const request = withFaults(asked, faults);
  const scenario = restrictSignals(request.scenario, signals)!;
  const setting = {
    ...request,
    scenario: { ...scenario, latency: steadied(scenario.latency, varying) },
  };
  return new ScenarioProgram(setting, locks);
}

/** What a search for a failing order of a story needs to know. */
interface Wanted {
  readonly request: ExploreRequest;
  readonly fails: (outcome: RunOutcome) => boolean;
  readonly shrinking: RunAllowance;
}

async function storyFails(
  story: Story,
  wanted: Wanted & { readonly locks: LockKnowledge },
): Promise<Fails> {
  if (story.signals.length === 0) return false;
  const program = programOf(story, wanted.request, wanted.locks);
  try {
    const { schedule, isSearched } = await findFailing(program, wanted);
    return schedule !== null || (isSearched ? false : 'unknown');
  } finally {
    program.close();
  }
}

/** The first failing schedule in the order of the exhaustive search, and whether, where there is none, all was searched. */
async function findFailing(
  program: ScenarioProgram,
  { request, fails, shrinking }: Wanted,
): Promise<{ readonly schedule: Schedule | null; readonly isSearched: boolean }> {
  let found: Schedule | null = null;
  const { endedBy } = await explore(program, () => new Exhaustive(), {
    timing: request.timing,
    runsMax: SEARCH_MAX,
    shouldStop: () => found !== null || !shrinking.take(),
    // What was found while a lock was taken for free may be possible by no latencies.
    onVoid: () => {
      found = null;
    },
    onOutcome: (outcome, _name, take) => {
      if (found === null && fails(outcome)) found = take();
    },
  });
  return { schedule: found, isSearched: endedBy === 'strategy' };
}

function tokenOf(
  replayed: Replayed<RunOutcome>,
  signals: readonly number[],
  request: ExploreRequest,
): string {
  return printRunToken({
    belongsTo: belongingOfSetting(request),
    seed: request.seed,
    choices: replayed.choices,
    signals: signals.length === request.scenario.signals.length ? null : signals,
  });
}

/** From which latencies on this very class is possible: others may fail below them. */
async function criticalOf(
  whole: ScenarioProgram,
  { example }: Pick<OutcomeTally<RunOutcome>, 'example'>,
  { timing, scenario }: ExploreRequest,
): Promise<Counterexample['critical']> {
  if (timing === 'untimed') return [];
  const operations = await whole.learnOperations();
  const { run, relation } = await replaySchedule(whole, scheduleGuide(example));
  const critical = new CriticalLegs();
  critical.hear(run, relation, (key) => operations.get(key));
  return critical.legs().map((leg) => ({
    ...leg,
    claim: 'upper bound',
    ...declaredLeg(scenario.latency, leg.operation),
  }));
}
