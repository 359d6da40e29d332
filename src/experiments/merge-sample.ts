import type { OutcomeTally } from '../exploration/index.js';
import type { ExplorationCoverage } from '../verdict/index.js';
import type { RunOutcome } from './run-outcome.js';
import type { SampledChunk } from './sample-chunk.js';

/** What a whole sample found. */
interface Sampled {
  readonly tallies: readonly OutcomeTally<RunOutcome>[];
  readonly coverage: ExplorationCoverage;
}

/** `asked`: runs that were asked for. Determinism: `chunks` are merged in the order of their numbers. */
export function mergeSample(chunks: readonly SampledChunk[], asked: number): Sampled {
  const tallies = new Map<string, OutcomeTally<RunOutcome>>();
  const classes = new Set<string>();
  const infeasible = new Set<string>();
  let [runs, schedules, weighted] = [0, 0, 0];
  let isEstimated = true;
  for (const chunk of chunks) {
    for (const { outcome, schedules: count, example } of chunk.outcomes) {
      const tally = tallies.get(outcome.name);
      if (tally !== undefined) tally.schedules += count;
      else
        tallies.set(outcome.name, {
          name: outcome.name,
          outcome,
          classes: 0,
          schedules: count,
          example,
        });
    }
    for (const [fingerprint, index] of chunk.classes) {
      if (classes.has(fingerprint)) continue;
      classes.add(fingerprint);
      tallies.get(chunk.outcomes[index]!.outcome.name)!.classes += 1;
    }
    for (const fingerprint of chunk.infeasible) infeasible.add(fingerprint);
    runs += chunk.runs;
    schedules += chunk.schedules;
    if (chunk.runs === 0) continue;
    isEstimated &&= chunk.estimate !== null;
    weighted += (chunk.estimate ?? 0) * chunk.runs;
  }
  return {
    tallies: [...tallies.values()],
    coverage: {
      kind: 'sampled',
      schedules,
      classes: classes.size,
      redundant: schedules - classes.size - infeasible.size,
      bound: null,
      estimate: isEstimated && runs > 0 ? weighted / runs : null,
      infeasible: infeasible.size,
      note: runs < asked ? `stopped after ${runs} of ${asked} runs` : null,
      alarm: null,
      faultsMax: 0,
      plans: 1,
    },
  };
}
