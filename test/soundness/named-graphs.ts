import type { Graph } from './conflict-graph.js';

type Edge = readonly [number, number];

const pairs = (count: number): Edge[] =>
  Array.from({ length: count }, (_, a) => a).flatMap((a) =>
    Array.from({ length: count - a - 1 }, (_, b): Edge => [a, a + b + 1]),
  );

const graphOf = (vertices: number, areJoined: (a: number, b: number) => boolean): Graph => ({
  vertices,
  edges: pairs(vertices).filter(([a, b]) => areJoined(a, b)),
});

const complete = (count: number): Graph => graphOf(count, () => true);

const circle = (count: number): Graph =>
  graphOf(count, (a, b) => b - a === 1 || b - a === count - 1);

const path = (count: number): Graph => graphOf(count, (a, b) => b - a === 1);

const bipartite = (left: number, right: number): Graph =>
  graphOf(left + right, (a, b) => a < left && b >= left);

const grid = (rows: number, columns: number): Graph =>
  graphOf(
    rows * columns,
    (a, b) =>
      b - a === columns || (b - a === 1 && Math.floor(a / columns) === Math.floor(b / columns)),
  );

/** Two rings of five: each vertex of the outer ring joined to one of the inner, which skips one. */
const petersen = graphOf(10, (a, b) => {
  if (a < 5 && b < 5) return b - a === 1 || b - a === 4;
  if (a >= 5) return b - a === 2 || b - a === 3;
  return b - a === 5;
});

/** Corners that differ in one coordinate. */
const cube = graphOf(8, (a, b) => [1, 2, 4].includes(a ^ b));

/** A ring of five around a hub. */
const wheel = graphOf(6, (a, b) => b === 5 || b - a === 1 || b - a === 4);

export interface NamedGraph {
  readonly name: string;
  readonly orientations: number;
  readonly graph: Graph;
}

/** Graphs whose acyclic orientations are known. */
export const NAMED_GRAPHS: readonly NamedGraph[] = [
  { name: 'K5', orientations: 120, graph: complete(5) },
  { name: 'K7', orientations: 5_040, graph: complete(7) },
  { name: 'C10', orientations: 1_022, graph: circle(10) },
  { name: 'P12', orientations: 2_048, graph: path(12) },
  { name: 'K3,3', orientations: 230, graph: bipartite(3, 3) },
  { name: 'K4,4', orientations: 6_902, graph: bipartite(4, 4) },
  { name: 'K2,6', orientations: 1_394, graph: bipartite(2, 6) },
  { name: 'Petersen', orientations: 16_680, graph: petersen },
  { name: 'cube', orientations: 1_862, graph: cube },
  { name: 'wheel of five', orientations: 240, graph: wheel },
  { name: 'grid 3×3', orientations: 2_398, graph: grid(3, 3) },
  { name: 'grid 3×4', orientations: 58_670, graph: grid(3, 4) },
];
