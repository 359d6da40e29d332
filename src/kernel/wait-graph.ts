import type { Task } from './task.js';

/** A task that can go no further, and why. */
export interface Blocked {
  readonly task: string;
  readonly waitsFor: string;
  readonly heldBy: string | null;
}

/** Tasks that have not ended although nothing is pending: the wait-for graph. */
export function blockedOf(tasks: Iterable<Task>): readonly Blocked[] {
  const blocked = waitingOf(tasks);
  if (blocked.length === 0) {
    for (const task of tasks) {
      blocked.push({ task: task.name, waitsFor: 'a promise that nobody settles', heldBy: null });
    }
  }
  return blocked;
}

/** Who waits for whom at this moment. */
export function waitingOf(tasks: Iterable<Task>): Blocked[] {
  const waiting: Blocked[] = [];
  for (const task of tasks) {
    const wanted = task.waitsFor;
    if (wanted === null) continue;
    const holders = wanted.holders();
    waiting.push({
      task: task.name,
      waitsFor: wanted.name,
      heldBy: holders.length === 0 ? null : holders.join(', '),
    });
  }
  return waiting;
}

/**
 * Does a task wait for what only tasks hold that wait themselves, and so on?
 * Then nothing but a time-out can end it. A holder that is no task (a leak) lets go of nothing.
 */
export function isStuckAmong(tasks: Iterable<Task>, task: Task): boolean {
  const byName = new Map([...tasks].map((known) => [known.name, known]));
  const reached = new Set([task]);
  for (const { waitsFor } of reached) {
    if (waitsFor === null) return false;
    for (const name of waitsFor.holders()) {
      const holder = byName.get(name);
      if (holder !== undefined) reached.add(holder);
    }
  }
  return true;
}
