import type { Fault } from '../domain/index.js';
import { type Guard, PENDING_ORDERS } from '../guards/index.js';
import { InvariantError, KernelClock, type LockListener, type Task } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { Runner, type RunnerSettings } from '../trading/index.js';
import { RunnerScope } from './runner-scope.js';
import type { ScopeNames } from './scope-names.js';
import type { SignalInbox } from './signal-inbox.js';
import { type RunContext, TaskPorts } from './task-ports.js';

/** What all chains of a scenario have in common. */
export interface ChainWorld {
  readonly settings: RunnerSettings;
  /** Those of the paths. */
  readonly guards: readonly Guard[];
  readonly cycleIntervalUs: number;
  readonly failedCyclePauseUs: number;
  readonly processesCount: number;
  readonly repeated: ReadonlySet<string>;
  readonly namesOf: (runner: string, cycle: number) => ScopeNames;
  /** The faults by which the clock of a runner is off. */
  readonly misreadingsOf: (runner: string) => readonly Fault[];
}

/** One runner's chain in one run. */
interface Chain {
  readonly runner: Scenario['system']['runners'][number];
  readonly inbox: SignalInbox;
  readonly scopes: Set<RunnerScope>;
}

/** Cycle after cycle, each with a fresh runner in a fresh scope. */
export async function runChain(
  context: RunContext,
  task: Task,
  world: ChainWorld,
  chain: Chain,
): Promise<void> {
  const { kernel } = context;
  const { guards, settings } = world;
  const { runner, inbox, scopes } = chain;
  const clock = new KernelClock(kernel, task);
  await clock.sleep(runner.startUs);
  const reads = runner.positionsLoad === 'fails' ? 'fail' : 'work';
  const life = context.lives?.of(runner.id) ?? null;
  let left = runner.cycles;
  for (let cycle = 1; left > 0; cycle++, left--) {
    await life?.up();
    const scope: RunnerScope = new RunnerScope(kernel, {
      runner: runner.id,
      cycle,
      names: world.namesOf(runner.id, cycle),
      repeated: world.repeated,
      onDone: life === null ? null : (signal) => inbox.done(signal),
      listener: (lock): LockListener | null =>
        context.legs
          ? (action, lockTask) =>
              context.emit({ kind: 'lock', name: lock, action }, lockTask, scope)
          : null,
    });
    scopes.add(scope);
    if (cycle === 1) {
      for (const fault of world.misreadingsOf(runner.id)) {
        context.faults?.misread(fault, (entry) => context.emit(entry, task, scope));
      }
    }
    if (world.processesCount > 1) {
      context.emit({ kind: 'process', process: runner.process }, task, scope);
    }
    let pauseUs = world.cycleIntervalUs;
    const runCycle = (cycleTask: Task): Promise<void> =>
      new Runner(new TaskPorts(context, cycleTask, scope, reads), settings, guards).runCycle(inbox);
    try {
      const spawn = (body: typeof runCycle): Promise<void> =>
        kernel.spawn(scope.name, body, task, life?.object);
      if (life === null) await spawn(runCycle);
      else if ((await life.run(runCycle, spawn)) === 'died') {
        // Its memory is gone; what it had not dealt with is delivered to the cycle after the restart.
        scopes.delete(scope);
        inbox.deliverAgain();
        left++;
        continue;
      }
    } catch (error) {
      if (error instanceof InvariantError) throw error;
      pauseUs = world.failedCyclePauseUs;
    }
    // A runner whose marks are all gone can leave none behind: a long day must not keep them all.
    if (scope.map(PENDING_ORDERS).peek().length === 0 && pauseUs === world.cycleIntervalUs) {
      scopes.delete(scope);
    }
    if (left > 1) await clock.sleep(pauseUs);
  }
}
