import {
  type Comparison,
  type Completion,
  type HostTurns,
  hostTurns,
  type Program,
} from '../kernel/index.js';
import { type Choices, checkOfPick, checkOfRun, type Deviation, type Flip } from './choices.js';
import type { Coverage, Drift } from './coverage.js';
import { byDueThenKey, type DefaultOrder, defaultIndex, rankOf } from './default-order.js';
import { FootprintIds } from './footprint-ids.js';
import type { Guide } from './guide.js';
import { HappensBefore } from './happens-before.js';
import { Recording, scheduleOf } from './recording.js';
import { isPromise, RecordingChooser } from './recording-chooser.js';
import type { Schedule } from './schedule.js';
import { refuseUnknownLocks, withSettledLocks } from './settled-locks.js';
import type { Strategy } from './strategy.js';
import { isFeasible, type TimingMode } from './timing.js';

export interface ReplayOptions {
  /** What to do at the first step that the guide did not expect. `stop` by default. */
  readonly onDrift?: 'stop' | 'go on by default order';
  readonly order?: DefaultOrder;
}

/** Runs once, as a guide says, and writes down how the run differs from the default run. */
export class Replay implements Strategy {
  readonly name = 'replay';
  drift: Drift | null = null;
  readonly #guide: Guide;
  readonly #goesOn: boolean;
  readonly #order: DefaultOrder;
  readonly #deviations: Deviation[] = [];
  readonly #flips: Flip[] = [];
  #run!: Recording;
  #begun = false;

  constructor(guide: Guide, { onDrift = 'stop', order = byDueThenKey }: ReplayOptions = {}) {
    this.#guide = guide;
    this.#goesOn = onDrift !== 'stop';
    this.#order = order;
  }

  begin(run: Recording): boolean {
    if (this.#begun) return false;
    this.#begun = true;
    this.#guide.begin?.();
    this.#run = run;
    return true;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const index = this.#pick(enabled, step);
    if (index < 0) return index;
    const rank = rankOf(enabled, index, this.#order);
    if (rank > 0) {
      const check = checkOfPick(enabled[index]!.key, enabled.length);
      this.#deviations.push({ step, rank, check });
    }
    return index;
  }

  #pick(enabled: readonly Completion[], step: number): number {
    if (this.drift !== null) return defaultIndex(enabled, this.#order);
    const picked = this.#guide.pick(enabled, step, this.#order);
    if (typeof picked === 'number') return picked;
    const possible = [...enabled].sort(this.#order).map(({ key }) => key);
    this.drift = { step, ...picked, possible };
    return this.#goesOn ? defaultIndex(enabled, this.#order) : -1;
  }

  compare(comparison: Comparison, step: number): boolean {
    const nth = this.#run.answers[step]!.length;
    const answer =
      this.drift === null
        ? this.#guide.answer(comparison, this.#run.keyAt(step), step, nth)
        : comparison.byDefault;
    if (answer !== comparison.byDefault) this.#flips.push({ step, nth });
    return answer;
  }

  end(): void {
    if (this.drift !== null) return;
    const left = this.#guide.left?.(this.#run);
    if (left !== undefined && left !== null) {
      this.drift = { step: this.#run.length, ...left, possible: [] };
    }
  }

  /** How the run that has ended differs from the default run. */
  choices(): Choices {
    return {
      deviations: this.#deviations,
      flips: this.#flips,
      runCheck: checkOfRun(this.#run),
    };
  }

  coverage(): Coverage {
    return this.drift === null
      ? { kind: 'sampled', runs: 1 }
      : { kind: 'unsteady', drift: this.drift };
  }
}

/** One run, kept: nobody else writes into its recording. */
export interface Replayed<Outcome> {
  /** Undefined if the run was given up. */
  readonly outcome: Outcome | undefined;
  readonly name: string | null;
  readonly ended: 'complete' | 'abandoned';
  readonly feasible: boolean;
  readonly drift: Drift | null;
  readonly run: Recording;
  readonly relation: HappensBefore;
  readonly schedule: Schedule;
  readonly choices: Choices;
}

/**
 * Runs `program` as `guide` says: once, and once more where a lock made somebody
 * wait that was not known to, since it orders steps. The host turns first where
 * it is due: replays follow one another as well.
 * Errors: what `runOnce` throws; `ProgramFault` as in `explore`.
 */
export function replaySchedule<Outcome>(
  program: Program<Outcome>,
  guide: Guide,
  options: ReplayOptions & { readonly timing?: TimingMode; readonly turns?: HostTurns } = {},
): Promise<Replayed<Outcome>> {
  return withSettledLocks(program, {}, () => replayOnce(program, guide, options));
}

async function replayOnce<Outcome>(
  program: Program<Outcome>,
  guide: Guide,
  options: ReplayOptions & { readonly timing?: TimingMode; readonly turns?: HostTurns },
): Promise<Replayed<Outcome>> {
  const { turns = hostTurns } = options;
  if (turns.isDue()) await turns.turn();
  const run = new Recording(new FootprintIds(program.accesses));
  const relation = new HappensBefore();
  const strategy = new Replay(guide, options);
  const chooser = new RecordingChooser(strategy, run);
  strategy.begin(run);
  const result = program.runOnce(chooser);
  const outcome = isPromise(result) ? await result : result;
  refuseUnknownLocks(program);
  if (!chooser.gaveUp) relation.update(run);
  strategy.end();
  return {
    outcome: chooser.gaveUp ? undefined : outcome,
    name: chooser.gaveUp ? null : program.nameOf(outcome),
    ended: chooser.gaveUp ? 'abandoned' : 'complete',
    feasible: !chooser.gaveUp && isFeasible(run, relation, options.timing ?? 'untimed'),
    drift: strategy.drift,
    run,
    relation,
    schedule: scheduleOf(run),
    choices: strategy.choices(),
  };
}
