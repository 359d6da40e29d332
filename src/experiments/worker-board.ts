import type { ExploreProgress } from './explore-contract.js';

/**
 * Shared memory between the pool and one job: the pool says stop, the worker
 * says how far it is. Nothing of it reaches a result.
 */
const STOP = 0;
const STARTED = 1;
const PHASE = 2;
const COUNTS = 3;
const COUNTED = [
  'schedules',
  'classes',
  'redundant',
  'abandoned',
  'infeasible',
  'failing',
] as const satisfies readonly (keyof ExploreProgress)[];
const PHASES: readonly ExploreProgress['phase'][] = [
  'exploring',
  'shrinking',
  'looking for the twin',
];

export function newBoard(): Int32Array {
  return new Int32Array(new SharedArrayBuffer((COUNTS + COUNTED.length) * 4));
}

/** The worker's side: has somebody said stop? */
export function heardBoard(board: Int32Array): boolean {
  return Atomics.load(board, STOP) === 1;
}

/** The worker's side. Counts wrap at 2^31, which shows on a progress line only. */
export function tellBoard(
  board: Int32Array,
  told: { readonly started: true } | ExploreProgress,
): void {
  if ('started' in told) {
    Atomics.store(board, STARTED, 1);
    return;
  }
  Atomics.store(board, PHASE, PHASES.indexOf(told.phase));
  COUNTED.forEach((name, index) => {
    Atomics.store(board, COUNTS + index, told[name]);
  });
}

/** The pool's side: the job should end soon. */
export function stopBoard(board: Int32Array): void {
  Atomics.store(board, STOP, 1);
}

/** The pool's side: null before the job has begun. */
export function readBoard(board: Int32Array): ExploreProgress | null {
  if (Atomics.load(board, STARTED) === 0) return null;
  const phase = PHASES[Atomics.load(board, PHASE)]!;
  const count = (name: (typeof COUNTED)[number]): number =>
    Atomics.load(board, COUNTS + COUNTED.indexOf(name));
  return {
    phase,
    schedules: count('schedules'),
    classes: count('classes'),
    redundant: count('redundant'),
    abandoned: count('abandoned'),
    infeasible: count('infeasible'),
    failing: count('failing'),
  };
}
