import {
  type Coverage,
  type Doubt,
  replaySchedule,
  type Schedule,
  scheduleGuide,
} from '../exploration/index.js';
import type { Alarm } from '../verdict/index.js';
import { blamedRule } from './blamed-rule.js';
import { chosenFaults } from './chosen-faults.js';
import { canBePosted, type Extras } from './extras.js';
import { belongingOfSetting, printRunToken } from './run-token.js';
import { type ProgramSetting, ScenarioProgram } from './scenario-program.js';

/**
 * The alarm that a coverage raises, with tokens of the orders that show it; null
 * where it raises none.
 * @param part the program that was explored: the whole, or a component of it
 */
export async function alarmOf(
  coverage: Coverage,
  part: ScenarioProgram,
  request: ProgramSetting,
): Promise<Alarm | null> {
  if (coverage.kind !== 'unsteady' || coverage.doubt === undefined) return null;
  const { doubt } = coverage;
  const { kind, drift } = doubt;
  // A program of its own: that of the search may still be in the state that made it unsteady.
  const program = new ScenarioProgram(part.setting, part.locks);
  const tokenOf = (schedule: Schedule): Promise<string> => tokenOfOrder(program, schedule, request);
  try {
    await program.learnLabels();
    const token = await tokenOf(doubt.schedule);
    return {
      kind,
      blame: isShipped(request) ? 'racetape' : 'yours',
      rule: await blamedRule(program, doubt),
      step: drift.step,
      place: placeOf(doubt, program),
      expected: drift.expected,
      seen: drift.seen,
      token,
      otherToken: doubt.other === undefined ? null : await tokenOf(doubt.other),
      faults: chosenFaults(request),
    };
  } finally {
    program.close();
  }
}

/** Nothing took part that somebody else has written: no guard and no rule from outside. */
export function isShipped(extras: Extras): boolean {
  return canBePosted(extras);
}

/** Follows the schedule as far as it goes; from there on the default order. */
async function tokenOfOrder(
  program: ScenarioProgram,
  schedule: Schedule,
  request: ProgramSetting,
): Promise<string> {
  const { choices } = await replaySchedule(program, scheduleGuide(schedule), {
    onDrift: 'go on by default order',
  });
  const ids = request.scenario.signals.map(({ id }) => id);
  const own = program.setting.scenario.signals;
  return printRunToken({
    belongsTo: belongingOfSetting(request),
    seed: request.seed,
    choices,
    signals: own.length === ids.length ? null : own.map(({ id }) => ids.indexOf(id)),
  });
}

function placeOf({ drift, schedule: { keys } }: Doubt, program: ScenarioProgram): string | null {
  const key = keys[drift.step] ?? keys.at(-1);
  return key === undefined ? null : program.labelOf(key);
}
