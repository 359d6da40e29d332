import type { Program } from '../kernel/index.js';
import type { Drift } from './coverage.js';
import { type ClassNamer, type Exploration, explore } from './explore.js';
import { ClassFingerprint } from './fingerprint.js';
import { type Random, RandomWalk } from './random-walk.js';
import { scheduleOf } from './recording.js';
import type { Schedule } from './schedule.js';

export interface AuditOptions {
  readonly runs: number;
  readonly random: Random;
  /** The namer of the exploration that is audited. */
  readonly namer?: ClassNamer;
}

export interface Doubt {
  readonly drift: Drift;
  /** A schedule that shows it. */
  readonly schedule: Schedule;
}

/**
 * Looks for a hole in a complete exploration by random walks, which know
 * nothing of footprints when they choose. Each walk that is feasible must be of
 * a class that was explored, end in an outcome that was found, and end as every
 * other walk of its class did. What breaks this is a footprint that leaves
 * something out, or a program that is not steady: then nothing may be claimed.
 * Finding nothing proves nothing. The first doubt, or null.
 */
export async function audit<Outcome>(
  program: Program<Outcome>,
  found: Exploration<Outcome>,
  { runs, random, namer }: AuditOptions,
): Promise<Doubt | null> {
  const plain = new ClassFingerprint();
  const outcomeOfClass = new Map<string, string>();
  let doubt: Doubt | null = null;
  await explore(program, () => new RandomWalk({ runs, random }), {
    timing: found.timing,
    shouldStop: () => doubt !== null,
    onRun(run, relation, outcome) {
      const raise = (expected: string, seen: string): void => {
        doubt ??= {
          drift: { step: run.length, expected, seen, possible: [] },
          schedule: scheduleOf(run),
        };
      };
      plain.update(run, relation);
      const known = outcomeOfClass.get(plain.text);
      outcomeOfClass.set(plain.text, outcome);
      if (known !== undefined && known !== outcome) {
        raise(`outcome ${known}, as of another order of the same class`, `outcome ${outcome}`);
      }
      if (!found.outcomes.has(outcome)) raise('an outcome that was explored', `outcome ${outcome}`);
      const { high, low } = namer?.fingerprint(run, relation, 0) ?? plain;
      if (!found.seen.has(high, low)) raise('a class that was explored', `class ${plain.text}`);
    },
  });
  return doubt;
}
