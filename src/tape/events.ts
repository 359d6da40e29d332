import type {
  FaultKind,
  JournalEntry,
  MicroUsd,
  PathName,
  PositionRow,
  Side,
  SignalWords,
} from '../domain/index.js';

/**
 * Where and when an event happened. `seq` counts from 0 over the whole tape and
 * is the total order; `atUs` is virtual time since the scenario's start.
 */
export interface Stamp {
  readonly seq: number;
  readonly atUs: number;
  /** The task that was running, or null for the world outside. */
  readonly task: string | null;
  /** The cycle, counted from 1 within its runner. */
  readonly cycle: number | null;
  readonly runner: string | null;
}

/** What the simulation itself adds to what the system under test says. */
type WorldEntry =
  /** A signal reached its runner. */
  | ({ readonly kind: 'arrival' } & SignalWords)
  /** A signal that no cycle of its runner took up. */
  | {
      readonly kind: 'late-signal';
      readonly signalId: string;
      readonly symbol: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'lock';
      readonly name: string;
      /** `give-up`: the wait was ended by its time-out. */
      readonly action: 'wait' | 'acquire' | 'release' | 'give-up';
    }
  /** One leg of a call. `call` numbers the calls of a run from 0; `operation` is `db.read`, `db.write` or `broker`. */
  | {
      readonly kind: 'call';
      readonly call: number;
      readonly phase: 'request' | 'effect' | 'response';
      readonly operation: 'db.read' | 'db.write' | 'broker';
      /** What is asked, for instance `positions` or `insert trade APP`. */
      readonly statement: string;
    }
  | ProcessEntry
  | FaultEntry
  /** A row as committed, at the instant of its effect. */
  | {
      readonly kind: 'trade-row';
      readonly id: number;
      readonly symbol: string;
      readonly side: Side;
      readonly quantity: number;
      readonly price: MicroUsd;
      readonly pnl: MicroUsd | null;
      /** Which path wrote it; null when it cannot be told. */
      readonly path: PathName | null;
    }
  | ({ readonly kind: 'position-row' } & PositionRow)
  | { readonly kind: 'account-row'; readonly cash: MicroUsd; readonly equity: MicroUsd }
  /** Nothing can happen any more, yet these tasks still wait: a deadlock or a lost wake-up. */
  | { readonly kind: 'stall'; readonly waits: readonly Wait[] }
  /**
   * A task stops waiting, its time-out having run out; `waits` is who waited for whom at that
   * moment. `deadlock`: nothing but a time-out could have ended it.
   */
  | {
      readonly kind: 'gave-up';
      readonly waitsFor: string;
      readonly afterUs: number;
      readonly deadlock: boolean;
      readonly waits: readonly Wait[];
    }
  /** The last event of every tape: how things stand. */
  | EndEntry;

/** Where a run has several processes: the one in which this runner’s cycle is about to start. */
interface ProcessEntry {
  readonly kind: 'process';
  readonly process: string;
}

/** A fault strikes: a call at the instant of its effect, a signal as it is delivered, or a runner. */
interface FaultEntry {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  /** The number of the call that is struck; null: none is. */
  readonly call: number | null;
  /** What is asked by that call; null: none is struck. */
  readonly statement: string | null;
  /** Id of the signal that is delivered, or that the task handles; null: neither. */
  readonly signal: string | null;
  readonly symbol: string | null;
}

/** One edge of the wait-for graph. `heldBy` null: nobody holds it (a lost wake-up). */
export interface Wait {
  readonly task: string;
  readonly waitsFor: string;
  readonly heldBy: string | null;
}

export interface EndEntry {
  readonly kind: 'end';
  /** Equity = cash + value of the holdings, as each source knows it. */
  readonly equity: readonly EquitySource[];
  /** Rows of `positions` with a quantity other than 0, by symbol. */
  readonly positions: readonly PositionRow[];
  /** What the broker holds, by symbol, quantities other than 0. */
  readonly broker: readonly { readonly symbol: string; readonly quantity: number }[];
  /** Pending marks that nobody took back. */
  readonly pending: readonly { readonly runner: string; readonly symbol: string }[];
}

export interface EquitySource {
  /** `account row`, `portfolio` (memory) or `broker`. */
  readonly source: string;
  readonly cash: MicroUsd;
  readonly holdings: MicroUsd;
  readonly equity: MicroUsd;
}

export type TapeEntry = JournalEntry | WorldEntry;
export type TapeEvent = Stamp & TapeEntry;
export type TapeEventOf<K extends TapeEvent['kind']> = Extract<TapeEvent, { kind: K }>;
