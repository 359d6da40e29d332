import type { CallOperation, Fault, FaultKind, Statement } from '../domain/index.js';

/** What a fault makes of the call that it strikes. */
export interface CallFault {
  /**
   * What becomes of the statement: `done` as always, `none` at all, or one of the
   * call's other ways (see `Call.instead`).
   */
  readonly effect: 'done' | 'none' | Instead;
  /** What the caller is thrown in place of the answer; null: nothing. */
  readonly error: string | null;
  /** The leg that its time is added to; null: it has none, or spends it otherwise. */
  readonly slows: 'request' | 'response' | null;
}

/** The other ways in which a statement can end. */
export type Instead = 'lost' | 'stale' | 'rejected';

/** How each kind acts on a call; a new kind is a line here. Those that strike no call have none. */
export const CALL_FAULTS: Readonly<Partial<Record<FaultKind, CallFault>>> = {
  'read-error': { effect: 'none', error: 'disk I/O error', slows: null },
  'write-error': { effect: 'none', error: 'disk I/O error', slows: null },
  'write-lost': { effect: 'lost', error: null, slows: null },
  busy: { effect: 'none', error: 'database is locked', slows: 'request' },
  'lost-ack': { effect: 'done', error: 'connection reset by peer', slows: 'response' },
  'stale-read': { effect: 'stale', error: null, slows: null },
  'pool-exhausted': { effect: 'none', error: 'no connection came free in time', slows: 'request' },
  'broker-reject': { effect: 'rejected', error: null, slows: null },
  'guard-query-fails': { effect: 'none', error: 'disk I/O error', slows: null },
  pause: { effect: 'done', error: null, slows: 'request' },
};

/** The faults of one task: asked once for each call, when it is made. */
export interface TaskFaults {
  /** The fault that strikes this call, or null. Draws one number for each drawn fault that fits. */
  strike(call: StruckStatement): Fault | null;
  /** Told when the struck call takes effect; for the tape. */
  struck(fault: Fault, call: StruckStatement, number: number | null): void;
}

/** A call as the task that makes it knows it. */
export interface StruckStatement {
  readonly operation: CallOperation;
  readonly statement: Statement;
  readonly symbol: string | null;
}
