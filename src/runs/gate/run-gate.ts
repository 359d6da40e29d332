import { join, resolve } from 'node:path';
import { type ExplorePool, openExplorePool } from '../../experiments/index.js';
import { runCheck, runProblems, type ScenarioPlaces } from '../../formats/index.js';
import {
  answerExpectation,
  answerHeldRun,
  decideGate,
  type GateAnswer,
  type GateDecision,
  type GatePolicy,
  gravest,
} from '../../verdict/index.js';
import type { ReportRun } from '../../words/index.js';
import type { Io } from '../io.js';
import type { ExploreSettings, ReplaySettings } from '../requests.js';
import { checkFolderNames, type FinishedReplays, runReplays } from '../run-replays.js';
import { scenarioPlaces } from '../scenario-places.js';
import { type CanaryAnswer, runCanary } from './canary.js';
import { answered, type GateItem } from './gate-item.js';
import type { GatedScenario, GatePlan } from './gate-plan.js';
import {
  checkDemands,
  demandsOf,
  exploreDemands,
  type HeldExploration,
  itemOfExploration,
} from './held-explorations.js';
import { runSavedToken } from './saved-tokens.js';
import { nothingHeld, stoppedEarly } from './unproven-items.js';

/** The settings of both halves: replays and explorations. */
export type GateSettings = ReplaySettings & Omit<ExploreSettings, 'guardSet'>;

/** Everything that the gate ran. */
export interface GateRun {
  /** Saved tokens, then replays, then explorations: in the order in which they ran. */
  readonly items: readonly GateItem[];
  readonly canary: CanaryAnswer | null;
  readonly replays: FinishedReplays;
  readonly held: readonly HeldExploration[];
  readonly decision: GateDecision;
  readonly ending: 'complete' | 'interrupted';
}

/**
 * Saved tokens first: what once failed is looked at before anything else. Then
 * the canary, the replays that the scenarios have expectations of, and every
 * order of what has to hold. Nothing is cut short by a failure: one build tells all.
 */
export async function runGate(
  plan: GatePlan,
  policy: GatePolicy,
  settings: GateSettings,
  io: Io,
): Promise<GateRun> {
  const out = resolve(io.cwd, settings.out);
  const demands = demandsOf(plan);
  const gated = plan.scenarios.map(({ scenario }) => scenario);
  const involved = [...gated, ...plan.critical.map(({ scenario }) => scenario)];
  checkFolderNames([...new Map(involved.map((each) => [each.path, { scenario: each }])).values()]);
  checkDemands(demands, out);
  const placesOf = scenarioPlaces(io);
  const items: GateItem[] = [];
  const stopped = (found: Omit<Parameters<typeof endOf>[0], 'items' | 'ending'>): GateRun => {
    const [first] = [...involved, ...plan.tokens.map(({ scenario }) => scenario)];
    if (first !== undefined) items.push(stoppedEarly(first));
    return endOf({ ...found, items, ending: 'interrupted' });
  };
  const pool = openExplorePool(settings.workers);
  const stopRelaying = io.meanwhile(() => pool.relay());
  try {
    for (const { scenario, saved } of plan.tokens) {
      if (await isStopped(io)) return stopped({ canary: null });
      items.push(await runSavedToken(scenario, saved));
    }
    if (await isStopped(io)) return stopped({ canary: null });
    const canary = await canaryOf(plan, settings, { io, pool });
    const replays = await runReplays(plannedReplays(plan), settings, io);
    items.push(...replays.tapes.map((run) => itemOfRun(run, plan, policy, placesOf)));
    if (replays.ending === 'interrupted') return stopped({ canary, replays });
    if (demands.length === 0) items.push(...gated.slice(0, 1).map(nothingHeld));
    const { held, ending } = await exploreDemands(demands, { io, settings, pool, out });
    for (const each of held)
      items.push(itemOfExploration(each, policy, placesOf(each.demand.scenario.path)));
    if (ending === 'interrupted') return stopped({ canary, replays, held });
    return endOf({ items, canary, replays, held, ending });
  } finally {
    stopRelaying();
    await pool.close();
  }
}

async function isStopped(io: Io): Promise<boolean> {
  await io.breathe();
  return io.interrupted();
}

const NO_REPLAYS: FinishedReplays = { runs: [], tapes: [], ending: 'complete', indexPage: null };

function endOf({
  items,
  canary,
  replays = NO_REPLAYS,
  held = [],
  ending,
}: Pick<GateRun, 'items' | 'canary' | 'ending'> &
  Partial<Pick<GateRun, 'replays' | 'held'>>): GateRun {
  const answers = items.map(({ answer }) => answer);
  const ofCanary: readonly GateAnswer[] =
    canary?.alarm === true ? [{ status: 'alarm', words: '' }] : [];
  const decision = decideGate([...answers, ...ofCanary], canary?.net ?? null);
  return { items, canary, replays, held, decision, ending };
}

/** The canary has the runs of any search, and a tenth of a time budget: mostly it takes one replay. */
async function canaryOf(
  { canary }: GatePlan,
  { seed, runsMax, budgetMs }: GateSettings,
  host: { readonly io: Io; readonly pool: ExplorePool },
): Promise<CanaryAnswer | null> {
  if (canary === null) return null;
  const timeMs = budgetMs === null ? null : budgetMs / 10;
  return runCanary(canary, { ...host, seed, runsMax, budgetMs: timeMs });
}

/** What the scenarios speak of, and what has to hold, each set once. */
function plannedReplays({ scenarios }: GatePlan): Parameters<typeof runReplays>[0] {
  return scenarios.map(({ scenario, held, expected }) => ({
    scenario,
    guardSets: [...new Map([...expected, ...held].map((set) => [set.guardSet, set])).values()],
  }));
}

/** A replay is held against the policy where its set has to hold, and against the scenario where that speaks of it. */
function itemOfRun(
  run: ReportRun,
  { scenarios }: GatePlan,
  policy: GatePolicy,
  placesOf: (path: string) => ScenarioPlaces,
): GateItem {
  const { scenario, guardSet } = run.header;
  const places = placesOf(scenario.path);
  const gated = scenarios.find((each) => each.scenario.path === scenario.path)!;
  const names = (sets: GatedScenario['held']): boolean =>
    sets.some((set) => set.guardSet === guardSet);
  const answer = gravest([
    ...(names(gated.expected) ? [answerExpectation(run.judgement)] : []),
    ...(names(gated.held) ? [answerHeldRun(run.judgement, policy)] : []),
  ]);
  const check = runCheck(run, places);
  const problems = answer.status === 'met' ? check.problems : runProblems(run, places);
  return answered({ ...check, problems }, answer);
}

/** Where the orders that failed are kept, in the form of a file of saved tokens. */
export function failingTokensPath(settings: GateSettings, io: Io): string {
  return join(resolve(io.cwd, settings.out), 'failing-tokens.txt');
}
