import type { Answers } from './schedule.js';
import type { Event } from './wakeup-tree.js';

/** One object for all that is the same event: trees hold many. */
export class EventTable {
  /** By key and footprint: those without answers. */
  readonly #events = new Map<number, Map<number, Event>>();

  of(key: number, answers: Answers, footprint: number): Event {
    if (answers.length > 0) return { key, answers, footprint };
    let known = this.#events.get(key);
    if (known === undefined) {
      known = new Map();
      this.#events.set(key, known);
    }
    let event = known.get(footprint);
    if (event === undefined) {
      event = { key, answers, footprint };
      known.set(footprint, event);
    }
    return event;
  }
}
