import { type Program, taskNumberOf } from '../kernel/index.js';
import type { Doubt } from './coverage.js';
import { type Exploration, exploreOnce } from './explore.js';
import { Pct } from './pct.js';
import { type Random, RandomWalk } from './random-walk.js';

/**
 * A program that can be taken apart. Each component is a program of its own:
 * the whole, restricted to some of its tasks and all that they create; together
 * they are the whole. That they share nothing is not taken on trust. They carry
 * what the whole knows of locks: whether one of them holds a lock across steps
 * matters to all.
 */
export interface ComposedProgram<Outcome> extends Program<Outcome> {
  components?(): readonly Program<Outcome>[];
  /**
   * Whether an outcome of the whole is put together of outcomes that its
   * components were found to have (in the order of `components`): null, or in
   * words what none of them has. Left out, an outcome of the whole is not doubted.
   */
  misfit?(outcome: Outcome, found: readonly (readonly Outcome[])[]): string | null;
}

/**
 * Looks for an outcome of the whole that is not the sum of its parts. Footprints
 * show that components share no object. They do not show what a task would have
 * decided on an object of another component that it read and that nobody wrote
 * in its own, nor what a judgement makes of both. So random walks go over the
 * whole program, and each that is feasible must end in outcomes of the parts:
 * `runs` that pick uniformly, and as many by random priorities of tasks, since
 * uniform picks hardly ever let one component come to its end before another
 * begins. Finding nothing proves nothing. The first doubt, or null.
 */
export async function auditComposition<Outcome>(
  program: ComposedProgram<Outcome>,
  parts: readonly Exploration<Outcome>[],
  { runs, random }: { readonly runs: number; readonly random: Random },
): Promise<Doubt | null> {
  if (program.misfit === undefined) return null;
  const found = parts.map(({ outcomes }) => [...outcomes.values()].map(({ outcome }) => outcome));
  let doubt: Doubt | null = null;
  const walks = [
    new RandomWalk({ runs, random }),
    new Pct({ runs, random, depth: DEPTH, taskOf: taskNumberOf }),
  ];
  for (const walk of walks) {
    await exploreOnce(program, walk, {
      timing: parts[0]!.timing,
      shouldStop: () => doubt !== null,
      onOutcome(outcome, _name, take) {
        const seen = program.misfit!(outcome, found);
        if (seen === null) return;
        const schedule = take();
        const expected = 'outcomes of the parts, which were explored apart';
        const drift = { step: schedule.keys.length, expected, seen, possible: [] };
        doubt = { kind: 'not the sum of its parts', drift, schedule };
      },
    });
  }
  return doubt;
}

/** Changes of priority in a walk by priorities: one less. */
const DEPTH = 3;
