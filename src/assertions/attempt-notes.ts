import type { FaultKind, Statement } from '../domain/index.js';
import { guardOfCall, tookForTooOld } from '../guards/index.js';
import type { TapeEventOf } from '../tape/index.js';

/** What is known of the cycle that an attempt belongs to: its `cycle-start`, and the load before it. */
export interface CycleFacts {
  readonly cycle: number | null;
  readonly seq: number;
  /**
   * When its load took effect: its memory is as of that moment. The answer comes
   * later, and a row that is committed between the two has nothing to do with the
   * answer. Where the tape does not tell: `seq`.
   */
  readonly lookedSeq: number;
  readonly loadFailed: boolean;
}

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

/** What is kept of one cycle of one runner. */
interface CycleNotes {
  readonly cycle: number | null;
  start: CycleFacts | undefined;
  /** When the latest reading of all positions took effect; null: none has. */
  loadSeq: number | null;
  died: boolean;
  /** Orders that were sent and not answered for yet. */
  underWay: number;
  readonly strikes: Strike[];
  /** By task. */
  readonly orders: Map<string | null, number>;
  /** Tasks to which `recent-trade` found an old row. */
  readonly sawOldTrade: Set<string | null>;
}

type OfCycle = { readonly runner: string | null; readonly cycle: number | null };

/** What a cycle's load asks for; guards ask it too, after their cycle has started. */
const LOAD: Statement = 'read positions';

/** Faults by which a query comes to nothing. */
const FAILURES: ReadonlySet<FaultKind> = new Set([
  'guard-query-fails',
  'read-error',
  'write-error',
  'busy',
  'pool-exhausted',
]);

/** Whether a leg of a call is one by which a cycle is seen to look at the positions. */
export function isLook({ phase, statement }: Pick<TapeEventOf<'call'>, 'phase' | 'statement'>) {
  return phase === 'effect' && statement === LOAD;
}

/**
 * Remembers, cycle by cycle, what happened to the attempts that are under way.
 * A cycle is forgotten when the next of its runner begins, unless an order of it
 * may still be filled: whether that comes before or after the next cycle's start
 * says nothing about the fill, so what is known of it must not depend on that.
 */
export class AttemptNotes {
  readonly #runners = new Map<string | null, CycleNotes[]>();
  /** Signals whose message was delivered again. */
  readonly #again = new Set<string>();

  call(event: TapeEventOf<'call'>): void {
    if (isLook(event)) this.#of(event).loadSeq = event.seq;
  }

  cycleStart(event: TapeEventOf<'cycle-start'>): void {
    const { runner, cycle, seq, loadFailed } = event;
    if (runner === null) return;
    const notes = this.#of(event);
    notes.start = { cycle, seq, lookedSeq: notes.loadSeq ?? seq, loadFailed };
  }

  fault(event: TapeEventOf<'fault'>): void {
    const { fault, signal, task, statement } = event;
    if (fault === 'signal-again' && signal !== null) this.#again.add(signal);
    if (task !== null) this.#of(event).strikes.push({ task, signal, fault, statement });
    if (fault === 'crash') this.#of(event).died = true;
  }

  guard(event: TapeEventOf<'guard'>): void {
    if (tookForTooOld(event)) this.#of(event).sawOldTrade.add(event.task);
  }

  order(event: TapeEventOf<'order'>): void {
    const notes = this.#of(event);
    notes.underWay++;
    notes.orders.set(event.task, (notes.orders.get(event.task) ?? 0) + 1);
  }

  /** An order of this cycle was filled or rejected. */
  answered(event: OfCycle): void {
    this.#of(event).underWay--;
  }

  /** The present cycles of these runners die. */
  died(isOne: (runner: string | null) => boolean): void {
    for (const [runner, notes] of this.#runners) if (isOne(runner)) notes.at(-1)!.died = true;
  }

  hasDied(cycle: OfCycle): boolean {
    return this.#of(cycle).died;
  }

  wasDeliveredAgain(signal: string): boolean {
    return this.#again.has(signal);
  }

  /** The cycle that a fill belongs to, where the tape shows it begin. */
  cycleOf(fill: OfCycle): CycleFacts | undefined {
    return this.#of(fill).start;
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

  #of({ runner, cycle }: OfCycle): CycleNotes {
    const known = this.#runners.get(runner) ?? [];
    const newest = known.at(-1);
    if (newest?.cycle === cycle) return newest;
    const notes = known.find((each) => each.cycle === cycle) ?? freshNotes(cycle);
    // One that comes late of a cycle that is forgotten: nothing rests on it.
    const isNext = newest === undefined || (newest.cycle ?? 0) < (cycle ?? 0);
    if (isNext) {
      const kept = known.filter(({ died, underWay }) => died || underWay > 0);
      this.#runners.set(runner, [...kept, notes]);
    }
    return notes;
  }
}

function freshNotes(cycle: number | null): CycleNotes {
  return {
    cycle,
    start: undefined,
    loadSeq: null,
    died: false,
    underWay: 0,
    strikes: [],
    orders: new Map(),
    sawOldTrade: new Set(),
  };
}
