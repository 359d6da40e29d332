import {
  AccessTable,
  Kernel,
  KernelClock,
  LockKnowledge,
  NameTable,
  type Program,
  Streams,
} from '../../src/index.js';

export interface Graph {
  readonly vertices: number;
  /** Pairs of vertices, the smaller first, each pair once. */
  readonly edges: readonly (readonly [number, number])[];
}

/**
 * Acyclic orientations of a graph, which are |χ(−1)| of its chromatic polynomial
 * (R. Stanley, "Acyclic orientations of graphs", 1973), by deletion and
 * contraction. It knows nothing of schedules.
 */
export function acyclicOrientations(edges: readonly (readonly [number, number])[]): number {
  const [first, ...rest] = edges;
  if (first === undefined) return 1;
  const [kept, gone] = first;
  const contracted = new Map<string, readonly [number, number]>();
  for (const [a, b] of rest) {
    const [from, to] = [a === gone ? kept : a, b === gone ? kept : b];
    contracted.set(`${Math.min(from, to)} ${Math.max(from, to)}`, [from, to]);
  }
  return acyclicOrientations(rest) + acyclicOrientations([...contracted.values()]);
}

type Touch = Parameters<Kernel['touchRange']>;

/** What the two ends of an edge touch, so that they conflict. */
export const CONFLICTS: readonly ((object: string) => readonly [Touch, Touch])[] = [
  (object) => [
    [object, 'write', { key: 'k' }],
    [object, 'write', { key: 'k' }],
  ],
  (object) => [
    [object, 'read', { key: 'k' }],
    [object, 'write', { key: 'k' }],
  ],
  (object) => [
    [object, 'add', { key: 'k' }],
    [object, 'read', 'whole'],
  ],
  (object) => [
    [object, 'write', { from: 'b', below: 'd' }],
    [object, 'add', { key: 'c' }],
  ],
  (object) => [
    [object, 'read', { from: null, below: 'c' }],
    [object, 'write', { from: 'bb', below: null }],
  ],
];

/** What two vertices that are not joined touch of one object, without a conflict. */
export const NO_CONFLICTS: typeof CONFLICTS = [
  (object) => [
    [object, 'read', 'whole'],
    [object, 'read', { key: 'k' }],
  ],
  (object) => [
    [object, 'add', { key: 'k' }],
    [object, 'add', 'whole'],
  ],
  (object) => [
    [object, 'write', { key: 'k' }],
    [object, 'write', { key: 'l' }],
  ],
  (object) => [
    [object, 'write', { from: 'a', below: 'b' }],
    [object, 'read', { from: 'b', below: null }],
  ],
];

/** A task of one step for each vertex. Two of them conflict exactly where `graph` joins them. */
export function conflictProgram(
  graph: Graph,
  pick: <Choice>(choices: readonly Choice[]) => Choice = (choices) => choices[0]!,
): Program<string> {
  const touches: Touch[][] = Array.from({ length: graph.vertices }, () => []);
  const joined = new Set(graph.edges.map(([a, b]) => `${a} ${b}`));
  for (let a = 0; a < graph.vertices; a += 1) {
    for (let b = a + 1; b < graph.vertices; b += 1) {
      const kind = pick(joined.has(`${a} ${b}`) ? CONFLICTS : NO_CONFLICTS);
      const [atA, atB] = kind(`pair ${a} ${b}`);
      touches[a]!.push(atA);
      touches[b]!.push(atB);
    }
  }
  const setting = {
    names: new NameTable(),
    accesses: new AccessTable(),
    streams: new Streams(1),
    locks: new LockKnowledge(),
  };
  return {
    accesses: setting.accesses,
    labelOf: (key) => `completion ${key}`,
    nameOf: (outcome) => outcome,
    async runOnce(chooser) {
      const kernel = new Kernel(setting, chooser);
      const order: number[] = [];
      for (const [vertex, own] of touches.entries()) {
        void kernel.spawn(`v${vertex}`, async (task) => {
          await new KernelClock(kernel, task).sleep(1);
          for (const touch of own) kernel.touchRange(...touch);
          order.push(vertex);
        });
      }
      await kernel.run();
      return graph.edges
        .map(([a, b]) => (order.indexOf(a) < order.indexOf(b) ? '>' : '<'))
        .join('');
    },
  };
}
