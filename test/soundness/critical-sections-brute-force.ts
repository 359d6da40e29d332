import { type CriticalSections, outcomeOf } from './critical-sections.js';

export interface EveryOrder {
  readonly outcomes: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly schedules: number;
  /** Did some task have to wait in some order? */
  readonly hasContention: boolean;
  /** Semaphores of one permit that no order holds when a step has ended. */
  readonly lazy: number;
}

/** One step of a run: its name, which steps had to be made before it, and what it touched. */
interface Done {
  readonly name: string;
  readonly parent: number;
  readonly touched: ReadonlySet<string>;
}

/**
 * Every order of the sleeps, one by one, unreduced; each with its class written
 * out in full: every ordered pair of steps of which one made the other possible
 * or that touch the same and do not both read. Shares no code with the engine.
 */
export function everyOrder(small: CriticalSections): EveryOrder {
  const held = new Set<number>();
  let hasContention = false;
  let schedules = 0;
  // A lock orders nothing if it is held across steps in no order: that has to be known first.
  visit(new Machine(small), [], (_done, machine) => {
    schedules += 1;
    for (const one of machine.heldAcross) held.add(one);
    hasContention ||= machine.hasWaited;
  });
  const orders = (semaphore: number): boolean => {
    const { permits, usersMax } = small.semaphores[semaphore]!;
    return usersMax > permits && (permits > 1 || held.has(semaphore));
  };
  const outcomes = new Set<string>();
  const classes = new Set<string>();
  visit(new Machine(small), [], (done, machine) => {
    outcomes.add(machine.outcome());
    classes.add(classOf(done, orders));
  });
  const lazy = small.semaphores.filter(
    ({ permits, usersMax }, index) => permits === 1 && usersMax > 1 && !held.has(index),
  ).length;
  return { outcomes, classes, schedules, hasContention, lazy };
}

function visit(
  machine: Machine,
  done: readonly Done[],
  ended: (done: readonly Done[], machine: Machine) => void,
): void {
  const asleep = machine.asleep();
  if (asleep.length === 0) ended(done, machine);
  for (const task of asleep) {
    const next = machine.copy();
    const step = next.wake(task, done.length);
    visit(next, [...done, step], ended);
  }
}

function classOf(done: readonly Done[], orders: (semaphore: number) => boolean): string {
  const touched = done.map((step) =>
    [...step.touched].filter((what) => !what.startsWith('w s') || orders(Number(what.slice(3)))),
  );
  const pairs: string[] = [];
  for (let later = 0; later < done.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const depends =
        done[later]!.parent === earlier || doConflict(touched[earlier]!, touched[later]!);
      if (depends) pairs.push(`${done[earlier]!.name}<${done[later]!.name}`);
    }
  }
  const names = done.map(({ name }) => name).sort();
  return `${names.join()} : ${pairs.sort().join()}`;
}

/** Accesses are `r …` or `w …`. */
function doConflict(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) =>
    b.some((other) => one.slice(2) === other.slice(2) && (one[0] === 'w' || other[0] === 'w')),
  );
}

/** The whole state of a run; copied at every fork. */
interface State {
  readonly tasks: {
    at: number;
    sleeps: number;
    /** The step in which it fell asleep; null: it is not asleep. */
    asleepSince: number | null;
    /** The semaphore that it waits for; null: none. */
    waitsFor: number | null;
    readonly seen: number[];
  }[];
  readonly cells: number[];
  readonly free: number[];
  readonly queues: number[][];
  readonly heldAcross: Set<number>;
  hasWaited: boolean;
}

/**
 * A task goes on until it sleeps or asks for a permit. Who gets one goes on after
 * whoever could go on before, as with promises: first in, first out.
 */
class Machine {
  readonly #small: CriticalSections;
  readonly #state: State;

  constructor(small: CriticalSections, state: State | null = null) {
    this.#small = small;
    this.#state = state ?? {
      tasks: small.tasks.map(() => ({
        at: 0,
        sleeps: 0,
        asleepSince: null,
        waitsFor: null,
        seen: [],
      })),
      cells: Array.from({ length: small.cells }, () => 0),
      free: small.semaphores.map(({ permits }) => permits),
      queues: small.semaphores.map(() => []),
      heldAcross: new Set(),
      hasWaited: false,
    };
    // All tasks begin before the first step; what they touch then comes before every step.
    if (state === null) this.#goOn([...small.tasks.keys()], -1, new Set());
  }

  copy(): Machine {
    return new Machine(this.#small, structuredClone(this.#state));
  }

  get heldAcross(): ReadonlySet<number> {
    return this.#state.heldAcross;
  }

  get hasWaited(): boolean {
    return this.#state.hasWaited;
  }

  asleep(): number[] {
    const { tasks } = this.#state;
    return [...tasks.keys()].filter((task) => tasks[task]!.asleepSince !== null);
  }

  /** The task's sleep ends: one step. */
  wake(task: number, step: number): Done {
    const woken = this.#state.tasks[task]!;
    const parent = woken.asleepSince!;
    woken.asleepSince = null;
    woken.sleeps += 1;
    const touched = new Set<string>();
    this.#goOn([task], step, touched);
    return { name: `t${task}.${woken.sleeps}`, parent, touched };
  }

  outcome(): string {
    const { cells, tasks } = this.#state;
    const waiting = tasks.flatMap(({ waitsFor }, task) =>
      waitsFor === null ? [] : [`t${task} waits for s${waitsFor}`],
    );
    return outcomeOf({ cells, seen: tasks.map(({ seen }) => seen), waiting });
  }

  #goOn(ready: number[], step: number, touched: Set<string>): void {
    for (const task of ready) this.#advance(task, ready, step, touched);
    for (const [semaphore, { permits }] of this.#small.semaphores.entries()) {
      if (this.#state.free[semaphore]! < permits) this.#state.heldAcross.add(semaphore);
    }
  }

  #advance(me: number, ready: number[], step: number, touched: Set<string>): void {
    const { tasks, cells, free, queues } = this.#state;
    const task = tasks[me]!;
    const ops = this.#small.tasks[me]!;
    while (task.at < ops.length) {
      const op = ops[task.at]!;
      task.at += 1;
      switch (op.do) {
        case 'sleep':
          task.asleepSince = step;
          return;
        case 'acquire':
          touched.add(`w s${op.semaphore}`);
          if (free[op.semaphore]! > 0 && queues[op.semaphore]!.length === 0) {
            free[op.semaphore]! -= 1;
            ready.push(me);
          } else {
            this.#state.hasWaited = true;
            task.waitsFor = op.semaphore;
            queues[op.semaphore]!.push(me);
          }
          return;
        case 'release': {
          touched.add(`w s${op.semaphore}`);
          const next = queues[op.semaphore]!.shift();
          if (next === undefined) free[op.semaphore]! += 1;
          else {
            tasks[next]!.waitsFor = null;
            ready.push(next);
          }
          break;
        }
        case 'read':
          touched.add(`r c${op.cell}`);
          task.seen.push(cells[op.cell]!);
          break;
        case 'write':
          touched.add(`w c${op.cell}`);
          cells[op.cell] = task.seen.reduce((sum, value) => sum + value, op.plus);
          break;
        case 'skipIfOdd':
          if ((task.seen.at(-1) ?? 0) % 2 === 1) task.at += 1;
          break;
      }
    }
  }
}
