import { type ClassEstimate, Pct, Pos, RandomWalk, type Strategy } from '../exploration/index.js';
import { taskNumberOf } from '../kernel/index.js';

/** What a way of drawing runs is made from. */
interface SampleOptions {
  readonly runs: number;
  /** From the chunk's own stream. */
  readonly random: () => number;
  /** Filled by a strategy that can estimate; see `estimates`. */
  readonly estimate: ClassEstimate;
}

/** One way of drawing the runs of a sample. */
export interface SampleForm {
  /** What it is good at, as the help of `--strategy` says it. */
  readonly words: string;
  /** True where it estimates how many classes there are: it knows the odds of each draw. */
  readonly estimates: boolean;
  make(options: SampleOptions): Strategy;
}

/**
 * Every way of drawing a sample, by name. The union of names, the choices of `--strategy` and
 * its help follow from this table, so a new one is a line here. The first is the default.
 */
export const STRATEGIES = {
  random: {
    words: 'each step evenly, with an estimate',
    estimates: true,
    make: ({ runs, random, estimate }) => new RandomWalk({ runs, random }, estimate),
  },
  pct: {
    words: 'finds bugs of few constraints',
    estimates: false,
    make: ({ runs, random }) => new Pct({ runs, random, depth: 3, taskOf: taskNumberOf }),
  },
  pos: {
    words: 'tries the orders of each race apart from other races',
    estimates: false,
    make: ({ runs, random }) => new Pos({ runs, random }),
  },
} as const satisfies Readonly<Record<string, SampleForm>>;

export type SampleStrategy = keyof typeof STRATEGIES;

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as readonly SampleStrategy[];

/** `random (each step evenly, with an estimate), pct (…) or pos (…)`. */
export function strategiesInWords(): string {
  const each = STRATEGY_NAMES.map((name) => `${name} (${STRATEGIES[name].words})`);
  return `${each.slice(0, -1).join(', ')} or ${each.at(-1)}`;
}
