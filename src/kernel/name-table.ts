/**
 * Numbers for the names of tasks, equal in every run of one program whatever
 * the order in which tasks are born: the basis of a completion's stable key.
 */
export class NameTable {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #memory: 'kept' | 'forgotten';
  #given = 0;

  /** @param memory `forgotten`: every call gets a new number, for one long run in which no key is ever looked up */
  constructor(memory: 'kept' | 'forgotten' = 'kept') {
    this.#memory = memory;
  }

  numberOf(name: string): number {
    if (this.#memory === 'forgotten') return this.#given++;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(name, number);
      this.#names.push(name);
    }
    return number;
  }

  nameOf(number: number): string {
    return this.#names[number] ?? `task ${number}`;
  }
}

/** Operations of one task that can be told apart: more in one task is refused. */
export const ORDINALS_PER_TASK = 1 << 20;

/** The key of a task's how-many-eth operation. */
export function keyOf(taskNumber: number, ordinal: number): number {
  return taskNumber * ORDINALS_PER_TASK + ordinal;
}

export function taskNumberOf(key: number): number {
  return Math.floor(key / ORDINALS_PER_TASK);
}

export function ordinalOf(key: number): number {
  return key % ORDINALS_PER_TASK;
}
