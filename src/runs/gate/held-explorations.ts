import { join } from 'node:path';
import type { ExplorePool } from '../../experiments/index.js';
import { explorationCheck, explorationProblems, type ScenarioPlaces } from '../../formats/index.js';
import {
  formatDuration,
  type GuardSet,
  type LatencyOperation,
  type LatencyProfile,
  type Scenario,
} from '../../scenario/index.js';
import { answerHeldExploration, type GatePolicy } from '../../verdict/index.js';
import { type Explored, exploreToFolder } from '../explore-to-folder.js';
import type { Io } from '../io.js';
import { checkReplaceable, EXPLORE_FILES } from '../output-folder.js';
import type { ExploreSettings } from '../requests.js';
import { folderName } from '../run-replays.js';
import { answered, type GateItem } from './gate-item.js';
import type { GatePlan } from './gate-plan.js';

/** One exploration that the gate asks for. */
interface Demand {
  readonly scenario: Scenario;
  readonly guardSet: GuardSet;
  /** The latency up to which it has to hold; null: as the scenario declares. */
  readonly critical: { readonly operation: LatencyOperation; readonly aboveUs: number } | null;
}

export interface HeldExploration {
  readonly demand: Demand;
  readonly explored: Explored;
  /** Of its page, below the output folder. */
  readonly pagePath: string;
}

interface HeldExplorations {
  /** In the order of the demands; after Ctrl-C those that were looked at. */
  readonly held: readonly HeldExploration[];
  readonly ending: 'complete' | 'interrupted';
}

/** Every set that has to hold, by scenario, then every critical latency. */
export function demandsOf({ scenarios, critical }: GatePlan): readonly Demand[] {
  return [
    ...scenarios.flatMap(({ scenario, held }) =>
      held.map((guardSet) => ({ scenario, guardSet, critical: null })),
    ),
    ...critical.map(({ scenario, guardSet, operation, aboveUs }) => {
      return { scenario, guardSet, critical: { operation, aboveUs } };
    }),
  ];
}

/** Refuses, before anything has run, a folder that somebody else filled. */
export function checkDemands(demands: readonly Demand[], out: string): void {
  for (const demand of demands) checkReplaceable(join(out, demand.scenario.id, folderOf(demand)));
}

/**
 * Explores all of them, as many at a time as there are workers. Each takes an
 * as many runs as any search. Where there is a time budget, each takes an equal
 * share of what is left, so what one leaves over passes on; those that their share
 * was too small for are looked at again with the rest.
 */
export async function exploreDemands(
  demands: readonly Demand[],
  host: {
    readonly io: Io;
    readonly settings: Omit<ExploreSettings, 'guardSet'>;
    readonly pool: ExplorePool;
    readonly out: string;
  },
): Promise<HeldExplorations> {
  const { io, settings } = host;
  const untilMs = settings.budgetMs === null ? null : io.nowMs() + settings.budgetMs;
  const found = new Map<Demand, HeldExploration>();
  let interrupted = false;
  const lookAt = async (waiting: readonly Demand[]): Promise<void> => {
    const queue = [...waiting];
    const lane = async (): Promise<void> => {
      for (;;) {
        await io.breathe();
        interrupted ||= io.interrupted();
        const share = Math.max(1, queue.length);
        const demand = queue.shift();
        if (demand === undefined || interrupted) return;
        const leftMs = untilMs === null ? null : Math.max(0, untilMs - io.nowMs());
        const budgetMs =
          leftMs === null ? null : Math.min(leftMs, (leftMs * settings.workers) / share);
        const held = await exploreDemand(demand, { ...host, settings: { ...settings, budgetMs } });
        interrupted ||= held.explored.ending === 'interrupted';
        found.set(demand, held);
      }
    };
    await Promise.all(Array.from({ length: settings.workers }, lane));
  };
  await lookAt(demands);
  const undecided = demands.filter(
    (demand) => found.get(demand)?.explored.report.verdict === 'inconclusive',
  );
  // With a number of runs it would come to the same again.
  const isTimeLeft = untilMs !== null && io.nowMs() < untilMs;
  if (!interrupted && undecided.length > 0 && isTimeLeft) await lookAt(undecided);
  return {
    held: demands.flatMap((demand) => found.get(demand) ?? []),
    ending: interrupted ? 'interrupted' : 'complete',
  };
}

async function exploreDemand(
  demand: Demand,
  host: {
    readonly io: Io;
    readonly settings: Omit<ExploreSettings, 'guardSet'>;
    readonly pool: ExplorePool;
    readonly out: string;
  },
): Promise<HeldExploration> {
  const { scenario, guardSet, critical } = demand;
  const name = folderOf(demand);
  const latency = new Map(host.settings.latency);
  if (critical !== null) latency.set(critical.operation, widened(scenario, critical));
  const explored = await exploreToFolder(
    { scenario, guardSet },
    join(host.out, scenario.id, name),
    {
      ...host,
      settings: { ...host.settings, latency, guardSet },
    },
  );
  return { demand, explored, pagePath: `${scenario.id}/${name}/${EXPLORE_FILES.page}` };
}

function folderOf({ guardSet, critical }: Demand): string {
  const name = folderName(guardSet);
  return critical === null ? name : `${name}@${critical.operation}`;
}

/**
 * The operation's window from its declared minimum up to the value. A wider
 * window only adds orders, so the critical latency lies above the value exactly
 * where no order inside this window fails.
 */
function widened(
  { latency }: Scenario,
  { operation, aboveUs }: NonNullable<Demand['critical']>,
): LatencyProfile {
  const declared = latency[operation];
  const leastUs =
    declared === undefined ? 0 : declared.kind === 'constant' ? declared.us : declared.minUs;
  return { kind: 'uniform', minUs: Math.min(leastUs, aboveUs), maxUs: aboveUs };
}

/** How an exploration is told, and what the policy says of it. */
export function itemOfExploration(
  { demand, explored: { report } }: HeldExploration,
  policy: GatePolicy,
  places: ScenarioPlaces,
): GateItem {
  const { critical } = demand;
  const check = explorationCheck(report, places);
  const answer = answerHeldExploration(report, policy);
  const act =
    critical === null
      ? 'hold'
      : `hold up to ${formatDuration(critical.aboveUs)} of ${critical.operation}`;
  const found = explorationProblems(report, places);
  const problems =
    answer.status === 'met'
      ? []
      : report.coverage.alarm
        ? found
        : answer.status === 'unproven'
          ? [{ ...found[0]!, rule: 'coverage', message: `${check.sentence} ${answer.words}` }]
          : critical === null
            ? found
            : found.map((problem) => ({ ...problem, rule: 'critical-latency' }));
  return answered({ ...check, act, problems }, answer);
}
