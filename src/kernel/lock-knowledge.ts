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
 * `count` grows, the lock leaves footprints from now on, and what was explored
 * before is void. The engine sees to it that the exploration begins again: the
 * program that it is given carries this knowledge (`Program.locks`).
 */
export class LockKnowledge {
  readonly #contended = new Set<string>();
  /** Held at this moment, not yet known to matter. */
  readonly #held = new Set<{ readonly name: string }>();

  /** How many locks are known to matter; only ever grows. */
  get count(): number {
    return this.#contended.size;
  }

  matters(name: string): boolean {
    return this.#contended.has(name);
  }

  startRun(): void {
    this.#held.clear();
  }

  /** Takes the lock itself: two locks of one name are held and let go apart. */
  acquired(lock: { readonly name: string }): void {
    this.#held.add(lock);
  }

  released(lock: { readonly name: string }): void {
    this.#held.delete(lock);
  }

  /** To be called when a step has ended: what is still held matters. */
  learn(): void {
    if (this.#held.size === 0) return;
    for (const { name } of this.#held) this.#contended.add(name);
    this.#held.clear();
  }
}
