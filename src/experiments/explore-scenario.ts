import type { OutcomeTally } from '../exploration/index.js';
import type { CriticalLeg, ExplorationCoverage, ExplorationOutcome } from '../verdict/index.js';
import { declaredLeg } from './declared-leg.js';
import type { ExploreRequest, ExploreResult } from './explore-contract.js';
import { type FoundInPlans, lookAtFaultPlans, type PlannedTally } from './explore-faults.js';
import { type ChunkRunner, oneAfterAnother } from './look-through-orders.js';
import { outcomeOf, type RunOutcome } from './run-outcome.js';
import { tellFailure } from './tell-failure.js';

/**
 * Looks through the orders of one scenario under one guard set, and through the
 * faults that may happen, claims no more than was looked at, and tells the
 * smallest failing story with its passing twin. The same request gives the same
 * result but for what a time budget or Ctrl-C cut off.
 */
export async function exploreScenario(
  request: ExploreRequest,
  runChunk: ChunkRunner = oneAfterAnother(),
): Promise<ExploreResult> {
  const found = await lookAtFaultPlans(toldOnce(request), runChunk);
  try {
    const { failing } = found;
    const told =
      failing === null
        ? { counterexample: null, passingTwin: null, cut: [] }
        : await tellFailure(failing.program, failing.tally, failing.request);
    const { counterexample, passingTwin } = told;
    const claim = found.coverage.kind === 'complete' ? 'exact' : 'upper bound';
    const critical = found.critical.map(
      (leg): CriticalLeg => ({
        ...leg,
        claim,
        ...declaredLeg(request.scenario.latency, leg.operation),
      }),
    );
    return {
      setting: request,
      mode: request.mode,
      timed: request.timing === 'timed',
      verdict: verdictOf(found, request),
      coverage: found.coverage,
      outcomes: outcomesOf(found),
      counterexample:
        counterexample === null || critical.length === 0
          ? counterexample
          : { ...counterexample, critical },
      passingTwin,
      cut: [...found.cut, ...told.cut],
    };
  } finally {
    found.close();
  }
}

/** Every set of faults and every chunk of a sample has a first failure: only the first of all goes on. */
function toldOnce(request: ExploreRequest): ExploreRequest {
  const { onFailure } = request;
  if (onFailure === undefined) return request;
  let told = false;
  return {
    ...request,
    onFailure: (soFar) => {
      if (told) return undefined;
      told = true;
      return onFailure({ ...soFar, setting: request });
    },
  };
}

/** A failure is a failure; a pass needs the claim that was asked for. */
function verdictOf(
  {
    coverage,
    tallies,
    failing,
  }: {
    readonly coverage: ExplorationCoverage;
    readonly tallies: readonly OutcomeTally<RunOutcome>[];
    readonly failing: PlannedTally | null;
  },
  { mode }: ExploreRequest,
): ExploreResult['verdict'] {
  if (failing !== null) return 'fail';
  if (coverage.alarm !== null) return 'inconclusive';
  if (tallies.length === 0 || tallies.some(({ outcome }) => outcome.verdict !== 'pass')) {
    return 'inconclusive';
  }
  const wanted = { exhaustive: 'complete', bounded: 'bounded', sample: 'sampled' }[mode];
  return coverage.kind === wanted ? 'pass' : 'inconclusive';
}

/** Outcomes that a reader cannot tell apart (they differ in the kind of a duplicate) are one. */
function outcomesOf({
  tallies,
  apartOf,
}: Pick<FoundInPlans, 'tallies' | 'apartOf'>): readonly ExplorationOutcome[] {
  const merged = new Map<string, ExplorationOutcome>();
  for (const tally of tallies) {
    const outcome = outcomeOf(tally.outcome, tally.classes, apartOf(tally));
    const key = JSON.stringify({ ...outcome, classes: 0 });
    const before = merged.get(key)?.classes ?? 0;
    merged.set(key, { ...outcome, classes: before + outcome.classes });
  }
  return [...merged.values()];
}
