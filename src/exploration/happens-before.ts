import type { Recording } from './recording.js';

/**
 * The happens-before relation of one run: the transitive closure of creation
 * (parent → completion) and of conflicting footprints in the order of
 * execution. Two runs with the same completions, answers and relation are one
 * class: nobody can tell them apart.
 *
 * Rows are bit sets in one typed array. `update(run, from)` keeps the rows of
 * the first `from` steps, which a strategy that replays a prefix knows to be
 * unchanged. Cost: a step tests only predecessors that are not yet implied by
 * a later one, at most its index; allocates nothing once it has grown.
 */
export class HappensBefore {
  length = 0;
  /** 32-bit words in a row. */
  #words = 1;
  #before = new Uint32Array(32);
  /** Immediate predecessors, step by step: those of `step` are at `edgeStart[step]` … `edgeStart[step + 1]`-1. */
  readonly edgeStart: number[] = [0];
  readonly edgeFrom: number[] = [];
  /** Can the edge's two ends change places? No, if the one created the other. */
  readonly edgeReversible: boolean[] = [];

  /**
   * `orderedAfter` gives, for a step, another step that must come first although
   * the two need not conflict (-1: none); such an edge is never reversible.
   */
  update(run: Recording, from = 0, orderedAfter?: readonly number[]): void {
    const length = run.length;
    if (length > this.#words * 32) {
      this.#words = Math.max(this.#words * 2, (length + 31) >>> 5);
      this.#before = new Uint32Array(this.#words * this.#words * 32);
      from = 0;
    }
    const words = this.#words;
    const before = this.#before;
    const { ids, footprintIds, completions } = run;
    if (from > this.length) from = this.length;
    let edge = this.edgeStart[from]!;
    for (let step = from; step < length; step += 1) {
      const row = step * words;
      for (let w = 0; w < words; w += 1) before[row + w] = 0;
      const { parent, alsoAfter } = completions[step]!;
      const other = orderedAfter === undefined ? -1 : orderedAfter[step]!;
      const footprint = footprintIds[step]!;
      for (let earlier = step - 1; earlier >= 0; earlier -= 1) {
        if ((before[row + (earlier >>> 5)]! & (1 << (earlier & 31))) !== 0) continue;
        const created =
          earlier === parent || earlier === other || alsoAfter?.includes(earlier) === true;
        if (!created && !ids.conflict(footprintIds[earlier]!, footprint)) continue;
        this.edgeFrom[edge] = earlier;
        this.edgeReversible[edge] = !created;
        edge += 1;
        const past = earlier * words;
        for (let w = 0; w <= earlier >>> 5; w += 1) before[row + w]! |= before[past + w]!;
        before[row + (earlier >>> 5)]! |= 1 << (earlier & 31);
      }
      this.edgeStart[step + 1] = edge;
    }
    this.length = length;
  }

  /** Must `a` come before `b` in every order of this class? */
  isBefore(a: number, b: number): boolean {
    return (this.#before[b * this.#words + (a >>> 5)]! & (1 << (a & 31))) !== 0;
  }
}
