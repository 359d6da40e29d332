import { readFileSync } from 'node:fs';
import { type ExploreRequest, exploreScenario } from '../../src/experiments/index.js';
import {
  parseGuardSet,
  parseScenario,
  resolveGuards,
  type Scenario,
} from '../../src/scenario/index.js';

/** A shipped scenario, read as the command line reads it. */
export function shipped(id: string): Scenario {
  const path = `scenarios/${id}.yaml`;
  return scenarioOf(readFileSync(path, 'utf8'), path);
}

export function scenarioOf(text: string, path = 'inline.yaml'): Scenario {
  const parsed = parseScenario(text, { path });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

export function settingOf(scenario: Scenario, guardSet: string, seed = 1) {
  const parsed = parseGuardSet(guardSet);
  if (!parsed.ok) throw new Error(parsed.refusal.expected);
  return { scenario, guardSet, guards: resolveGuards(parsed.value, scenario.system), seed };
}

/** Explores to the end, whatever it takes. */
export function exploring(
  scenario: Scenario,
  guardSet: string,
  more: Partial<ExploreRequest> = {},
): ReturnType<typeof exploreScenario> {
  return exploreScenario({
    ...settingOf(scenario, guardSet),
    mode: 'exhaustive',
    timing: 'timed',
    bound: 2,
    schedules: 200,
    strategy: 'random',
    shouldStop: () => false,
    ...more,
  });
}
