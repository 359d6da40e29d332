/**
 * Which locks matter. A lock that is taken and let go inside one step can make
 * nobody wait: it orders nothing, and its critical sections conflict only by
 * what they touch inside (a form of the lazy happens-before relation of Thomson
 * and Donaldson, PPoPP 2015).
 *
 * An exploration starts from the assumption that every lock is of that kind.
 * Whether a lock is held when a step ends depends on that step alone and not on
 * the order of the steps before it, so a program in which some run holds it
 * across steps shows it in one of the explored runs as well: the run up to that
 * step is equivalent to an explored one as long as the assumption held. Then
 * `changed` is set, the lock leaves footprints from now on, and the exploration
 * has to begin again.
 */
export class LockKnowledge {
  readonly #contended = new Set<string>();
  /** Held at this moment, not yet known to matter. */
  readonly #held = new Set<string>();
  /** A lock turned out to matter since this was last set to false. */
  changed = false;

  matters(name: string): boolean {
    return this.#contended.has(name);
  }

  startRun(): void {
    this.#held.clear();
  }

  acquired(name: string): void {
    this.#held.add(name);
  }

  released(name: string): void {
    this.#held.delete(name);
  }

  /** To be called when a step has ended: what is still held matters. */
  learn(): void {
    if (this.#held.size === 0) return;
    for (const name of this.#held) this.#contended.add(name);
    this.#held.clear();
    this.changed = true;
  }
}
