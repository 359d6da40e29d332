import { faultFor, type Scenario, type WrittenFault } from '../scenario/index.js';
import { refusedFault, writtenFault } from './fault-option.js';
import { overrideLatency, type ReplaySettings } from './replay-settings.js';

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
    if (!parsed.ok) throw refusedFault(`${scenario.path}: --fault ${fault.text}`, parsed.refusal);
    return parsed.value;
  });
  return { ...scenario, faults: [...scenario.faults, ...more] };
}
