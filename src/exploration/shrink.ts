/** One way to make a failing story smaller: a list of things that can be left out. */
export interface Axis<Story> {
  /** `signals`, `latencies`, `reorderings`. */
  readonly name: string;
  count(story: Story): number;
  /** The story without the things at these indices (ascending). */
  without(story: Story, indices: readonly number[]): Story;
}

export interface Shrunk<Story> {
  readonly story: Story;
  /** How often the story was tried. */
  readonly tries: number;
  /** False if `shouldStop` ended it, or an answer was unknown, before every single removal had been tried in vain. */
  readonly isMinimal: boolean;
  /** How many things each axis lost. */
  readonly removed: ReadonlyMap<string, number>;
}

/** Does a candidate fail? `unknown`: a budget ended the search for a failing order of it. */
export type Fails = boolean | 'unknown';

/**
 * Leaves things out of a failing story for as long as it fails. The answer is
 * 1-minimal over all axes: no single thing can be left out any more.
 * Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
 * Input", TSE 2002 (ddmin), without its complements, over several axes in turn.
 * `fails` is asked of every candidate; the story given must fail (not checked).
 * A candidate of which it is `unknown` is not taken, and the answer not called minimal.
 * Cost: n log n tries at best, n² at worst.
 */
export async function shrink<Story>(
  story: Story,
  axes: readonly Axis<Story>[],
  fails: (candidate: Story) => Promise<Fails> | Fails,
  shouldStop: () => boolean = () => false,
): Promise<Shrunk<Story>> {
  let best = story;
  let tries = 0;
  let stopped = false;
  /** In the last sweep over all axes there was a removal of which it is not known whether it fails. */
  let unknown = false;
  const removed = new Map<string, number>();

  const tryWithout = async (axis: Axis<Story>, from: number, count: number): Promise<boolean> => {
    const indices = Array.from({ length: count }, (_, i) => from + i);
    const candidate = axis.without(best, indices);
    tries += 1;
    const answer = await fails(candidate);
    if (answer === 'unknown') unknown = true;
    if (answer !== true) return false;
    removed.set(
      axis.name,
      (removed.get(axis.name) ?? 0) + axis.count(best) - axis.count(candidate),
    );
    best = candidate;
    return true;
  };

  /** One sweep with pieces of one size; from the end, where things are least entangled. */
  const sweep = async (axis: Axis<Story>, size: number): Promise<boolean> => {
    let shrunk = false;
    let from = axis.count(best) - size;
    while (from >= 0) {
      stopped ||= shouldStop();
      if (stopped) return shrunk;
      if (await tryWithout(axis, from, size)) shrunk = true;
      from = Math.min(from, axis.count(best)) - size;
    }
    return shrunk;
  };

  for (const axis of axes) {
    for (let size = axis.count(best) >> 1; size > 1 && !stopped; size >>= 1)
      await sweep(axis, size);
  }
  for (let changed = true; changed && !stopped; ) {
    changed = false;
    unknown = false;
    for (const axis of axes) if (await sweep(axis, 1)) changed = true;
  }
  return { story: best, tries, isMinimal: !stopped && !unknown, removed };
}
