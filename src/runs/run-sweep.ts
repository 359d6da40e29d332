import {
  openExplorePool,
  type SweepProgress,
  type SweepRunner,
  sweepScenario,
  type Variation,
} from '../experiments/index.js';
import { resolveGuards, type Scenario } from '../scenario/index.js';
import type { SweepResult } from '../verdict/index.js';
import { createExploreTeller } from './explore-progress.js';
import type { Io } from './io.js';
import { worldWords } from './replay-line.js';
import type { SweepSettings } from './requests.js';

export interface Swept {
  readonly result: SweepResult;
  readonly ending: 'complete' | 'interrupted';
}

/** Runs a sweep in its workers until it is done, its time budget is used up, or Ctrl-C. */
export async function runSweep(
  { scenario, vary }: { readonly scenario: Scenario; readonly vary: readonly Variation[] },
  settings: SweepSettings,
  io: Io,
  heard: (progress: SweepProgress) => void = () => {},
): Promise<Swept> {
  const teller = createExploreTeller(io, { ...settings, label: `sweep of ${scenario.id}` });
  const pool = openExplorePool(settings.workers);
  const stopRelaying = io.meanwhile(() => pool.relay());
  const untilMs = io.nowMs() + (settings.budgetMs ?? Number.POSITIVE_INFINITY);
  let interrupted = false;
  const shouldStop = (): boolean => {
    interrupted ||= io.interrupted();
    return interrupted || io.nowMs() >= untilMs;
  };
  const turns = new Turns(settings.workers);
  const run: SweepRunner = (job) =>
    turns.take(async () => (shouldStop() ? null : await pool.sweep(job, { shouldStop })));
  try {
    const result = await sweepScenario(
      {
        scenario,
        vary,
        guardSets: settings.guardSets.map((set) => ({
          guardSet: set.guardSet,
          guards: resolveGuards(set, scenario.system),
        })),
        trials: settings.trials,
        seed: settings.seed,
        rareRuns: settings.rareRuns,
        ...(settings.runsMax === null ? {} : { runsMax: settings.runsMax }),
        onProgress: (progress) => {
          teller.partEnds(progressWords(progress));
          heard(progress);
        },
      },
      run,
    );
    return {
      result: { ...result, extraOptions: worldWords(settings) },
      ending: interrupted ? 'interrupted' : 'complete',
    };
  } finally {
    teller.close();
    stopRelaying();
    await pool.close();
  }
}

function progressWords({ doing, done, of }: SweepProgress): string {
  return `${done} of ${of} ${doing}`;
}

/** As many jobs at a time as there are workers, in the order asked: what has not begun can still be called off. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}
