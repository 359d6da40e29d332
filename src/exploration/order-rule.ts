import { HappensBefore } from './happens-before.js';
import type { Recording } from './recording.js';

/** Makes some completions wait for others although the program does not; see `symmetry.ts`. */
export interface OrderRule {
  /** The slot of a completion, or -1 if the rule does not concern it. */
  slotOf(key: number): number;
  /** A completion waits until one of slot `after(slot)` has been run; -1: it need not wait. */
  after(slot: number): number;
  readonly slotCount: number;
}

/** Who waits in the current run because of an `OrderRule`, and what that makes happen before what. */
export class RuledWaits {
  readonly #rule: OrderRule;
  /** The step of this run in which each slot was run, or -1. */
  readonly #slotStep: Int32Array;
  /** By step: the step that the rule made it wait for, or -1. */
  readonly #orderedAfter: number[] = [];
  readonly #relation = new HappensBefore();
  readonly #keySlots = new Map<number, number>();

  constructor(rule: OrderRule) {
    this.#rule = rule;
    this.#slotStep = new Int32Array(rule.slotCount);
  }

  begin(): void {
    this.#slotStep.fill(-1);
  }

  mustWait(key: number): boolean {
    const slot = this.#slot(key);
    if (slot < 0) return false;
    const before = this.#rule.after(slot);
    return before >= 0 && this.#slotStep[before]! < 0;
  }

  /** The completion is run at `step`. */
  note(key: number, step: number): void {
    const slot = this.#slot(key);
    const before = slot < 0 ? -1 : this.#rule.after(slot);
    this.#orderedAfter[step] = before < 0 ? -1 : this.#slotStep[before]!;
    if (slot >= 0) this.#slotStep[slot] = step;
  }

  /** Happens-before in the program in which completions do wait. */
  relationOf(run: Recording): HappensBefore {
    this.#relation.update(run, 0, this.#orderedAfter);
    return this.#relation;
  }

  #slot(key: number): number {
    let slot = this.#keySlots.get(key);
    if (slot === undefined) {
      slot = this.#rule.slotOf(key);
      this.#keySlots.set(key, slot);
    }
    return slot;
  }
}
