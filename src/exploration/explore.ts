import { type HostTurns, hostTurns, type Program, ProgramFault } from '../kernel/index.js';
import type { Coverage } from './coverage.js';
import { ClassFingerprint } from './fingerprint.js';
import { FingerprintSet } from './fingerprint-set.js';
import { FootprintIds } from './footprint-ids.js';
import { HappensBefore } from './happens-before.js';
import { Recording, scheduleOf } from './recording.js';
import { isPromise, RecordingChooser } from './recording-chooser.js';
import type { Schedule } from './schedule.js';
import {
  type AttemptOptions,
  lockWatch,
  refuseUnknownLocks,
  withSettledLocks,
} from './settled-locks.js';
import type { Strategy } from './strategy.js';
import { isFeasible, type TimingMode } from './timing.js';

/** Names a class by a fingerprint, so that classes can be counted up to something (symmetry). */
export interface ClassNamer {
  fingerprint(run: Recording, relation: HappensBefore, from: number): { high: number; low: number };
}

export interface ExploreOptions extends AttemptOptions {
  /** `timed`: only what some latencies inside the windows produce counts. Default `untimed`: windows [0, ∞). */
  readonly timing?: TimingMode;
  /** Most runs that are begun, those given up included; void ones do not count. Default: no limit. */
  readonly runsMax?: number;
  /** When the host's event loop turns between runs. Default: those of the thread. */
  readonly turns?: HostTurns;
  /**
   * Told after each schedule; the counts are live, copy what you keep. `share`
   * asks the strategy for a guess at the share of the work that is done.
   */
  readonly onProgress?: (soFar: Counts, share: () => number | null) => void;
  /** Called for each run that counts (complete and feasible), with whether its class is new. */
  readonly onRun?: (
    run: Recording,
    relation: HappensBefore,
    outcome: string,
    isNew: boolean,
  ) => void;
  /** Counts classes up to symmetry. Default: the plain fingerprint. */
  readonly namer?: ClassNamer;
}

export interface OutcomeListener<Outcome> {
  /**
   * Called for each run that counts; `take` copies its schedule. A promise is
   * awaited before the next run: what is found can be saved while the search stands still.
   */
  readonly onOutcome?: (outcome: Outcome, name: string, take: () => Schedule) => unknown;
}

export interface Counts {
  /** Runs that went to their end. */
  schedules: number;
  /** Distinct classes among the feasible ones. */
  classes: number;
  /** Complete runs of a class that had been run before. */
  redundant: number;
  /** Runs given up before their end (asleep, stuck, or drifted). */
  abandoned: number;
  /** Distinct classes that no latencies inside the windows produce. */
  infeasible: number;
}

/** One outcome, how many classes and schedules ended in it, and one schedule that does. */
export interface OutcomeTally<Outcome> {
  readonly name: string;
  readonly outcome: Outcome;
  classes: number;
  schedules: number;
  /** The first schedule that was seen to end so. */
  readonly example: Schedule;
}

export type EndedBy = 'strategy' | 'runsMax' | 'shouldStop';

export interface Exploration<Outcome> extends Readonly<Counts> {
  readonly strategy: string;
  /** What ended it: the strategy had no more, `runsMax` were begun, or `shouldStop` said so. */
  readonly endedBy: EndedBy;
  readonly timing: TimingMode;
  readonly coverage: Coverage;
  /** By name, in the order of discovery. */
  readonly outcomes: ReadonlyMap<string, OutcomeTally<Outcome>>;
  /** The feasible classes, by the fingerprints that the namer gave. */
  readonly seen: FingerprintSet;
  /** All that any run touched, runs given up included. */
  readonly footprints: FootprintIds;
}

/** Makes a strategy that has not begun yet: one for each attempt. A strategy itself will do for a program without locks. */
export type StrategySource = Strategy | (() => Strategy);

/**
 * Runs `program` again and again under a strategy until the strategy has no
 * more or `shouldStop` says so; all of that again, under a new strategy, where a
 * lock turned out to matter that was taken for free (`onVoid` is told).
 * Errors: what `runOnce` throws is thrown on; `ProgramFault` where the program
 * does not carry what is known of its locks, or where it would take a second strategy and there is none.
 */
export function explore<Outcome>(
  program: Program<Outcome>,
  strategy: StrategySource,
  options: ExploreOptions & OutcomeListener<Outcome> = {},
): Promise<Exploration<Outcome>> {
  let used: Strategy | null = null;
  return withSettledLocks(program, options, (shouldStop) => {
    const next = typeof strategy === 'function' ? strategy() : strategy;
    if (next === used) {
      throw new ProgramFault(
        'a lock makes somebody wait, so the exploration begins again, and its strategy has begun already: ' +
          'give a function that makes a new one, () => new …',
      );
    }
    used = next;
    return exploreOnce(program, next, { ...options, shouldStop });
  });
}

/**
 * One attempt. It ends before its time, and nobody is told of the run, where a
 * lock turns out to matter: that run's steps are not ordered as they should be.
 * A `runOnce` that answers without a promise is not awaited, so that a
 * synchronous program pays for no microtask.
 */
export async function exploreOnce<Outcome>(
  program: Program<Outcome>,
  strategy: Strategy,
  options: ExploreOptions & OutcomeListener<Outcome> = {},
): Promise<Exploration<Outcome>> {
  const timing = options.timing ?? 'untimed';
  const run = new Recording(new FootprintIds(program.accesses));
  const relation = new HappensBefore();
  const fingerprint = new ClassFingerprint();
  const namer = options.namer;
  const seen = new FingerprintSet();
  const impossible = new FingerprintSet();
  const outcomes = new Map<string, OutcomeTally<Outcome>>();
  const counts: Counts = { schedules: 0, classes: 0, redundant: 0, abandoned: 0, infeasible: 0 };
  const share = (): number | null => strategy.progress?.() ?? null;
  const chooser = new RecordingChooser(strategy, run);
  const isVoid = lockWatch(program);
  /** Rows of the relation below this step belong to the current run. */
  let unchanged = 0;

  const { runsMax = Number.POSITIVE_INFINITY, turns = hostTurns } = options;
  let endedBy: EndedBy = 'strategy';

  let begun = 0;
  for (; ; begun += 1) {
    if (turns.isDue()) await turns.turn();
    if (options.shouldStop?.() === true) {
      endedBy = 'shouldStop';
      break;
    }
    // Asked first: a strategy that has no more after exactly `runsMax` runs has claimed what it can.
    if (!strategy.begin(run)) break;
    if (begun >= runsMax) {
      endedBy = 'runsMax';
      break;
    }
    const shared = strategy.sharedPrefix ?? 0;
    unchanged = Math.min(unchanged, shared);
    chooser.start(shared);
    const result = program.runOnce(chooser);
    const outcome = isPromise(result) ? await result : result;
    refuseUnknownLocks(program);
    if (isVoid()) break;
    if (chooser.gaveUp) {
      counts.abandoned += 1;
      strategy.end({ run, relation, ended: 'abandoned', feasible: false, outcome: null });
      options.onProgress?.(counts, share);
      continue;
    }
    relation.update(run, unchanged);
    fingerprint.update(run, relation, unchanged);
    unchanged = run.length;
    counts.schedules += 1;
    const id = namer === undefined ? fingerprint : namer.fingerprint(run, relation, shared);
    const name = program.nameOf(outcome);
    const feasible = isFeasible(run, relation, timing);
    if (!feasible) {
      if (impossible.add(id.high, id.low)) counts.infeasible += 1;
      else counts.redundant += 1;
    } else {
      const isNew = seen.add(id.high, id.low);
      if (isNew) counts.classes += 1;
      else counts.redundant += 1;
      let tally = outcomes.get(name);
      if (tally === undefined) {
        tally = { name, outcome, classes: 0, schedules: 0, example: scheduleOf(run) };
        outcomes.set(name, tally);
      }
      tally.schedules += 1;
      if (isNew) tally.classes += 1;
      options.onRun?.(run, relation, name, isNew);
      const heard = options.onOutcome?.(outcome, name, () => scheduleOf(run));
      if (isPromise(heard)) await heard;
    }
    strategy.end({ run, relation, ended: 'complete', feasible, outcome: name });
    options.onProgress?.(counts, share);
  }
  return {
    ...counts,
    strategy: strategy.name,
    endedBy,
    timing,
    coverage: shown(covered(strategy.coverage(), endedBy, begun), run),
    outcomes,
    seen,
    footprints: run.ids,
  };
}

/** A sampling strategy counts the run that it was allowed to begin and `runsMax` did not. */
function covered(coverage: Coverage, endedBy: EndedBy, begun: number): Coverage {
  if (endedBy !== 'runsMax' || coverage.kind !== 'sampled') return coverage;
  return { kind: 'sampled', runs: begun };
}

/** Where the strategy found the program unsteady, the last run is the one that shows it. */
function shown(coverage: Coverage, run: Recording): Coverage {
  if (coverage.kind !== 'unsteady' || coverage.doubt !== undefined) return coverage;
  const { drift } = coverage;
  return { ...coverage, doubt: { kind: 'not repeatable', drift, schedule: scheduleOf(run) } };
}
