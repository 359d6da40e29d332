import type { DifferenceBounds } from '../../exploration/index.js';
import { type DrawBox, type DrawInverse, type DrawRange, rangeIn, shareOf } from './draw-box.js';

/** A class of orders as its draws have to be: bounds on its times, and which draw is which leg. */
export interface DrawnClass {
  readonly bounds: DifferenceBounds;
  /** By the draw's name: the two steps that it lies between, and its latency by draw. */
  readonly legs: ReadonlyMap<string, DrawnLeg>;
}

export interface DrawnLeg {
  readonly since: number;
  readonly step: number;
  readonly latency: DrawInverse;
}

/** A box of draws with the classes that are possible within it. */
interface Cell {
  readonly box: DrawBox;
  readonly classes: readonly DrawnClass[];
  readonly share: number;
  /** Nothing that is worth a cut is left. */
  done: boolean;
}

/** No more boxes than this. */
const CELLS_MAX = 128;
/** A cut that saves less than this share of a box is not worth its while. */
const SAVING_LEAST = 0.03;
/** Draws that are tried for a cut of the first box, and of later ones, where those saved most. */
const LATER_DRAWS_MAX = 8;

/**
 * Boxes of draws, no two of which overlap, that together hold every draw from
 * which any of the classes can come about: the failing part of the latencies,
 * and not much more. Begins with the smallest box around all classes and halves
 * boxes where that leaves most out: what no class can reach on either side is cut
 * away, exactly (a class in a box is a system of difference constraints).
 *
 * Where only one draw must be extreme the first box is exact; where a sum of
 * draws must be, cutting approaches it. Whatever is left too much costs runs and
 * no bias. Deterministic: it depends on nothing but the classes.
 */
export function paveClasses(classes: readonly DrawnClass[]): readonly DrawBox[] {
  const first = tightened(new Map(), classes);
  if (first === null) return [];
  let draws: readonly string[] | null = null;
  const cells: Cell[] = [first];
  while (cells.length < CELLS_MAX) {
    const largest = largestOf(cells);
    if (largest === null) break;
    const cuts: readonly Cut[] = cutsOf(largest, draws ?? [...namesOf(classes)]);
    draws ??= cuts.slice(0, LATER_DRAWS_MAX).map(({ name }) => name);
    const best = cuts[0];
    if (best === undefined || best.share > largest.share * (1 - SAVING_LEAST)) {
      largest.done = true;
      continue;
    }
    cells.splice(cells.indexOf(largest), 1, ...best.cells);
  }
  return cells.map(({ box }) => box);
}

function largestOf(cells: readonly Cell[]): Cell | null {
  let largest: Cell | null = null;
  for (const cell of cells) {
    if (!cell.done && (largest === null || cell.share > largest.share)) largest = cell;
  }
  return largest;
}

function namesOf(classes: readonly DrawnClass[]): ReadonlySet<string> {
  return new Set(classes.flatMap(({ legs }) => [...legs.keys()]));
}

interface Cut {
  readonly name: string;
  /** What is left after the cut. */
  readonly share: number;
  readonly cells: readonly Cell[];
}

/** Every draw's halving of a cell, the one that leaves least first. Determinism: ties by the draws' order. */
function cutsOf(cell: Cell, names: readonly string[]): readonly Cut[] {
  const cuts = names.flatMap((name): readonly Cut[] => {
    const { from, to } = rangeIn(cell.box, name);
    if (to - from < 2) return [];
    const middle = from + Math.floor((to - from) / 2);
    const cells = [
      { from, to: middle },
      { from: middle, to },
    ].flatMap((range) => half(cell, name, range) ?? []);
    return [{ name, share: cells.reduce((sum, { share }) => sum + share, 0), cells }];
  });
  return cuts.sort((a, b) => a.share - b.share);
}

/** The part of a cell in which one draw keeps to a range. */
function half({ box, classes }: Cell, name: string, range: DrawRange): Cell | null {
  const kept = classes.flatMap((each): readonly DrawnClass[] => {
    const leg = each.legs.get(name);
    if (leg === undefined) return [each];
    const { since, step, latency } = leg;
    const bounds = each.bounds
      .with(step, since, latency.usAt(range.from))
      ?.with(since, step, -latency.usAt(range.to - 1));
    return bounds === null || bounds === undefined ? [] : [{ ...each, bounds }];
  });
  return tightened(new Map([...box, [name, range]]), kept);
}

/** The smallest box inside `box` that holds every class; null where none is left. */
function tightened(box: DrawBox, classes: readonly DrawnClass[]): Cell | null {
  if (classes.length === 0) return null;
  const tight = new Map<string, DrawRange>();
  for (const name of new Set([...box.keys(), ...namesOf(classes)])) {
    const whole = rangeIn(box, name);
    let range: DrawRange | null = null;
    for (const { bounds, legs } of classes) {
      const leg = legs.get(name);
      const own =
        leg === undefined ? whole : leg.latency.within(whole, bounds.between(leg.since, leg.step));
      range =
        range === null
          ? own
          : { from: Math.min(range.from, own.from), to: Math.max(range.to, own.to) };
    }
    if (range === null || range.from >= range.to) return null;
    tight.set(name, range);
  }
  return { box: tight, classes, share: shareOf(tight), done: false };
}
