import type { GuardName } from '../../domain/index.js';
import type { Scenario } from '../../scenario/index.js';
import type { CriticalValue, SweepPoint, SweepResult } from '../../verdict/index.js';
import type { ProgramSetting } from '../scenario-program.js';
import { clopperPearson } from './clopper-pearson.js';
import { type CriticalAnswer, scenarioWith } from './critical-value.js';
import { quantilesOf } from './quantiles.js';
import type { RareResult } from './rare-events.js';
import type { SweepJob, SweepJobResult } from './sweep-job.js';
import type { Trials } from './trials.js';
import type { Variation } from './vary.js';

export interface SweepRequest {
  readonly scenario: Scenario;
  readonly guardSets: readonly {
    readonly guardSet: string;
    readonly guards: readonly GuardName[];
  }[];
  /** One or two. */
  readonly vary: readonly Variation[];
  /** Seeds at each point: `seed` … `seed + trials − 1`. */
  readonly trials: number;
  readonly seed: number;
  /** Further runs at a point where duplicates are possible and the trials hardly show any; 0: none. */
  readonly rareRuns: number;
  /** Most runs of each search for failing orders; left out: no limit. */
  readonly runsMax?: number;
  readonly onProgress?: (progress: SweepProgress) => void;
}

export interface SweepProgress {
  readonly done: number;
  readonly of: number;
  readonly doing: 'points' | 'critical values' | 'rare events';
}

/** Does one job, here or in a worker; null: it was stopped before it had an answer. */
export type SweepRunner = <Job extends SweepJob>(job: Job) => Promise<SweepJobResult<Job> | null>;

/** Seeds of a point that also run the cycle of eight symbols: enough for a median. */
const PROBES_MAX = 40;
/** Below so many duplicates among the trials, their share says little: rare events are looked for. */
const HITS_ENOUGH = 10;

/** One point as it is asked for. */
interface Asked {
  readonly setting: ProgramSetting;
  readonly valuesUs: readonly number[];
}

/**
 * Replays a scenario at every point of a grid under every guard set, solves from
 * which value on anything can fail, and looks closer where duplicates are
 * possible but rare. Points that were stopped are left out. The same request
 * gives the same result for any number of workers, but for what a time budget or
 * Ctrl-C cut off.
 */
export async function sweepScenario(
  request: SweepRequest,
  run: SweepRunner,
): Promise<Omit<SweepResult, 'extraOptions'>> {
  const { scenario, vary, trials, seed, guardSets } = request;
  const asked = pointsOf(request);
  const tell = counter(request, 'points', asked.length);
  const ran = await Promise.all(
    asked.map(async ({ setting }) => {
      const probes = Math.min(trials, PROBES_MAX);
      const result = await run({ kind: 'trials', request: { setting, count: trials, probes } });
      tell();
      return isWhole(result, trials) ? result : null;
    }),
  );
  const answers = await solveAll(request, run);
  const possible = asked.map((point) => possibleAt(point, request, answers));
  const rare = await lookCloser(request, run, { asked, ran, possible });
  const points = asked.flatMap((point, index) => {
    const one = ran[index];
    if (one === undefined || one === null) return [];
    return [pointOf(point, one, { possible: possible[index]!, rare: rare[index]! })];
  });
  const { id, path, title } = scenario;
  return {
    scenario: { id, path, title },
    seed,
    trials,
    vary: vary.map(({ parameter, words, valuesUs }) => ({
      parameter: parameter.name,
      words,
      valuesUs,
    })),
    guardSets,
    points,
    pointsAsked: asked.length,
    critical: answers.flatMap((answer): readonly CriticalValue[] => answer?.critical ?? []),
  };
}

function pointsOf({ scenario, guardSets, vary, seed }: SweepRequest): readonly Asked[] {
  const [first, second] = vary;
  return guardSets.flatMap(({ guardSet, guards }) =>
    first!.valuesUs.flatMap((firstUs) =>
      (second?.valuesUs ?? [null]).map((secondUs): Asked => {
        const at = scenarioWith(scenario, [
          [first!.parameter, firstUs],
          [second?.parameter, secondUs],
        ])!;
        return {
          setting: { scenario: at, guardSet, guards, seed },
          valuesUs: secondUs === null ? [firstUs] : [firstUs, secondUs],
        };
      }),
    ),
  );
}

/** Stopped trials are no point: how many there were would depend on the host's clock. */
function isWhole(trials: Trials | null, count: number): boolean {
  return trials !== null && (trials.done === count || trials.chance === 'nothing drawn');
}

/** One answer for each guard set. */
function solveAll(
  request: SweepRequest,
  run: SweepRunner,
): Promise<readonly (CriticalAnswer | null)[]> {
  const { scenario, guardSets, vary, seed, runsMax } = request;
  const [first, second] = vary;
  const tell = counter(request, 'critical values', guardSets.length);
  return Promise.all(
    guardSets.map(async ({ guardSet, guards }) => {
      const answer = await run({
        kind: 'critical',
        request: {
          setting: { scenario, guardSet, guards, seed },
          parameters: vary.map(({ parameter }) => parameter.name),
          valuesUs: first!.valuesUs,
          secondsUs: second?.valuesUs ?? [null],
          ...(runsMax === undefined ? {} : { runsMax }),
        },
      });
      tell();
      return answer;
    }),
  );
}

function possibleAt(
  { setting, valuesUs }: Asked,
  { guardSets, vary }: SweepRequest,
  answers: readonly (CriticalAnswer | null)[],
): boolean | null {
  const [first, second] = vary;
  const set = guardSets.findIndex(({ guardSet }) => guardSet === setting.guardSet);
  const column = first!.valuesUs.indexOf(valuesUs[0]!);
  const row = second === undefined ? 0 : second.valuesUs.indexOf(valuesUs[1]!);
  return answers[set]?.possible[row]?.[column] ?? null;
}

/** Rare events, where something can fail and the trials say little of it. */
function lookCloser(
  request: SweepRequest,
  run: SweepRunner,
  {
    asked,
    ran,
    possible,
  }: {
    readonly asked: readonly Asked[];
    readonly ran: readonly (Trials | null)[];
    readonly possible: readonly (boolean | null)[];
  },
): Promise<readonly (RareResult | null)[]> {
  const isWanted = asked.map((_, index) => {
    const trials = ran[index];
    return (
      request.rareRuns > 0 &&
      possible[index] === true &&
      trials?.chance === 'drawn' &&
      trials.duplicates < HITS_ENOUGH
    );
  });
  const tell = counter(request, 'rare events', isWanted.filter(Boolean).length);
  return Promise.all(
    asked.map(async ({ setting }, index) => {
      if (!isWanted[index]) return null;
      const { rareRuns: runs, runsMax } = request;
      const limit = runsMax === undefined ? {} : { runsMax };
      const result = await run({ kind: 'rare', request: { setting, runs, ...limit } });
      tell();
      return result;
    }),
  );
}

function pointOf(
  { setting, valuesUs }: Asked,
  trials: Trials,
  found: { readonly possible: boolean | null; readonly rare: RareResult | null },
): SweepPoint {
  const { done, failing, overBlocked, stalled, delaysUs, cyclesUs } = trials;
  const cycle = quantilesOf(cyclesUs);
  return {
    valuesUs,
    guardSet: setting.guardSet,
    guards: setting.guards,
    ...probabilityOf(trials, { ...found, isFaulty: setting.scenario.faults.length > 0 }),
    // What was seen is possible, whatever was solved.
    possible: failing > 0 ? true : found.possible,
    overBlocked,
    stalled,
    failing,
    trials: found.rare === null || found.rare.runs === 0 ? done : found.rare.runs,
    orderDelay: quantilesOf(delaysUs),
    eightSymbols:
      cycle === null || cyclesUs.length < Math.min(done, PROBES_MAX)
        ? null
        : { ...cycle, ordersPerSecond: perSecond(cycle.p50Us) },
  };
}

/** Eight orders in this time, rounded to a thousandth; a cycle without latency has no rate. */
function perSecond(cycleUs: number): number {
  return cycleUs === 0 ? 0 : Math.round(8e9 / cycleUs) / 1_000;
}

function probabilityOf(
  { done, duplicates, chance }: Trials,
  {
    possible,
    rare,
    isFaulty,
  }: {
    readonly possible: boolean | null;
    readonly rare: RareResult | null;
    /** Exploring chooses faults as far as it is told to, and does not draw them: it certifies no probability. */
    readonly isFaulty: boolean;
  },
): Pick<SweepPoint, 'duplicates' | 'probability' | 'low' | 'high' | 'method'> {
  if (rare !== null && rare.runs === 0) {
    // Every order was explored, and none with a duplicate is possible.
    return { duplicates, probability: 0, low: 0, high: 0, method: 'certificate' };
  }
  if (rare !== null) {
    const { hits, probability, low, high } = rare;
    return { duplicates: hits, ...rounded({ probability, low, high }), method: 'stratified' };
  }
  if (chance === 'nothing drawn') {
    const probability = duplicates > 0 ? 1 : 0;
    return { duplicates, probability, low: probability, high: probability, method: 'one replay' };
  }
  if (possible === false && duplicates === 0 && !isFaulty) {
    return { duplicates, probability: 0, low: 0, high: 0, method: 'certificate' };
  }
  const { low, high } = clopperPearson(duplicates, done);
  return {
    duplicates,
    ...rounded({ probability: duplicates / done, low, high }),
    method: 'replays',
  };
}

/** Nine digits: what is beyond says nothing, and may differ in the last bit between hosts. */
function rounded<T extends Readonly<Record<string, number>>>(numbers: T): T {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number(value.toPrecision(9))]),
  ) as T;
}

function counter(
  { onProgress }: SweepRequest,
  doing: SweepProgress['doing'],
  of: number,
): () => void {
  let done = 0;
  return () => onProgress?.({ doing, done: ++done, of });
}
