import type { Access, Chooser, Completion, Program } from '../../src/kernel/index.js';

export interface BruteForceClass {
  readonly outcomes: Set<string>;
  /** Some times inside the windows produce one of its orders. */
  isFeasible: boolean;
}

export interface SqlBruteForce {
  /** By the class, written out in full. */
  readonly classes: Map<string, BruteForceClass>;
  schedules: number;
}

/**
 * Every interleaving of a program, one by one, unreduced, each a run of its own
 * from the start. Its class is written out: the events, and every ordered pair
 * of events that depend on each other. Shares no code with the engine: neither
 * conflicts, nor classes, nor feasibility.
 */
export async function everyInterleaving<Outcome>(
  program: Program<Outcome>,
  schedulesMax: number,
): Promise<SqlBruteForce> {
  const found: SqlBruteForce = { classes: new Map(), schedules: 0 };
  const dependence = new Map<number, boolean>();
  const dependent = (a: number, b: number): boolean => {
    const name = a * 65_536 + b;
    let known = dependence.get(name);
    if (known === undefined) {
      known = depend(program.accesses.get(a), program.accesses.get(b));
      dependence.set(name, known);
    }
    return known;
  };
  /** The picks of the coming run; after them, always the first. */
  let picks: number[] = [];
  for (;;) {
    const walk = new Walk(picks);
    const outcome = program.nameOf(await program.runOnce(walk));
    found.schedules += 1;
    if (found.schedules > schedulesMax) throw new Error(`more than ${schedulesMax} interleavings`);
    const name = classOf(walk, dependent);
    let known = found.classes.get(name);
    if (known === undefined) {
      known = { outcomes: new Set(), isFeasible: false };
      found.classes.set(name, known);
    }
    known.outcomes.add(outcome);
    known.isFeasible ||= canBeTimed(walk.done);
    let depth = walk.done.length - 1;
    while (depth >= 0 && walk.picks[depth]! + 1 === walk.counts[depth]!) depth -= 1;
    if (depth < 0) return found;
    picks = walk.picks.slice(0, depth + 1);
    picks[depth]! += 1;
  }
}

class Walk implements Chooser {
  readonly sees = 'all';
  readonly picks: number[] = [];
  readonly counts: number[] = [];
  readonly done: Completion[] = [];
  readonly touched: (readonly number[])[] = [];
  readonly #given: readonly number[];

  constructor(given: readonly number[]) {
    this.#given = given;
  }

  choose(enabled: readonly Completion[], step: number): number {
    const pick = this.#given[step] ?? 0;
    this.picks[step] = pick;
    this.counts[step] = enabled.length;
    return pick;
  }

  stepped(completion: Completion, footprint: readonly number[], step: number): void {
    this.done[step] = completion;
    this.touched[step] = footprint;
  }
}

function classOf({ done, touched }: Walk, dependent: (a: number, b: number) => boolean): string {
  const words: string[] = [];
  for (let b = 0; b < done.length; b += 1) {
    words.push(String(done[b]!.key));
    for (let a = 0; a < b; a += 1) {
      const areDependent =
        done[b]!.parent === a || touched[a]!.some((x) => touched[b]!.some((y) => dependent(x, y)));
      if (areDependent) words.push(`${done[a]!.key}<${done[b]!.key}`);
    }
  }
  return words.sort().join(' ');
}

/** By the definition of a footprint, from its words alone. */
function depend(a: Access, b: Access): boolean {
  if (a.object !== b.object) return false;
  if (a.mode === b.mode && a.mode !== 'write') return false;
  const [aFrom, aTo] = endsOf(a);
  const [bFrom, bTo] = endsOf(b);
  return aFrom < bTo && bFrom < aTo;
}

/** First key, and the first one after: no key goes beyond the last character. */
function endsOf({ range }: Access): [string, string] {
  if (range === 'whole') return ['', '\uffff'];
  if ('key' in range) return [range.key, `${range.key}\0`];
  return [range.from ?? '', range.below ?? '\uffff'];
}

/**
 * Are there integer times, none before the last, each in its window after what
 * it counts from? Shortest paths between all of them (Floyd and Warshall);
 * a negative cycle says no.
 */
function canBeTimed(done: readonly Completion[]): boolean {
  const size = done.length + 1;
  // atMost[a][b]: time a − time b is at most that; 0 is the start.
  const atMost = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
  );
  const bound = (a: number, b: number, us: number): void => {
    atMost[a]![b] = Math.min(atMost[a]![b]!, us);
  };
  for (const [step, { since, minUs, maxUs }] of done.entries()) {
    bound(step, step + 1, 0);
    bound(step + 1, since + 1, maxUs);
    bound(since + 1, step + 1, -minUs);
  }
  for (let via = 0; via < size; via += 1)
    for (let a = 0; a < size; a += 1)
      for (let b = 0; b < size; b += 1) bound(a, b, atMost[a]![via]! + atMost[via]![b]!);
  return atMost.every((row, a) => row[a]! >= 0);
}
