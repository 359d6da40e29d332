import type { Program } from '../kernel/index.js';
import type { Doubt, DoubtKind } from './coverage.js';
import { type ClassNamer, type Exploration, explore } from './explore.js';
import { ClassFingerprint } from './fingerprint.js';
import { classGuide } from './guide.js';
import type { HappensBefore } from './happens-before.js';
import { type Random, RandomWalk } from './random-walk.js';
import { type Recording, scheduleOf } from './recording.js';
import { replaySchedule } from './replay.js';
import type { Schedule } from './schedule.js';
import { lockWatch } from './settled-locks.js';

export interface AuditOptions {
  readonly runs: number;
  readonly random: Random;
  /** The namer of the exploration that is audited. */
  readonly namer?: ClassNamer;
}

/**
 * Looks for a hole in a complete exploration by random walks, which know
 * nothing of footprints when they choose. Each walk that is feasible must be of
 * a class that was explored, end in an outcome that was found, and end as every
 * other walk of its class did; and it is run once more, in another order of its
 * class, which must go the same way. What breaks this is a footprint that leaves
 * something out, an outcome that is no function of its class, or a program that
 * is not steady: then nothing may be claimed. Finding nothing proves nothing.
 * The first doubt, or null. Of an exploration that was not finished only the walks
 * are doubted, not what they meet.
 */
export async function audit<Outcome>(
  program: Program<Outcome>,
  found: Exploration<Outcome>,
  { runs, random, namer }: AuditOptions,
): Promise<Doubt | null> {
  const plain = new ClassFingerprint();
  const ofClass = new Map<string, { readonly outcome: string; readonly schedule: Schedule }>();
  let doubt: Doubt | null = null;
  let walk: Walk | null = null;
  await explore(program, () => new RandomWalk({ runs, random }), {
    timing: found.timing,
    shouldStop: () => doubt !== null,
    onRun(run, relation, outcome) {
      const raise = (kind: DoubtKind, expected: string, seen: string, other?: Schedule): void => {
        const drift = { step: run.length, expected, seen, possible: [] };
        doubt ??= {
          kind,
          drift,
          schedule: scheduleOf(run),
          ...(other === undefined ? {} : { other }),
        };
      };
      plain.update(run, relation);
      walk = { run, relation, outcome, class: plain.text };
      const known = ofClass.get(plain.text);
      if (known === undefined) ofClass.set(plain.text, { outcome, schedule: scheduleOf(run) });
      else if (known.outcome !== outcome) {
        raise(
          'one class, two outcomes',
          asOther(known.outcome),
          `outcome ${outcome}`,
          known.schedule,
        );
      }
      if (found.coverage.kind !== 'complete') return;
      if (!found.outcomes.has(outcome)) {
        raise('unexplored outcome', 'an outcome that was explored', `outcome ${outcome}`);
      }
      const { high, low } = namer?.fingerprint(run, relation, 0) ?? plain;
      if (!found.seen.has(high, low)) {
        raise('unexplored class', 'a class that was explored', `class ${plain.text}`);
      }
    },
    async onOutcome() {
      doubt ??= await otherwise(program, walk!, random);
    },
  });
  return doubt;
}

/** A run that has ended and its class; valid until the next one begins. */
interface Walk {
  readonly run: Recording;
  readonly relation: HappensBefore;
  readonly outcome: string;
  readonly class: string;
}

/** Runs a walk once more, in another order of its class. */
async function otherwise<Outcome>(
  program: Program<Outcome>,
  walk: Walk,
  random: Random,
): Promise<Doubt | null> {
  const isVoid = lockWatch(program);
  const again = await replaySchedule(program, classGuide(walk.run, walk.relation, random));
  // A lock that was not known orders steps that the walk's class leaves apart: all of it begins again.
  if (isVoid()) return null;
  const orders = { schedule: again.schedule, other: scheduleOf(walk.run) };
  if (again.drift !== null) return { kind: 'not repeatable', drift: again.drift, ...orders };
  const seen = new ClassFingerprint();
  seen.update(again.run, again.relation);
  const raise = (kind: DoubtKind, expected: string, words: string): Doubt => {
    return {
      kind,
      drift: { step: again.run.length, expected, seen: words, possible: [] },
      ...orders,
    };
  };
  if (seen.text !== walk.class) {
    return raise('not repeatable', `class ${walk.class}, in another order`, `class ${seen.text}`);
  }
  if (again.name === walk.outcome) return null;
  return raise('one class, two outcomes', asOther(walk.outcome), `outcome ${again.name}`);
}

function asOther(outcome: string): string {
  return `outcome ${outcome}, as of another order of the same class`;
}
