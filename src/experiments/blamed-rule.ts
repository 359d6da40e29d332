import {
  classGuide,
  type Doubt,
  type Guide,
  type Replayed,
  replaySchedule,
  scheduleGuide,
} from '../exploration/index.js';
import { Streams } from '../kernel/index.js';
import type { RunOutcome } from './run-outcome.js';
import type { ScenarioProgram } from './scenario-program.js';

/** Further orders of a class that are judged where a doubt names none. */
const ORDERS = 16;

/**
 * The rule that a doubt is the fault of, by name; null where it is the program's.
 * In some two orders of one class every task did the same, and the rule alone
 * found something in one and not in the other: it decides on what a class does
 * not order.
 */
export async function blamedRule(program: ScenarioProgram, doubt: Doubt): Promise<string | null> {
  const first = await judged(program, scheduleGuide(doubt.schedule));
  const draws = new Streams(0).open('orders of one class');
  const count = doubt.other === undefined ? ORDERS : 1;
  for (let nth = 0; nth < count; nth++) {
    const { run, relation } = first.replayed;
    const guide =
      doubt.other === undefined
        ? classGuide(run, relation, () => draws.next())
        : scheduleGuide(doubt.other);
    const other = await judged(program, guide);
    if (other.replayed.drift !== null || other.facts !== first.facts) continue;
    const [one, two] = [errorsOf(first.replayed), errorsOf(other.replayed)];
    const differing = [...one, ...two].filter((words) => one.has(words) !== two.has(words));
    if (differing.length > 0) return differing.sort()[0]!.split(' ')[0]!;
  }
  return null;
}

async function judged(
  program: ScenarioProgram,
  guide: Guide,
): Promise<{ replayed: Replayed<RunOutcome>; facts: string }> {
  program.noteFacts();
  const replayed = await replaySchedule(program, guide, { onDrift: 'go on by default order' });
  return { replayed, facts: program.factsOfRun() };
}

/** `assertion symbol`, for each error. */
function errorsOf({ outcome }: Replayed<RunOutcome>): ReadonlySet<string> {
  return new Set(outcome?.errorsOf.map(({ assertion, symbol }) => `${assertion} ${symbol}`));
}
