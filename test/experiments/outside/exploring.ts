import {
  type ExploreRequest,
  type ExploreResult,
  type Extras,
  exploreScenario,
  type ReplayRequest,
  replay,
  type Scenario,
} from '../../../src/index.js';

const SILENT = { header: () => undefined, event: () => undefined };

/** Explores a scenario under no shipped guard, with these from outside. */
export function exploringWith(
  scenario: Scenario,
  extras: Extras,
  more: Partial<ExploreRequest> = {},
): Promise<ExploreResult> {
  return exploreScenario({
    scenario,
    guardSet: 'none',
    guards: [],
    seed: 1,
    mode: 'exhaustive',
    timing: 'timed',
    bound: 2,
    schedules: 200,
    strategy: 'random',
    shouldStop: () => false,
    ...extras,
    ...more,
  });
}

/** The verdict of one replay, and the assertions that found an error. */
export async function replayed(
  scenario: Scenario,
  seed: number,
  extras: Extras,
): Promise<{ verdict: string; errors: string[] }> {
  const request: ReplayRequest = { scenario, guardSet: 'none', guards: [], seed, ...extras };
  const { judgement } = await replay(request, SILENT);
  const errors = judgement.findings.filter(({ severity }) => severity === 'error');
  return { verdict: judgement.verdict, errors: errors.map(({ assertion }) => assertion) };
}
