import {
  faultFor,
  type LatencyOperation,
  type LatencyProfile,
  type LatencySettings,
  parseFault,
  type Scenario,
  type WrittenFault,
} from '../scenario/index.js';
import { refused } from './input-problem.js';
import type { ReplaySettings } from './requests.js';

/** What of a scenario's world the command line can change. */
export type GivenWorld = Pick<ReplaySettings, 'latency' | 'faults'>;

/**
 * The scenario with the latencies of the command line put over its own, and the
 * faults of the command line behind its own. Throws an `InputProblem` where a
 * fault speaks of what this scenario has not: ask before anything is written.
 */
export function asGiven(scenario: Scenario, { latency, faults }: GivenWorld): Scenario {
  return withWritten({ ...scenario, latency: overrideLatency(scenario.latency, latency) }, faults);
}

/** The scenario with these faults, as an exploration words them, behind its own. */
export function withFaultWords(scenario: Scenario, words: readonly string[]): Scenario {
  return withWritten(scenario, words.map(writtenFault));
}

function withWritten(scenario: Scenario, written: readonly WrittenFault[]): Scenario {
  if (written.length === 0) return scenario;
  const more = written.map((fault) => {
    const parsed = faultFor(fault, scenario);
    if (!parsed.ok) throw refused(`${scenario.path}: --fault ${fault.text}`, parsed.refusal);
    return parsed.value;
  });
  return { ...scenario, faults: [...scenario.faults, ...more] };
}

export function writtenFault(text: string): WrittenFault {
  const parsed = parseFault(text);
  if (!parsed.ok) throw refused('--fault', parsed.refusal);
  return parsed.value;
}

/**
 * A scenario's latencies with those of the command line put over them. A round
 * trip that is given replaces the scenario's profiles of its single legs too
 * (the writer's hold is none of them).
 */
function overrideLatency(
  latency: LatencySettings,
  given: ReadonlyMap<LatencyOperation, LatencyProfile>,
): LatencySettings {
  const kept = Object.entries(latency).filter(
    ([operation]) =>
      operation.endsWith('.hold') ||
      ![...given.keys()].some((over) => operation.startsWith(`${over}.`)),
  );
  return Object.fromEntries([...kept, ...given]) as LatencySettings;
}
