import type { ExploreResult } from '../experiments/index.js';
import { expectationFor } from '../verdict/index.js';
import type { ExplorationReport } from '../words/index.js';
import type { GivenWorld } from './given-world.js';
import { worldWords } from './replay-line.js';

/** A result as reports take it: with the CLI's clock and what the scenario expects. */
export function reportOf(
  { setting, ...result }: ExploreResult,
  { elapsedMs, settings }: { readonly elapsedMs: number; readonly settings: GivenWorld },
): ExplorationReport {
  const { scenario, guards, guardSet, seed } = setting;
  const said = expectationFor(setting);
  // An exploration is expected to come to what a replay comes to, unless the scenario says otherwise.
  const expectation = said === null ? null : (said.explore ?? said.verdict);
  return {
    ...result,
    scenario: { id: scenario.id, path: scenario.path, title: scenario.title },
    guardSet,
    guards,
    seed,
    elapsedMs: Math.round(elapsedMs),
    expectation,
    // What contradicts itself is no answer, and never the expected one.
    expected: result.coverage.alarm === null && result.verdict === (expectation ?? 'pass'),
    signalsCount: scenario.signals.length,
    extraOptions: worldWords(settings),
  };
}
