import type { Fault } from '../domain/index.js';
import type { Counts, OutcomeTally } from '../exploration/index.js';
import { printFault } from '../scenario/index.js';
import type { Cut, ExplorationCoverage } from '../verdict/index.js';
import { type LeastLeg, leastLegs } from './critical-legs.js';
import type { ExploreRequest } from './explore-contract.js';
import { type ChunkRunner, type Found, lookThroughOrders } from './look-through-orders.js';
import type { RunOutcome } from './run-outcome.js';
import { ScenarioProgram } from './scenario-program.js';
import { addCounts, NO_COUNTS } from './summed-progress.js';

/** A failing outcome, with the program and the request of its fault plan. */
export interface PlannedTally {
  readonly tally: OutcomeTally<RunOutcome>;
  readonly program: ScenarioProgram;
  readonly request: ExploreRequest;
}

export interface FoundInPlans {
  readonly tallies: readonly OutcomeTally<RunOutcome>[];
  readonly coverage: ExplorationCoverage;
  readonly cut: readonly Cut[];
  /** The symbol that a tally is of, where symbols were explored apart; else null. */
  readonly apartOf: (tally: OutcomeTally<RunOutcome>) => string | null;
  /** From which latencies on anything fails; empty where it was not asked of every class. */
  readonly critical: readonly LeastLeg[];
  /** The first failing one: of the smallest plan that has any. */
  readonly failing: PlannedTally | null;
  close(): void;
}

/** The faults that an exploration has chosen, in the order of their words. */
type Plan = readonly Fault[];

/**
 * Every order with at most k of the faults that may happen.
 *
 * **How.** A *site* is a place at which such a fault could strike: a task, a
 * statement, and the how-many-eth of its kind in that task; or a signal. A *plan*
 * is a set of sites, and under a plan faults are no choice any more: exactly
 * those strike, wherever a run meets them. So the engine is left as it is, and
 * plans are looked through one after another: first the empty one; then, for
 * every site that any run of a plan met, that plan with this site added, as long
 * as it has no more than k.
 *
 * **Nothing is missed.** Let r be any run with faults at sites s1 … sm, m ≤ k,
 * in the order in which they are met. Claim: its plan is looked through. For
 * m = 0 it is the first one. Else let r' be the part of r up to the step in which
 * the call of sm is made, that step included. Whether a fault strikes a call
 * decides nothing before the call has been made, so r' is the beginning of a run
 * under {s1 … sm−1}; go on from there in any way, for instance always with what
 * is due next by the clock, which keeps every window that was kept so far. That
 * run is of some class of that plan, which is looked through by induction, with
 * every class of it run. Runs of one class are one another's steps in another
 * order, each step seeing what it saw, so in each of them the task makes the same
 * calls: the run that was made met sm too. And nothing struck that call, since
 * one call is struck once. So {s1 … sm} was put on the list. (Under delay
 * bounding: r' takes no more deviations than r and the default order adds none,
 * so the run is within the bound itself. A site of a signal is met in every run.)
 *
 * **Nothing is counted twice.** Under a plan there are orders in which some of
 * its faults are never met. They are orders of the smaller plan, and are counted
 * and judged there: a plan answers for the runs that all its faults struck. What
 * a class is decides what strikes in it, so whole classes belong to one plan.
 *
 * Symmetry and symbols apart are left out wherever a scenario has faults: a
 * fault names one of several alike tasks. Cost: the plans, at most the sum of
 * (sites choose i) for i ≤ k, each an exploration of its own.
 */
export async function lookAtFaultPlans(
  request: ExploreRequest,
  runChunk: ChunkRunner,
): Promise<FoundInPlans> {
  const faultsMax = faultsMaxOf(request);
  const looked = new LookedThrough(request, faultsMax);
  const known = new Set<string>(['']);
  let plans: Plan[] = [[]];
  for (let size = 0; size <= faultsMax && plans.length > 0; size++) {
    const larger = new Map<string, Plan>();
    for (const plan of plans) {
      if (looked.plans > 0 && request.shouldStop()) return looked.unfinished();
      const sites = await looked.through(plan, runChunk);
      if (size === faultsMax) continue;
      for (const site of sites) {
        const [key, next] = withSite(plan, site);
        if (known.has(key)) continue;
        known.add(key);
        larger.set(key, next);
      }
    }
    // Determinism: in the order of their words, whichever run met a site first.
    plans = [...larger].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plan]) => plan);
  }
  return looked.result();
}

/** Most faults that an exploration chooses: as asked for, else as the scenario says, else 1 where there is anything to choose. */
function faultsMaxOf({ scenario, faults }: Pick<ExploreRequest, 'scenario' | 'faults'>): number {
  if (scenario.faults.every(({ when }) => when === 'always')) return 0;
  return faults ?? scenario.faultsMax ?? 1;
}

/** The request with a plan's faults put behind those of the scenario, where they are no choice. */
function planned(request: ExploreRequest, plan: Plan): ExploreRequest {
  if (plan.length === 0) return request;
  const { scenario } = request;
  const faults = [...scenario.faults, ...plan];
  return { ...request, scenario: { ...scenario, faults }, planned: plan.length };
}

function withSite(plan: Plan, site: Fault): readonly [string, Plan] {
  const named = [...plan, site].map((fault) => [printFault(fault), fault] as const);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return [named.map(([words]) => words).join('; '), named.map(([, fault]) => fault)];
}

/** What the plans came to so far. */
class LookedThrough {
  readonly #request: ExploreRequest;
  readonly #faultsMax: number;
  readonly #tallies: OutcomeTally<RunOutcome>[] = [];
  readonly #coverages: ExplorationCoverage[] = [];
  readonly #cut = new Set<Cut>();
  readonly #critical: (readonly LeastLeg[])[] = [];
  readonly #apart = new Map<OutcomeTally<RunOutcome>, string>();
  #failing: PlannedTally | null = null;
  #failingClasses = 0;
  /** Schedules and classes of the plans that are done: progress goes on from there. */
  #done: Counts = NO_COUNTS;

  constructor(request: ExploreRequest, faultsMax: number) {
    this.#request = request;
    this.#faultsMax = faultsMax;
  }

  get plans(): number {
    return this.#coverages.length;
  }

  /** Explores one plan. Returns the sites that its runs met. */
  async through(plan: Plan, runChunk: ChunkRunner): Promise<readonly Fault[]> {
    const request = this.#told(planned(this.#request, plan));
    const program = new ScenarioProgram(request);
    let kept = false;
    try {
      if (plan.length < this.#faultsMax) program.watchSites();
      const found = ownOf(await lookThroughOrders(program, request, runChunk));
      const { coverage, tallies } = found;
      this.#tallies.push(...tallies);
      this.#coverages.push(coverage);
      for (const part of found.cut) this.#cut.add(part);
      this.#critical.push(found.critical);
      for (const each of tallies) {
        const { partOf, scenario } = found.programOf(each).setting;
        if (partOf !== undefined) this.#apart.set(each, scenario.signals[0]!.symbol);
        if (each.outcome.verdict === 'fail') this.#failingClasses += each.classes;
      }
      const tally = tallies.find(({ outcome }) => outcome.verdict === 'fail');
      if (tally !== undefined && this.#failing === null) {
        this.#failing = { tally, program: found.programOf(tally), request };
        this.close = () => program.close();
        kept = true;
      }
      const { schedules, classes, redundant, infeasible } = coverage;
      this.#done = addCounts(this.#done, {
        schedules,
        classes,
        redundant,
        infeasible,
        abandoned: 0,
      });
      return found.sites;
    } finally {
      if (!kept) program.close();
    }
  }

  result(): FoundInPlans {
    return this.#found(null);
  }

  /** Time ran out before every plan had its turn. */
  unfinished(): FoundInPlans {
    this.#cut.add('fault sets');
    return this.#found('stopped before every set of faults was explored');
  }

  close: () => void = () => undefined;

  #found(unfinished: string | null): FoundInPlans {
    const close = (): void => this.close();
    return {
      tallies: this.#tallies,
      coverage: mergedCoverage(this.#coverages, this.#faultsMax, unfinished),
      cut: [...this.#cut],
      apartOf: (tally) => this.#apart.get(tally) ?? null,
      critical: leastLegs(this.#critical),
      failing: this.#failing,
      close,
    };
  }

  #told(request: ExploreRequest): ExploreRequest {
    const { onProgress } = this.#request;
    if (onProgress === undefined || this.plans === 0) return request;
    const before = this.#done;
    const failingBefore = this.#failingClasses;
    return {
      ...request,
      onProgress: (progress) =>
        onProgress({
          ...addCounts(before, progress),
          phase: progress.phase,
          failing: progress.failing + failingBefore,
        }),
    };
  }
}

/** What a plan answers for: the runs that all its faults struck. */
function ownOf(found: Found): Found {
  const tallies = found.tallies.filter(({ outcome }) => outcome.faults === 'all struck');
  if (tallies.length === found.tallies.length) return found;
  const others = found.tallies.filter((tally) => !tallies.includes(tally));
  const classes = others.reduce((sum, tally) => sum + tally.classes, 0);
  const { coverage } = found;
  const own = {
    ...coverage,
    classes: coverage.classes - classes,
    redundant: coverage.redundant + classes,
  };
  return { ...found, tallies, coverage: own };
}

/** The sum over plans, and no more than the weakest of them claims. */
function mergedCoverage(
  coverages: readonly ExplorationCoverage[],
  faultsMax: number,
  unfinished: string | null,
): ExplorationCoverage {
  const [first] = coverages;
  const sum = (count: (coverage: ExplorationCoverage) => number): number =>
    coverages.reduce((total, coverage) => total + count(coverage), 0);
  const agreed = coverages.every(({ kind }) => kind === first!.kind) && unfinished === null;
  const estimates = coverages.map(({ estimate }) => estimate);
  const isEstimated = estimates.every((estimate) => estimate !== null);
  const notes = new Set(coverages.flatMap(({ note }) => note ?? []));
  if (unfinished !== null) notes.add(unfinished);
  return {
    kind: agreed ? first!.kind : 'sampled',
    schedules: sum(({ schedules }) => schedules),
    classes: sum(({ classes }) => classes),
    redundant: sum(({ redundant }) => redundant),
    bound: agreed ? first!.bound : null,
    estimate: isEstimated ? sum(({ estimate }) => estimate!) : null,
    infeasible: sum(({ infeasible }) => infeasible),
    note: notes.size === 0 ? null : [...notes].join('; '),
    alarm: coverages.find(({ alarm }) => alarm !== null)?.alarm ?? null,
    faultsMax,
    plans: coverages.length,
  };
}
