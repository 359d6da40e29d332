import type { Completion, CompletionKind } from './choice-point.js';

/**
 * What a completion does. To answer `'silent'` is to promise that it has settled no promise of
 * the code under test (the effect of a statement, whose response comes later):
 * then there is nothing to wait for before the next step. `'late'`: the same, and
 * nothing has happened at all, since what it was for is over (a time-out that
 * was not needed): the run ended before it.
 */
export type Fire = () => unknown;

const NOTHING_ELSE: readonly number[] = [];

/** A completion that waits for its turn, with what happens then. */
export class PendingCompletion implements Completion {
  constructor(
    readonly key: number,
    readonly kind: CompletionKind,
    readonly parent: number,
    readonly since: number,
    readonly minUs: number,
    readonly maxUs: number,
    readonly dueUs: number,
    /** Order of issue: the first tie-break of the heap, never of the schedule. */
    readonly issue: number,
    readonly fire: Fire,
    readonly alsoAfter: readonly number[] = NOTHING_ELSE,
  ) {}
}

/** What the kernel's loop needs of a queue: the candidates, and taking one of them out. */
export interface CompletionQueue {
  readonly size: number;
  push(completion: PendingCompletion): void;
  /** Candidates in the order of issue; valid until the next `push` or `take`. */
  candidates(): readonly PendingCompletion[];
  take(index: number): PendingCompletion;
}

/** Everything that is pending is a candidate: for explorations, where few are pending. */
export class OpenQueue implements CompletionQueue {
  readonly #pending: PendingCompletion[] = [];

  get size(): number {
    return this.#pending.length;
  }

  push(completion: PendingCompletion): void {
    this.#pending.push(completion);
  }

  candidates(): readonly PendingCompletion[] {
    return this.#pending;
  }

  take(index: number): PendingCompletion {
    const pending = this.#pending;
    const taken = pending[index]!;
    // `splice` would make an array for the one that is taken.
    for (let place = index + 1; place < pending.length; place++)
      pending[place - 1] = pending[place]!;
    pending.length--;
    return taken;
  }
}

/** Candidates are the completions of the earliest due time: a binary heap by (due, issue). */
export class EarliestQueue implements CompletionQueue {
  readonly #heap: PendingCompletion[] = [];
  /** All pending completions of the earliest due time, by issue. */
  readonly #ready: PendingCompletion[] = [];

  get size(): number {
    return this.#heap.length + this.#ready.length;
  }

  push(completion: PendingCompletion): void {
    const readyUs = this.#ready[0]?.dueUs;
    if (readyUs === completion.dueUs) {
      this.#ready.push(completion);
      return;
    }
    if (readyUs !== undefined && completion.dueUs < readyUs) {
      for (const later of this.#ready.splice(0)) this.#sift(later);
    }
    this.#sift(completion);
  }

  candidates(): readonly PendingCompletion[] {
    if (this.#ready.length === 0 && this.#heap.length > 0) {
      const earliestUs = this.#heap[0]!.dueUs;
      while (this.#heap[0]?.dueUs === earliestUs) this.#ready.push(this.#pop());
    }
    return this.#ready;
  }

  take(index: number): PendingCompletion {
    const ready = this.candidates();
    const taken = ready[index]!;
    if (index === 0) this.#ready.shift();
    else this.#ready.splice(index, 1);
    return taken;
  }

  #sift(completion: PendingCompletion): void {
    const heap = this.#heap;
    let index = heap.push(completion) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (comesBefore(heap[above]!, completion)) break;
      heap[index] = heap[above]!;
      index = above;
    }
    heap[index] = completion;
  }

  #pop(): PendingCompletion {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      let index = 0;
      for (;;) {
        let below = 2 * index + 1;
        if (below >= heap.length) break;
        if (below + 1 < heap.length && comesBefore(heap[below + 1]!, heap[below]!)) below++;
        if (comesBefore(last, heap[below]!)) break;
        heap[index] = heap[below]!;
        index = below;
      }
      heap[index] = last;
    }
    return top;
  }
}

// Determinism: `issue` is unique within a run, so the order is total.
function comesBefore(a: PendingCompletion, b: PendingCompletion): boolean {
  return a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.issue < b.issue);
}
