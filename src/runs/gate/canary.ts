import { type ExplorePool, replay } from '../../experiments/index.js';
import { alarmProblem, type Check, FILE_START } from '../../formats/index.js';
import { resolveGuards } from '../../scenario/index.js';
import { type Alarm, type NetState, netOf, type VerdictKind } from '../../verdict/index.js';
import { alarmLine, alarmParagraph, exploreLine } from '../../words/index.js';
import { Budget } from '../budget.js';
import type { Io } from '../io.js';
import type { GatePlan } from './gate-plan.js';

const UNHEARD = { header: () => undefined, event: () => undefined };

/** What the canary came to, and what that says of the net. */
export interface CanaryAnswer {
  readonly check: Check;
  readonly net: NetState;
  /** Whether racetape contradicts itself in it. */
  readonly alarm: boolean;
}

/**
 * Runs what has to fail. One replay mostly shows it; where that passes, every
 * order is looked through, for the canary may be one that fails in few of them.
 */
export async function runCanary(
  { scenario, guardSet }: NonNullable<GatePlan['canary']>,
  host: {
    readonly io: Io;
    readonly pool: ExplorePool;
    readonly seed: number;
    readonly runsMax: number | null;
    readonly budgetMs: number | null;
  },
): Promise<CanaryAnswer> {
  const { io, pool, seed, runsMax, budgetMs } = host;
  const guards = resolveGuards(guardSet, scenario.system);
  const setting = { scenario, guardSet: guardSet.guardSet, guards, seed };
  let alarm: Alarm | null = null;
  let verdict: VerdictKind = (await replay(setting, UNHEARD)).judgement.verdict;
  if (verdict !== 'fail') {
    const budget = new Budget(io, budgetMs);
    const explored = await pool.explore({
      ...setting,
      mode: 'exhaustive',
      timing: 'timed',
      bound: 0,
      schedules: 1,
      strategy: 'random',
      ...(runsMax === null ? {} : { runsMax }),
      shouldStop: budget.shouldStop,
      onProgress: (progress) => budget.heard(progress),
    });
    verdict = explored.verdict;
    alarm = explored.coverage.alarm;
  }
  const check = checkOf(setting, verdict);
  if (alarm === null) return { net: netOf(verdict), check, alarm: false };
  // Shipped or not: where the canary itself is unsteady nothing is known of the net.
  const isOurs = alarm.blame === 'racetape';
  return {
    net: netOf(verdict),
    alarm: isOurs,
    check: {
      ...check,
      status: isOurs ? 'alarm' : 'unproven',
      sentence: alarmParagraph(alarm),
      line: alarmLine(askedOf(scenario.path, guardSet.guardSet), alarm),
      token: alarm.token,
      problems: [alarmProblem(alarm, FILE_START)],
    },
  };
}

function checkOf(
  { scenario, guardSet }: { scenario: { path: string; title: string }; guardSet: string },
  verdict: VerdictKind,
): Check {
  const net = netOf(verdict);
  const sentence = {
    sound: 'It fails, as it has to: the net holds.',
    hole: 'It passes, and it has to fail: the net has a hole, and no pass of this gate means anything.',
    unproven: 'It was not found to fail within the budget: nothing is known of the net.',
  }[net];
  const message = { rule: 'canary', level: 'error', message: sentence, place: FILE_START } as const;
  return {
    scenario: { path: scenario.path, title: scenario.title },
    act: 'canary',
    guardSet,
    status: net === 'sound' ? 'ok' : net === 'hole' ? 'refused' : 'unproven',
    verdict,
    claim: null,
    sentence,
    line: exploreLine(askedOf(scenario.path, guardSet)),
    token: null,
    problems: net === 'sound' ? [] : [message],
    steps: [],
    place: FILE_START,
  };
}

function askedOf(path: string, guardSet: string): Parameters<typeof exploreLine>[0] {
  return {
    scenario: { id: '', path, title: '' },
    guardSet,
    mode: 'exhaustive',
    timed: true,
    seed: 1,
    extraOptions: [],
  };
}
