import {
  type Counts,
  type OutcomeListener,
  replaySchedule,
  type Schedule,
  scheduleGuide,
} from '../exploration/index.js';
import { LockKnowledge } from '../kernel/index.js';
import type { ExploreRequest } from './explore-contract.js';
import { outcomeOf, type RunOutcome } from './run-outcome.js';
import { ScenarioProgram } from './scenario-program.js';
import { NO_COUNTS } from './summed-progress.js';
import { signalIndices, tellAsFound } from './tell-failure.js';

/** Failing orders that are looked at again before none is told of early: one may rest on a lock not known yet. */
const TRIES_MAX = 32;

const NOTE = 'the first failing order, saved as it was found while the search went on';

/**
 * Waits for the first failing order of a search and tells of it once. It is run
 * again on a program of its own, which knows every lock that matters in it, so
 * that nothing is announced which no latencies allow; the search itself is not
 * touched. Costs nothing where nobody listens.
 */
export class FirstFailure {
  readonly #request: Omit<ExploreRequest, 'mode' | 'bound'> & Partial<ExploreRequest>;
  #tries = 0;
  #told = false;
  /** How far the search is. */
  counts: Readonly<Counts> = NO_COUNTS;

  constructor(request: Omit<ExploreRequest, 'mode' | 'bound'> & Partial<ExploreRequest>) {
    this.#request = request;
  }

  /** @param program the one whose runs are heard: the whole, or a component of it */
  listenerTo(program: ScenarioProgram): OutcomeListener<RunOutcome> {
    if (this.#request.onFailure === undefined) return {};
    return {
      onOutcome: (outcome, _name, take) => {
        if (this.#told || outcome.verdict !== 'fail' || this.#tries >= TRIES_MAX) return undefined;
        // One that not every chosen fault struck is an order of a smaller set of faults.
        if (outcome.faults !== 'all struck') return undefined;
        this.#tries++;
        return this.#tell(program, take());
      },
    };
  }

  async #tell(program: ScenarioProgram, schedule: Schedule): Promise<void> {
    const request = this.#request;
    const probe = new ScenarioProgram(program.setting, new LockKnowledge());
    try {
      const seen = await replaySchedule(probe, scheduleGuide(schedule), { timing: request.timing });
      const { outcome, feasible, drift } = seen;
      if (outcome?.verdict !== 'fail' || !feasible || drift !== null) return;
      this.#told = true;
      const whole = { ...request, mode: request.mode ?? 'sample', bound: request.bound ?? 0 };
      const all = signalIndices(probe, whole);
      const wanted = outcome.errors[0] ?? 'no-duplicate';
      const { schedules, classes, redundant, infeasible } = this.counts;
      await request.onFailure?.({
        setting: whole,
        mode: whole.mode,
        timed: whole.timing === 'timed',
        verdict: 'fail',
        coverage: {
          kind: 'sampled',
          // The counts are told of after a run: before the second one they are still zero.
          schedules: Math.max(1, schedules),
          classes: Math.max(1, classes),
          redundant,
          bound: null,
          estimate: null,
          infeasible,
          note: NOTE,
          alarm: null,
          faultsMax: whole.planned ?? 0,
          plans: 1,
        },
        outcomes: [outcomeOf(outcome, 1, null)],
        ...(await tellAsFound(probe, { example: schedule }, { all, wanted }, whole)),
      });
    } finally {
      probe.close();
    }
  }
}
