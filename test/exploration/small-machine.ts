import {
  type AccessMode,
  AccessTable,
  type Chooser,
  type Comparison,
  type Completion,
  type KeyRange,
  type Program,
} from '../../src/kernel/index.js';

/** What a task can do inside one step, without giving up control. Each task has one register. */
export type Op =
  | { readonly do: 'read'; readonly object: number; readonly key: number }
  | { readonly do: 'range'; readonly object: number; readonly from: number; readonly below: number }
  | { readonly do: 'write'; readonly object: number; readonly key: number; readonly plus: number }
  | { readonly do: 'add'; readonly object: number; readonly key: number; readonly plus: number }
  /** Skips the next ops of this step if the register is odd. */
  | { readonly do: 'skipIfOdd'; readonly ops: number }
  /** Ends the task if the register is odd. */
  | { readonly do: 'stopIfOdd' }
  | { readonly do: 'spawn'; readonly task: number }
  /** Waits in line if it is taken; goes on inside the step that hands it over. */
  | { readonly do: 'lock'; readonly lock: number }
  | { readonly do: 'unlock'; readonly lock: number }
  /** Register := have `windowUs` passed since the task's step before this one (or its spawning, or the start)? */
  | {
      readonly do: 'compare';
      readonly windowUs: number;
      readonly granularityUs: number;
      readonly phaseUs: number;
    };

export interface SmallStep {
  readonly minUs: number;
  readonly maxUs: number;
  readonly dueUs: number;
  readonly ops: readonly Op[];
}

export interface SmallProgram {
  readonly tasks: readonly (readonly SmallStep[])[];
  /** Tasks that are there from the start; the others are spawned. */
  readonly roots: readonly number[];
}

export interface Pending {
  readonly key: number;
  readonly task: number;
  readonly parent: number;
  readonly since: number;
}

export interface Touched {
  readonly object: string;
  readonly mode: AccessMode;
  readonly from: number;
  readonly below: number;
}

interface TaskState {
  step: number;
  op: number;
  register: number;
  /** Index of the run's step in which its current step was issued or begun. */
  since: number;
}

/** The whole state of a running small program; every bit of it is here, so that it can be copied. */
export class SmallMachine {
  readonly program: SmallProgram;
  readonly store: number[];
  readonly tasks: TaskState[];
  readonly holders: number[];
  readonly waiters: number[][];
  pending: Pending[] = [];
  step = 0;

  constructor(program: SmallProgram, from?: SmallMachine) {
    this.program = program;
    this.store = from === undefined ? new Array<number>(9).fill(0) : [...from.store];
    this.tasks =
      from === undefined
        ? program.tasks.map(() => ({ step: 0, op: 0, register: 0, since: -1 }))
        : from.tasks.map((task) => ({ ...task }));
    this.holders = from === undefined ? [-1, -1] : [...from.holders];
    this.waiters = from === undefined ? [[], []] : from.waiters.map((line) => [...line]);
    if (from === undefined) for (const root of program.roots) this.#issue(root, -1);
    else {
      this.pending = [...from.pending];
      this.step = from.step;
    }
  }

  clone(): SmallMachine {
    return new SmallMachine(this.program, this);
  }

  /** Runs the pending step at `index`. */
  run(
    index: number,
    answer: (comparison: Omit<Comparison, 'byDefault'>) => boolean,
    touch: (touched: Touched) => void,
  ): void {
    const { task } = this.pending[index]!;
    this.pending.splice(index, 1);
    const state = this.tasks[task]!;
    const since = state.since;
    state.op = 0;
    this.#goOn(task, since, answer, touch);
    this.step += 1;
  }

  outcome(): string {
    const blocked = this.waiters.map((line) => line.join('.')).join('/');
    return `${this.store.join(',')}|${this.tasks.map((task) => task.register).join(',')}|${blocked}`;
  }

  #issue(task: number, parent: number): void {
    const state = this.tasks[task]!;
    if (state.step >= this.program.tasks[task]!.length) return;
    state.since = parent;
    this.pending.push({ key: task * 100 + state.step, task, parent, since: parent });
  }

  #goOn(
    task: number,
    since: number,
    answer: (comparison: Omit<Comparison, 'byDefault'>) => boolean,
    touch: (touched: Touched) => void,
  ): void {
    const state = this.tasks[task]!;
    const ops = this.program.tasks[task]![state.step]!.ops;
    while (state.op < ops.length) {
      const op = ops[state.op]!;
      state.op += 1;
      switch (op.do) {
        case 'read':
          touch({ object: `o${op.object}`, mode: 'read', from: op.key, below: op.key + 1 });
          state.register = this.store[op.object * 3 + op.key]!;
          break;
        case 'range': {
          touch({ object: `o${op.object}`, mode: 'read', from: op.from, below: op.below });
          let sum = 0;
          for (let key = op.from; key < op.below; key += 1) sum += this.store[op.object * 3 + key]!;
          state.register = sum;
          break;
        }
        case 'write':
          touch({ object: `o${op.object}`, mode: 'write', from: op.key, below: op.key + 1 });
          this.store[op.object * 3 + op.key] = state.register + op.plus;
          break;
        case 'add':
          touch({ object: `o${op.object}`, mode: 'add', from: op.key, below: op.key + 1 });
          this.store[op.object * 3 + op.key]! += op.plus;
          break;
        case 'skipIfOdd':
          if (state.register % 2 !== 0) state.op += op.ops;
          break;
        case 'stopIfOdd':
          if (state.register % 2 !== 0) {
            state.step = 99;
            return;
          }
          break;
        case 'spawn':
          this.#issue(op.task, this.step);
          break;
        case 'compare':
          state.register = answer({
            since,
            windowUs: op.windowUs,
            granularityUs: op.granularityUs,
            phaseUs: op.phaseUs,
          })
            ? 1
            : 0;
          break;
        case 'lock':
          touch({ object: `lock${op.lock}`, mode: 'write', from: 0, below: 1 });
          if (this.holders[op.lock]! >= 0) {
            this.waiters[op.lock]!.push(task);
            return;
          }
          this.holders[op.lock] = task;
          break;
        case 'unlock': {
          touch({ object: `lock${op.lock}`, mode: 'write', from: 0, below: 1 });
          if (this.holders[op.lock] !== task) break;
          const next = this.waiters[op.lock]!.shift();
          this.holders[op.lock] = next ?? -1;
          if (next !== undefined) this.#goOn(next, this.step, answer, touch);
          break;
        }
      }
    }
    state.step += 1;
    this.#issue(task, this.step);
  }
}

/** The machine behind the kernel's contract, as the engine sees it. */
export function programOf(small: SmallProgram): Program<string> {
  const accesses = new AccessTable();
  return {
    accesses,
    labelOf: (key) => `task ${Math.floor(key / 100)} step ${key % 100}`,
    nameOf: (outcome) => outcome,
    runOnce(chooser: Chooser): string {
      const machine = new SmallMachine(small);
      for (;;) {
        if (machine.pending.length === 0) return machine.outcome();
        const enabled = machine.pending.map((pending) => completionOf(small, pending));
        const step = machine.step;
        const index = chooser.choose(enabled, step);
        if (index < 0) return 'given up';
        const footprint: number[] = [];
        machine.run(
          index,
          (comparison) => chooser.compare?.({ ...comparison, byDefault: true }, step) ?? true,
          ({ object, mode, from, below }) => {
            const range: KeyRange =
              below === from + 1
                ? { key: String(from) }
                : { from: String(from), below: String(below) };
            const id = accesses.intern(object, mode, range);
            if (!footprint.includes(id)) footprint.push(id);
          },
        );
        chooser.stepped?.(enabled[index]!, footprint, step);
      }
    },
  };
}

export function completionOf(small: SmallProgram, pending: Pending): Completion {
  const { minUs, maxUs, dueUs } = small.tasks[pending.task]![pending.key % 100]!;
  return {
    key: pending.key,
    kind: 'effect',
    parent: pending.parent,
    since: pending.since,
    minUs,
    maxUs,
    dueUs,
  };
}
