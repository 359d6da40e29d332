import { type FaultKind, guardOfCall, type Statement } from '../domain/index.js';
import type { TapeEventOf } from '../tape/index.js';

/** What the tape told of an attempt before its fill, that may explain a duplicate. */
export interface AttemptFacts {
  /** How many orders its task has sent out. */
  readonly orders: number;
  /** Some read of the attempt, or its cycle's load, was answered as of an earlier time. */
  readonly readStale: boolean;
  /** A guard's own query failed in it, or the load that fills memory at its cycle's start. */
  readonly guardFailed: boolean;
  /** `recent-trade` found a BUY row, and took it for too old. */
  readonly sawOldTrade: boolean;
}

interface Strike {
  readonly task: string | null;
  readonly signal: string | null;
  readonly fault: FaultKind;
  readonly statement: string | null;
}

/** What is kept of one runner: of its present cycle only, so a long day leaves no more behind. */
interface RunnerNotes {
  cycle: number | null;
  readonly strikes: Strike[];
  /** By task. */
  readonly orders: Map<string | null, number>;
  /** Tasks to which `recent-trade` found an old row. */
  readonly sawOldTrade: Set<string | null>;
}

/** How `recent-trade` says that it found a row outside of its window. */
const OLD_TRADE = 'the last BUY trade';

/** Faults by which a query comes to nothing. */
const FAILURES: ReadonlySet<FaultKind> = new Set([
  'guard-query-fails',
  'read-error',
  'write-error',
  'busy',
  'pool-exhausted',
]);

/** Remembers, cycle by cycle, what happened to the attempts that are under way. */
export class AttemptNotes {
  readonly #runners = new Map<string | null, RunnerNotes>();
  /** Signals whose message was delivered again. */
  readonly #again = new Set<string>();

  fault(event: TapeEventOf<'fault'>): void {
    const { fault, signal, task, statement } = event;
    if (fault === 'signal-again' && signal !== null) this.#again.add(signal);
    if (task !== null) this.#of(event).strikes.push({ task, signal, fault, statement });
  }

  guard(event: TapeEventOf<'guard'>): void {
    const { layer, decision, reason, task } = event;
    if (layer !== 'recent-trade' || decision !== 'passed' || !reason.startsWith(OLD_TRADE)) return;
    this.#of(event).sawOldTrade.add(task);
  }

  order(event: TapeEventOf<'order'>): void {
    const { orders } = this.#of(event);
    orders.set(event.task, (orders.get(event.task) ?? 0) + 1);
  }

  wasDeliveredAgain(signal: string): boolean {
    return this.#again.has(signal);
  }

  /** What is known of the attempt that this fill ends. */
  of(fill: Pick<TapeEventOf<'fill'>, 'runner' | 'cycle' | 'task'>): AttemptFacts {
    const { strikes, orders, sawOldTrade } = this.#of(fill);
    // Its own, and those of its cycle's own task, which loads what all of them know.
    const own = strikes.filter(({ task, signal }) => task === fill.task || signal === null);
    return {
      orders: orders.get(fill.task) ?? 0,
      readStale: own.some(({ fault }) => fault === 'stale-read'),
      guardFailed: own.some(
        ({ fault, statement, signal }) =>
          FAILURES.has(fault) &&
          guardOfCall({ statement: statement as Statement, signal }) !== null,
      ),
      sawOldTrade: sawOldTrade.has(fill.task),
    };
  }

  #of({ runner, cycle }: { runner: string | null; cycle: number | null }): RunnerNotes {
    let notes = this.#runners.get(runner);
    if (notes === undefined || notes.cycle !== cycle) {
      notes = { cycle, strikes: [], orders: new Map(), sawOldTrade: new Set() };
      this.#runners.set(runner, notes);
    }
    return notes;
  }
}
