import {
  BUSY_TIMEOUT_US,
  ConnectionPool,
  type LatencyModel,
  type SqlClock,
  WriterLock,
  Writing,
} from '../database/index.js';
import { doesStrike } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { SIGNAL_FAULTS } from './deliveries.js';

/**
 * What the calls of one run wait for: a connection of their process's pool,
 * where the scenario has a section `database`; the one writer's lock, which all
 * processes share, where writes have a hold.
 */
export class DatabaseUse {
  /** Null: writes keep the writer's lock for no time. */
  readonly writing: Writing | null;
  readonly #byRunner: ReadonlyMap<string, ConnectionPool>;

  /** @param parts.whole the scenario that this is a part of: how many can want a connection */
  constructor(
    kernel: Kernel,
    clock: SqlClock,
    { whole, latency }: { whole: Scenario; latency: LatencyModel },
  ) {
    const { hold } = latency;
    const busyTimeoutUs = whole.database?.busyTimeoutUs ?? BUSY_TIMEOUT_US;
    const lock = new WriterLock(kernel, { busyTimeoutUs });
    this.writing = hold === null ? null : new Writing(kernel, { lock, hold, clock });
    this.#byRunner = poolsOf(kernel, whole);
  }

  /** Null: there is a connection for every call. */
  poolOf(runner: string): ConnectionPool | null {
    return this.#byRunner.get(runner) ?? null;
  }
}

function poolsOf(kernel: Kernel, whole: Scenario): ReadonlyMap<string, ConnectionPool> {
  const { database } = whole;
  if (database === null) return new Map();
  const { connectionsCount, leakedCount, checkoutTimeoutUs } = database;
  const processes = processesOf(whole);
  const pools = new Map(
    processes.map((owner) => {
      const usersMax = callsAtOnceMax(whole, owner);
      const name = processes.length === 1 ? {} : { owner };
      const settings = { connectionsCount, leakedCount, checkoutTimeoutUs, usersMax, ...name };
      return [owner, new ConnectionPool(kernel, settings)] as const;
    }),
  );
  return new Map(whole.system.runners.map((runner) => [runner.id, pools.get(runner.process)!]));
}

function processesOf({ system }: Scenario): readonly string[] {
  return [...new Set(system.runners.map((runner) => runner.process))];
}

/**
 * How many tasks of a process can want a connection at once: each awaits its
 * calls one by one, a cycle's own task makes none while its symbol tasks run,
 * and no more of these than the semaphore has permits are past its gate. A task
 * that keeps a connection for its booking makes all its calls of that time on it.
 */
function callsAtOnceMax({ system, signals, faults, database }: Scenario, owner: string): number {
  // A signal that comes again, perhaps to another runner, makes a task more.
  const again = faults.some(
    ({ kind }) => doesStrike(kind, 'signal') && SIGNAL_FAULTS[kind] === 'again',
  );
  let sum = 0;
  for (const runner of system.runners) {
    if (runner.process !== owner) continue;
    const own = signals.filter((signal) => signal.runner === runner.id && signal.path === 'main');
    const tasks = again ? Number.POSITIVE_INFINITY : own.length;
    // One that keeps its connection to the very end lets the next one past the gate before.
    const keeps = database?.keeps === 'booking';
    sum += Math.max(1, keeps ? tasks : Math.min(system.parallelism, tasks));
  }
  return sum;
}

/** Can a task be made to wait for a connection? */
export function poolCanRunDry(scenario: Scenario): boolean {
  const { database } = scenario;
  if (database === null) return false;
  const usable = database.connectionsCount - database.leakedCount;
  return processesOf(scenario).some((owner) => callsAtOnceMax(scenario, owner) > usable);
}
