import { below } from '../exploration/dice.js';

/** What a task does next; all that it does from one sleep to the next is one step. */
export type Op =
  | { readonly do: 'sleep' }
  | { readonly do: 'acquire'; readonly semaphore: number }
  | { readonly do: 'release'; readonly semaphore: number }
  /** Appends what the cell holds to what the task has seen. */
  | { readonly do: 'read'; readonly cell: number }
  /** Writes the sum of what the task has seen, and `plus`. */
  | { readonly do: 'write'; readonly cell: number; readonly plus: number }
  /** Leaves the next operation out if the task has last seen an odd number. */
  | { readonly do: 'skipIfOdd' };

export interface Semaphore {
  readonly permits: number;
  /** True, as a promise has to be: how many tasks ever want it, or no promise at all. */
  readonly usersMax: number;
}

/** Tasks over cells, all 0 at the start, and semaphores. */
export interface CriticalSections {
  readonly tasks: readonly (readonly Op[])[];
  readonly semaphores: readonly Semaphore[];
  readonly cells: number;
}

/** Two to four tasks of at most eight sleeps together, with nested critical sections; some never leave theirs. */
export function randomCriticalSections(random: () => number): CriticalSections {
  const chance = (share: number): boolean => random() < share;
  const semaphoreCount = 2 + below(random, 2);
  const cells = 1 + below(random, 2);
  let sleeps = 8;
  const sleep = (): Op[] => {
    if (sleeps === 0) return [];
    sleeps -= 1;
    return [{ do: 'sleep' }];
  };
  const look = (): Op[] => {
    const cell = below(random, cells);
    const write: Op = { do: 'write', cell, plus: 1 + below(random, 3) };
    if (chance(0.4)) return [{ do: 'read', cell: below(random, cells) }];
    return chance(0.2) ? [{ do: 'skipIfOdd' }, write] : [write];
  };
  // Some programs leave every section in the step in which they entered it.
  const sleepsInside = chance(0.7);
  const section = (around: readonly number[]): Op[] => {
    let semaphore = below(random, semaphoreCount);
    if (around.includes(semaphore) && chance(0.7)) semaphore = below(random, semaphoreCount);
    const body = block([...around, semaphore], 1 + below(random, 2));
    const leave: Op[] = chance(0.03) ? [] : [{ do: 'release', semaphore }];
    return [{ do: 'acquire', semaphore }, ...body, ...leave];
  };
  /** @param around the semaphores whose sections it lies in */
  const block = (around: readonly number[], length: number): Op[] =>
    Array.from({ length }, (): Op[] => {
      if (around.length < 3 && chance(0.3)) return section(around);
      return chance(0.5) && (sleepsInside || around.length === 0) ? sleep() : look();
    }).flat();
  const tasks = Array.from({ length: 2 + below(random, 3) }, () => [
    ...(chance(0.9) ? sleep() : []),
    ...section([]),
    ...block([], below(random, 3)),
  ]);
  const semaphores = Array.from({ length: semaphoreCount }, (_, semaphore): Semaphore => {
    const permits = chance(0.55) ? 1 : 2 + below(random, 2);
    const users = tasks.filter((ops) => wants(ops, semaphore)).length;
    const isTakenTwice = tasks.some((ops) => depthOf(ops, semaphore) > 1);
    // A task that takes a second permit breaks the promise that there is one for each.
    const mayPromise = users > 0 && (users > permits || !isTakenTwice);
    return { permits, usersMax: mayPromise && chance(0.6) ? users : Number.POSITIVE_INFINITY };
  });
  return { tasks, semaphores, cells };
}

function wants(ops: readonly Op[], semaphore: number): boolean {
  return ops.some((op) => op.do === 'acquire' && op.semaphore === semaphore);
}

/** How many permits of one semaphore a task can hold at once. */
export function depthOf(ops: readonly Op[], semaphore: number): number {
  let depth = 0;
  let deepest = 0;
  for (const op of ops) {
    if (op.do !== 'acquire' && op.do !== 'release') continue;
    if (op.semaphore !== semaphore) continue;
    depth += op.do === 'acquire' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The critical sections of a task that lie in others, of any semaphore. */
export function isNested(ops: readonly Op[]): boolean {
  let depth = 0;
  for (const op of ops) {
    if (op.do === 'release') depth -= 1;
    if (op.do !== 'acquire') continue;
    depth += 1;
    if (depth > 1) return true;
  }
  return false;
}

/** How a run ended, in words that both sides use. */
export function outcomeOf(end: {
  readonly cells: readonly number[];
  readonly seen: readonly (readonly number[])[];
  readonly waiting: readonly string[];
}): string {
  const waiting = [...end.waiting].sort().join(', ');
  return `${end.cells.join()} | ${end.seen.map((one) => one.join()).join(' ; ')} | ${waiting}`;
}

/** Does an outcome say that a task waits for ever? */
export function isDeadlock(outcome: string): boolean {
  return !outcome.endsWith('| ');
}
