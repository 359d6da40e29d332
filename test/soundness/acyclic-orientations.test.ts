import { describe, expect, it } from 'vitest';
import { engine, Streams } from '../../src/index.js';
import { acyclicOrientations, conflictProgram, type Graph } from './conflict-graph.js';
import { counted } from './counted.js';
import { NAMED_GRAPHS } from './named-graphs.js';
import { sized } from './sizes.js';

const CLASSES_MAX = sized({ suite: 2_500, full: Number.POSITIVE_INFINITY });
const GRAPHS = sized({ suite: 250, full: 2_000 });
const VERTICES_MAX = sized({ suite: 7, full: 8 });

/** Four vertices or more, any two joined by a chance that is drawn for the graph. */
function randomGraph(next: () => number): Graph {
  const vertices = 4 + Math.floor(next() * (VERTICES_MAX - 3));
  const chance = 0.1 + 0.9 * next();
  const edges: [number, number][] = [];
  for (let a = 0; a < vertices; a += 1) {
    for (let b = a + 1; b < vertices; b += 1) if (next() < chance) edges.push([a, b]);
  }
  return { vertices, edges };
}

describe('tasks of one step, in conflict where a graph joins them', () => {
  it.each(NAMED_GRAPHS.filter(({ orientations }) => orientations <= CLASSES_MAX))(
    'have $orientations classes for $name: its acyclic orientations',
    async ({ name, orientations, graph }) => {
      expect(acyclicOrientations(graph.edges)).toBe(orientations);
      const found = await engine.exploreExhaustively(conflictProgram(graph));
      expect(found.coverage).toEqual({ kind: 'complete' });
      expect(found).toMatchObject({ classes: orientations, redundant: 0, abandoned: 0 });
      expect(found.components[0]!.outcomes.size).toBe(orientations);
      counted(name, { counts: { classes: found.classes, redundant: found.redundant } });
    },
  );

  it(`have |χ(−1)| classes for every random graph (Stanley), seeds 1 to ${GRAPHS}`, async () => {
    const sizes: number[] = [];
    for (let seed = 1; seed <= GRAPHS; seed += 1) {
      const stream = new Streams(seed).open('graph');
      const next = (): number => stream.next();
      const graph = randomGraph(next);
      const program = conflictProgram(
        graph,
        (choices) => choices[Math.floor(next() * choices.length)]!,
      );
      const found = await engine.exploreExhaustively(program);
      const orientations = acyclicOrientations(graph.edges);
      expect(found, `seed ${seed}`).toMatchObject({
        coverage: { kind: 'complete' },
        classes: orientations,
        redundant: 0,
        abandoned: 0,
      });
      expect(found.components[0]!.outcomes.size, `seed ${seed}`).toBe(orientations);
      sizes.push(orientations);
    }
    sizes.sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)]!;
    const classes = sizes.reduce((sum, size) => sum + size, 0);
    counted('random graphs', {
      seeds: `1–${GRAPHS.toLocaleString('en-US')}`,
      counts: { graphs: sizes.length, classes, median, most: sizes.at(-1)! },
    });
    // About something: most graphs have many orders, and few are without an edge.
    expect(median).toBeGreaterThan(20);
    expect(sizes.filter((size) => size > 100).length / sizes.length).toBeGreaterThan(0.25);
    expect(sizes.filter((size) => size === 1).length / sizes.length).toBeLessThan(0.1);
  });
});
