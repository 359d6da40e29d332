import type { TapeEvent } from '../tape/index.js';

/** Numbers that say who was first, and a balance that sums over all: other in other orders of one class. */
const OF_THE_ORDER = new Set(['seq', 'atUs', 'id', 'orderId', 'call', 'cash']);

/**
 * What each task did in a run, without anything that another order of the same
 * class may show otherwise. Two runs with equal facts differ in nothing that the
 * program did.
 */
export class RunFacts {
  readonly #byTask = new Map<string, string[]>();

  step(event: TapeEvent): void {
    const words = JSON.stringify(event, (name, value: unknown) =>
      OF_THE_ORDER.has(name) ? undefined : value,
    );
    // What no task did has no order of its own.
    const key = event.task ?? words;
    const known = this.#byTask.get(key);
    if (known === undefined) this.#byTask.set(key, [words]);
    else known.push(words);
  }

  text(): string {
    return [...this.#byTask.values()]
      .map((words) => words.join('\n'))
      .sort()
      .join('\n');
  }
}
