/**
 * Draws are multiples of 2^-32 (the generator's own grid), so that shares of
 * them are counted, not estimated.
 */
const GRID = 4_294_967_296;

/** Draws from `from`/2^32 up to, not including, `to`/2^32. */
export interface DrawRange {
  readonly from: number;
  readonly to: number;
}

const ANY_DRAW: DrawRange = { from: 0, to: GRID };

/** Ranges of single draws, by the draw's name; a draw that is not named is free. */
export type DrawBox = ReadonlyMap<string, DrawRange>;

/** The name of one draw: of which task, and its how-manyeth from 0. */
export function drawName({
  task,
  index,
}: {
  readonly task: string;
  readonly index: number;
}): string {
  return `${task}#${index}`;
}

export function rangeIn(box: DrawBox, name: string): DrawRange {
  return box.get(name) ?? ANY_DRAW;
}

/** The probability that all draws fall into the box: they are independent and uniform. */
export function shareOf(box: DrawBox): number {
  let share = 1;
  for (const { from, to } of box.values()) share *= (to - from) / GRID;
  return share;
}

/** A draw uniform over [0, 1) → one uniform over the range, on its grid. */
export function drawWithin({ from, to }: DrawRange, draw: number): number {
  return (from + Math.floor(draw * (to - from))) / GRID;
}

/** Latency by draw, in the other direction: which draws give a latency in a window. */
export class DrawInverse {
  readonly #usAt: (draw: number) => number;
  readonly #known = new Map<number, number>();

  /** @param usAt never falls */
  constructor(usAt: (draw: number) => number) {
    this.#usAt = usAt;
  }

  usAt(point: number): number {
    return this.#usAt(point / GRID);
  }

  /** The draws of the range that give `minUs` … `maxUs`; may be empty. */
  within(
    { from, to }: DrawRange,
    { minUs, maxUs }: { readonly minUs: number; readonly maxUs: number },
  ): DrawRange {
    const first = Math.max(from, this.#firstAtLeast(minUs));
    return { from: first, to: Math.max(first, Math.min(to, this.#firstAtLeast(maxUs + 1))) };
  }

  /** The first point of the grid whose latency is at least `us`; `GRID` if there is none. Cost: 32 halvings. */
  #firstAtLeast(us: number): number {
    const known = this.#known.get(us);
    if (known !== undefined) return known;
    let below = -1;
    let atLeast = GRID;
    while (atLeast - below > 1) {
      const middle = below + Math.floor((atLeast - below) / 2);
      if (this.usAt(middle) < us) below = middle;
      else atLeast = middle;
    }
    this.#known.set(us, atLeast);
    return atLeast;
  }
}
