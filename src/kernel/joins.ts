import type { Fire } from './completion-queue.js';
import type { AccessMode } from './footprint.js';
import type { Task } from './task.js';

/** What joins ask of their kernel. */
interface JoiningKernel {
  readonly step: number;
  touchRange(object: string, mode: AccessMode): void;
  scheduleJoin(parent: Task, after: readonly number[], fire: Fire): void;
}

/**
 * Tasks that one task has started go on into it together: in a step of its own,
 * when the last of them has ended, whichever that is. So their ends commute, and
 * what the parent does next is ordered after them all.
 */
export class Joins {
  readonly #kernel: JoiningKernel;

  constructor(kernel: JoiningKernel) {
    this.#kernel = kernel;
  }

  /**
   * `parent` starts a task. Whether a join includes it depends on whether it was
   * started before the others had ended: starting one reads what ending one adds
   * to. Only the first tasks that a task starts, in a step of its own, can come
   * after no ending.
   * @param running number of the task whose step it is
   */
  forked(parent: Task, running: number): void {
    const { step } = this.#kernel;
    parent.childrenCount++;
    parent.firstFork ??= step;
    const own = step < 0 || running === parent.number;
    if (own && parent.firstFork === step) return;
    parent.forkedLater = true;
    this.#kernel.touchRange(`children:${parent.name}`, 'read');
  }

  /** One of its tasks has ended. `settle` lets go on what waits for that one. */
  ended(parent: Task, settle: () => void): void {
    this.#kernel.touchRange(`children:${parent.name}`, 'add');
    parent.endedChildren.push({ step: this.#kernel.step, settle });
    if (--parent.childrenCount === 0) this.#join(parent);
  }

  /** One of its tasks has died: it is waited for no longer. */
  died(parent: Task): void {
    if (--parent.childrenCount === 0 && parent.endedChildren.length > 0) this.#join(parent);
  }

  /**
   * Lets a task go on, as its next operation, at this very moment. Its joins come one after the
   * other: what ends while one is pending is joined after it, for what the task does at the second
   * may depend on whether it has come to the first.
   */
  #join(parent: Task): void {
    if (parent.isJoining) return;
    parent.isJoining = true;
    const children = parent.endedChildren;
    parent.endedChildren = [];
    const steps = new Set(children.map(({ step }) => step));
    steps.delete(this.#kernel.step);
    steps.delete(-1);
    this.#kernel.scheduleJoin(parent, [...steps], () => {
      // Whether one that was started meanwhile has ended is what its end adds to.
      if (parent.forkedLater) this.#kernel.touchRange(`children:${parent.name}`, 'read');
      parent.isJoining = false;
      for (const child of children) child.settle();
      if (parent.childrenCount === 0 && parent.endedChildren.length > 0) this.#join(parent);
    });
  }
}
