import { below } from './dice.js';
import type { Op, SmallProgram, SmallStep } from './small-machine.js';

export interface Shape {
  readonly tasks: number;
  readonly stepsMin: number;
  readonly stepsMax: number;
  /** Largest window that is compared with; -1: the clock is not compared. */
  readonly compareUsMax: number;
  /** Largest number of schedules wanted if every task were straight-line and there from the start. */
  readonly schedulesMax: number;
}

/** A random small program: shared objects with plain reads, writes, adds, ranges; branches, locks, spawned tasks. */
export function randomProgram(random: () => number, shape: Shape): SmallProgram {
  for (;;) {
    const taskCount = 2 + below(random, shape.tasks - 1);
    const steps = shape.stepsMin + below(random, shape.stepsMax - shape.stepsMin + 1);
    const lengths = new Array<number>(taskCount).fill(1);
    for (let extra = taskCount; extra < steps; extra += 1) lengths[below(random, taskCount)]! += 1;
    if (schedulesOf(lengths) > shape.schedulesMax) continue;
    const objects = 1 + below(random, 3);
    const spawned = taskCount > 2 && below(random, 3) === 0 ? taskCount - 1 : -1;
    const tasks = lengths.map((length, task) =>
      randomTask(
        random,
        length,
        { objects, compareUsMax: shape.compareUsMax },
        task === 0 ? spawned : -1,
      ),
    );
    const roots = tasks.map((_, task) => task).filter((task) => task !== spawned);
    return { tasks, roots };
  }
}

function randomTask(
  random: () => number,
  length: number,
  world: { objects: number; compareUsMax: number },
  spawned: number,
): SmallStep[] {
  const steps: SmallStep[] = [];
  const lock = below(random, 4) === 0 ? below(random, 2) : -1;
  for (let step = 0; step < length; step += 1) {
    const ops: Op[] = [];
    if (lock >= 0 && step === 0) ops.push({ do: 'lock', lock });
    const count = 1 + below(random, 3);
    for (let i = 0; i < count; i += 1) ops.push(randomOp(random, world));
    if (spawned >= 0 && step === 0)
      ops.splice(below(random, ops.length + 1), 0, { do: 'spawn', task: spawned });
    if (lock >= 0 && step === length - 1) ops.push({ do: 'unlock', lock });
    const minUs = below(random, 3);
    steps.push({ minUs, maxUs: minUs + below(random, 3), dueUs: below(random, 5), ops });
  }
  return steps;
}

function randomOp(
  random: () => number,
  { objects, compareUsMax }: { objects: number; compareUsMax: number },
): Op {
  const object = below(random, objects);
  const key = below(random, 2);
  const plus = 1 + below(random, 3);
  switch (below(random, compareUsMax >= 0 ? 10 : 9)) {
    case 0:
    case 1:
      return { do: 'read', object, key };
    case 2:
      return { do: 'range', object, from: below(random, 2), below: 2 + below(random, 2) };
    case 3:
    case 4:
    case 5:
      return { do: 'write', object, key, plus };
    case 6:
      return { do: 'add', object, key, plus };
    case 7:
      return { do: 'skipIfOdd', ops: 1 };
    case 8:
      return below(random, 3) === 0 ? { do: 'stopIfOdd' } : { do: 'skipIfOdd', ops: 2 };
    default: {
      const granularityUs = 1 + below(random, 2);
      return {
        do: 'compare',
        windowUs: below(random, compareUsMax + 1),
        granularityUs,
        phaseUs: below(random, granularityUs),
      };
    }
  }
}

/** Multinomial: in how many ways can straight lines of these lengths be interleaved? */
function schedulesOf(lengths: readonly number[]): number {
  let ways = 1;
  let sum = 0;
  for (const length of lengths) {
    for (let i = 1; i <= length; i += 1) {
      sum += 1;
      ways = (ways * sum) / i;
    }
  }
  return ways;
}
