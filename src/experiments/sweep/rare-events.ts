import { LatencyModel } from '../../database/index.js';
import type { CallOperation } from '../../domain/index.js';
import {
  DifferenceBounds,
  type Recording,
  replaySchedule,
  scheduleGuide,
} from '../../exploration/index.js';
import { hostTurns, LockKnowledge, ReshapedStreams, Streams } from '../../kernel/index.js';
import { restrictSignals } from '../run-token.js';
import { type ProgramSetting, ScenarioProgram } from '../scenario-program.js';
import { clopperPearson } from './clopper-pearson.js';
import { type DrawBox, DrawInverse, drawName, drawWithin, shareOf } from './draw-box.js';
import { type FailingClass, findFailingClasses } from './failing-classes.js';
import { type DrawnClass, type DrawnLeg, paveClasses } from './paving.js';
import { openTrials } from './trials.js';

/** How likely is a duplicate in a replay of this setting, where replays hardly ever show one? */
export interface RareRequest {
  readonly setting: ProgramSetting;
  readonly runs: number;
  /** Most runs of the search for failing orders; left out: no limit. */
  readonly runsMax?: number;
}

export interface RareResult {
  readonly runs: number;
  readonly hits: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  /** Probability of the part of all draws that runs were drawn from. */
  readonly share: number;
}

/** More failing classes than this make no rare event. */
const FAILING_MAX = 2_000;

/**
 * Stratified sampling with an exact weight. All orders are explored; those with
 * a duplicate need certain latencies, so certain draws: boxes that hold all of
 * them (`paveClasses`). Outside of the boxes no run has a duplicate. Inside, runs
 * are drawn as replays draw them, given that they fall into a box: P(duplicate) =
 * P(boxes) · P(duplicate | boxes). The first factor is counted, the second is a
 * share of independent runs; so the estimate has no bias, and the interval is
 * that of Clopper and Pearson times the first factor: it covers in at least 95 of
 * 100 cases, however few the hits.
 *
 * null where it cannot be done: not every order was explored, or something else
 * than latencies is drawn (faults). Draws: box `rare/box`, latencies and ties as
 * a replay of the run's seed, reshaped.
 */
export async function runRare(
  { setting, runs, runsMax }: RareRequest,
  shouldStop: () => boolean,
): Promise<RareResult | null> {
  const boxes = await failingBoxes(setting, shouldStop, runsMax);
  if (boxes === null) return null;
  if (boxes.length === 0) return { runs: 0, hits: 0, probability: 0, low: 0, high: 0, share: 0 };
  return sampleBoxes({ setting, runs }, boxes, shouldStop);
}

/** Boxes that hold all draws from which a duplicate can come; null where that cannot be said. */
export async function failingBoxes(
  setting: ProgramSetting,
  shouldStop: () => boolean,
  runsMax?: number,
): Promise<readonly DrawBox[] | null> {
  if (setting.scenario.faults.length > 0) return null;
  const found = await findFailingClasses(setting, {
    shouldStop,
    ...(runsMax === undefined ? {} : { runsMax }),
    failingMax: FAILING_MAX,
    symmetry: 'all',
    fails: ({ duplicates }) => duplicates.length > 0,
  });
  if (!found.isComplete) return null;
  const possible = found.failing.filter(({ isPossible }) => isPossible);
  return paveClasses(await drawnClasses(setting, possible));
}

/** Runs drawn from the boxes, weighted by their share of all draws; null where it was stopped. */
export async function sampleBoxes(
  { setting, runs }: RareRequest,
  boxes: readonly DrawBox[],
  shouldStop: () => boolean,
): Promise<RareResult | null> {
  const shares = boxes.map(shareOf);
  const share = shares.reduce((sum, each) => sum + each, 0);
  const trial = await openTrials(setting);
  let hits = 0;
  try {
    for (let nth = 0; nth < runs; nth++) {
      if (hostTurns.isDue()) await hostTurns.turn();
      if (shouldStop()) return null;
      const seed = setting.seed + nth;
      const box = boxes[pick(shares, new Streams(seed).open('rare/box').next() * share)]!;
      const ran = await trial.run(seed, streamsWithin(box, seed));
      if (ran.judgement.duplicates.length > 0) hits++;
    }
  } finally {
    trial.close();
  }
  const { low, high } = clopperPearson(hits, runs);
  return {
    runs,
    hits,
    share,
    probability: (share * hits) / runs,
    low: share * low,
    high: Math.min(1, share * high),
  };
}

/** The index at which the running sum of `shares` passes `point`. */
function pick(shares: readonly number[], point: number): number {
  let sum = 0;
  for (const [index, share] of shares.entries()) {
    sum += share;
    if (point < sum) return index;
  }
  return shares.length - 1;
}

/** A seed's streams, each latency draw moved into its range of the box. */
function streamsWithin(box: DrawBox, seed: number): Streams {
  return new ReshapedStreams(seed, (name) => {
    if (!name.startsWith('latency/')) return null;
    const task = name.slice('latency/'.length);
    return (draw, index) => {
      const range = box.get(drawName({ task, index }));
      return range === undefined ? draw : drawWithin(range, draw);
    };
  });
}

/** What each class demands of its draws, seen by running it. */
async function drawnClasses(
  setting: ProgramSetting,
  failing: readonly FailingClass[],
): Promise<readonly DrawnClass[]> {
  const latencies = new LegLatencies(setting);
  const programs = new Map<string, ScenarioProgram>();
  const locks = new LockKnowledge();
  const classes: DrawnClass[] = [];
  try {
    for (const { schedule, signals } of failing) {
      const name = signals?.join() ?? 'all';
      let program = programs.get(name);
      if (program === undefined) {
        const scenario = restrictSignals(setting.scenario, signals)!;
        program = new ScenarioProgram({ ...setting, scenario }, locks);
        programs.set(name, program);
      }
      const simulation = await program.simulation();
      simulation.draws ??= new Map();
      const guide = scheduleGuide(schedule);
      const { run, relation } = await replaySchedule(program, guide);
      const bounds = DifferenceBounds.ofClass(run, relation);
      if (bounds === null) continue;
      const legs = new Map<string, DrawnLeg>();
      for (let step = 0; step < run.length; step++) {
        const drawn = simulation.draws.get(run.keyAt(step));
        if (drawn === undefined) continue;
        const latency = latencies.of(drawn, run.completions[step]!);
        if (latency === null) continue;
        legs.set(drawName(drawn), { since: sinceOf(run, step), step, latency });
      }
      classes.push({ bounds, legs });
    }
  } finally {
    for (const program of programs.values()) program.close();
  }
  return classes;
}

function sinceOf(run: Recording, step: number): number {
  return run.completions[step]!.since;
}

/** The latency of each kind of leg by its draw, in both directions. */
class LegLatencies {
  readonly #model: LatencyModel;
  readonly #spiky: ReadonlySet<string>;
  readonly #inverses = new Map<string, DrawInverse>();

  constructor({ scenario, seed }: ProgramSetting) {
    this.#model = new LatencyModel(scenario.latency);
    this.#model.startRun(new Streams(seed));
    this.#spiky = new Set(
      Object.entries(scenario.latency).flatMap(([operation, profile]) =>
        profile.kind === 'spikes' ? [operation] : [],
      ),
    );
  }

  /**
   * null where the leg's latency is not a function of its draw alone: a profile
   * in two states, or a completion whose window is not its profile's.
   */
  of(
    { operation, leg }: { readonly operation: string; readonly leg: 'request' | 'response' },
    window: { readonly minUs: number; readonly maxUs: number },
  ): DrawInverse | null {
    const name = `${operation}.${leg}`;
    if (this.#spiky.has(operation) || this.#spiky.has(name)) return null;
    const delayAt = (draw: number) => this.#model.delay(operation as CallOperation, leg, draw, 0);
    const { minUs, maxUs } = delayAt(0);
    if (minUs !== window.minUs || maxUs !== window.maxUs || minUs === maxUs) return null;
    let inverse = this.#inverses.get(name);
    if (inverse === undefined) {
      inverse = new DrawInverse((draw) => delayAt(draw).us);
      this.#inverses.set(name, inverse);
    }
    return inverse;
  }
}
