import type { ExploreRequest, ExploreResult } from '../experiments/index.js';
import type { LatencySettings, Scenario } from '../scenario/index.js';
import type { ExplorationReport } from '../words/index.js';
import type { GivenWorld } from './given-world.js';
import { worldWords } from './replay-line.js';

/** A result as reports take it: with the CLI's clock and what the scenario expects. */
export function reportOf(
  { coverage, outcomes, counterexample, passingTwin, cut, verdict, timed, mode }: ExploreResult,
  request: Pick<ExploreRequest, 'scenario' | 'guards' | 'guardSet' | 'seed'>,
  { elapsedMs, settings }: { readonly elapsedMs: number; readonly settings: GivenWorld },
): ExplorationReport {
  const { scenario, guards, guardSet, seed } = request;
  const said = expectationFor(scenario, request);
  // An exploration is expected to come to what a replay comes to, unless the scenario says otherwise.
  const expectation = said === null ? null : (said.explore ?? said.verdict);
  return {
    scenario: { id: scenario.id, path: scenario.path, title: scenario.title },
    guardSet,
    guards,
    seed,
    mode,
    timed,
    verdict,
    coverage,
    outcomes: mergedOutcomes(outcomes),
    counterexample:
      counterexample === null
        ? null
        : {
            ...counterexample,
            critical: counterexample.critical.map((leg) => ({
              ...leg,
              ...declaredLeg(scenario.latency, leg.operation),
            })),
          },
    passingTwin,
    cut,
    elapsedMs: Math.round(elapsedMs),
    expectation,
    // What contradicts itself is no answer, and never the expected one.
    expected: coverage.alarm === null && verdict === (expectation ?? 'pass'),
    signalsCount: scenario.signals.length,
    extraOptions: worldWords(settings),
  };
}

/** Outcomes that a reader cannot tell apart (they differ in the kind of a duplicate) are one. */
function mergedOutcomes(outcomes: ExploreResult['outcomes']): ExploreResult['outcomes'] {
  const merged = new Map<string, ExploreResult['outcomes'][number]>();
  for (const outcome of outcomes) {
    const { fills, verdict, errors, extra, apart } = outcome;
    const key = JSON.stringify([fills, verdict, errors, extra, apart]);
    const before = merged.get(key)?.classes ?? 0;
    merged.set(key, { ...outcome, classes: before + outcome.classes });
  }
  return [...merged.values()];
}

/** What the scenario expects of these guards, compared as sets; the one of the same name first. */
export function expectationFor(
  { expect }: Pick<Scenario, 'expect'>,
  { guards, guardSet }: Pick<ExploreRequest, 'guards' | 'guardSet'>,
): Scenario['expect'][number] | null {
  const wanted = [...guards].sort().join();
  const fitting = expect.filter((each) => [...each.guards].sort().join() === wanted);
  return fitting.find((each) => each.guardSet === guardSet) ?? fitting[0] ?? null;
}

/** The bounds of one leg: a leg's own profile, or half of the round trip's. */
function declaredLeg(
  latency: LatencySettings,
  operation: string,
): { readonly declaredMinUs: number; readonly declaredMaxUs: number } {
  const legs = ['request', 'response'].map((leg) => {
    const own = latency[`${operation}.${leg}` as keyof LatencySettings];
    const whole = latency[operation as keyof LatencySettings];
    const profile = own ?? whole ?? { kind: 'constant', us: 0 };
    const [minUs, maxUs] =
      profile.kind === 'constant' ? [profile.us, profile.us] : [profile.minUs, profile.maxUs];
    const share = own === undefined ? 2 : 1;
    return { minUs: Math.ceil(minUs / share), maxUs: Math.ceil(maxUs / share) };
  });
  return {
    declaredMinUs: Math.max(...legs.map(({ minUs }) => minUs)),
    declaredMaxUs: Math.max(...legs.map(({ maxUs }) => maxUs)),
  };
}
