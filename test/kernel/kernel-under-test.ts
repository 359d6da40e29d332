import {
  AccessTable,
  type Chooser,
  type Completion,
  type Delay,
  Kernel,
  LockKnowledge,
  NameTable,
  Streams,
  type Task,
} from '../../src/kernel/index.js';

/** What outlives the runs of one small program. */
export function settingOf(seed = 1) {
  return {
    names: new NameTable(),
    accesses: new AccessTable(),
    streams: new Streams(seed),
    locks: new LockKnowledge(),
  };
}

/** Always the first of the earliest: what a test can foretell. */
export const FIRST: Chooser = { sees: 'earliest', choose: () => 0 };

export const exactly = (us: number): Delay => ({ us, minUs: us, maxUs: us });

/** Sleeps `us` as one completion of `task`. */
export function pause(kernel: Kernel, task: Task, us: number): Promise<void> {
  return new Promise((resolve) => kernel.schedule(task, 'timer', exactly(us), resolve));
}

/** A chooser that keeps the footprint of every step, as words, and picks by `pick` from everything pending. */
export class Watching implements Chooser {
  readonly sees = 'all';
  readonly steps: string[][] = [];
  kernel: Kernel | null = null;

  constructor(readonly pick: (enabled: readonly Completion[], step: number) => number = () => 0) {}

  choose(enabled: readonly Completion[], step: number): number {
    return this.pick(enabled, step);
  }

  stepped(_completion: Completion, footprint: readonly number[]): void {
    this.steps.push(
      footprint.map((id) => {
        const { mode, object, range } = this.kernel!.accesses.get(id);
        const key = range === 'whole' ? '' : ` ${JSON.stringify(range)}`;
        return `${mode} ${object}${key}`;
      }),
    );
  }
}

/** A kernel whose footprints are watched. */
export function watched(
  pick?: (enabled: readonly Completion[], step: number) => number,
  setting = settingOf(),
): { kernel: Kernel; watching: Watching } {
  const watching = new Watching(pick);
  const kernel = new Kernel(setting, watching);
  watching.kernel = kernel;
  return { kernel, watching };
}
