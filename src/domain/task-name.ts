/**
 * Does a task act for this signal? A cycle gives the task of a signal the name
 * `r1.c2/app`, and `r1.c2/app~2` where the message came again. A cycle's own
 * task (`r1.c2`) acts for none.
 */
export function actsFor(task: string, signalId: string): boolean {
  const slash = task.indexOf('/');
  return slash >= 0 && isDelivery(task.slice(slash + 1), signalId);
}

/** Is this the name of a delivery of the signal: its id, or its id and how often it has come? */
export function isDelivery(name: string, signalId: string): boolean {
  if (name === signalId) return true;
  return name.startsWith(`${signalId}~`) && /^\d+$/.test(name.slice(signalId.length + 1));
}

/** A task of a signal has a scope before its name; a cycle's own task, a runner's and a process's have none. */
export function actsForASignal(task: string): boolean {
  return task.includes('/');
}
