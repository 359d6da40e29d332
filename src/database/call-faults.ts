import type { CallOperation, Fault, FaultKindOf, Statement } from '../domain/index.js';
import type { StruckBy } from './two-leg-call.js';

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
  /** Whether the caller's process dies as the answer would come. */
  readonly kills?: true;
}

/**
 * The other ways in which a statement can end; `unanswered` and `undelivered`:
 * it took effect, or never arrived, and the caller hears of neither.
 */
export type Instead = 'lost' | 'stale' | 'rejected' | 'unanswered' | 'undelivered';

/** How each kind that strikes calls acts on one. A new kind does not compile before it has a line here. */
export const CALL_FAULTS: Readonly<Record<FaultKindOf<'call'>, CallFault>> = {
  'read-error': { effect: 'none', error: 'disk I/O error', slows: null },
  'write-error': { effect: 'none', error: 'disk I/O error', slows: null },
  'write-lost': { effect: 'lost', error: null, slows: null },
  busy: { effect: 'none', error: 'database is locked', slows: 'request' },
  'lost-ack': { effect: 'done', error: 'connection reset by peer', slows: 'response' },
  'stale-read': { effect: 'stale', error: null, slows: null },
  'pool-exhausted': { effect: 'none', error: 'no connection came free in time', slows: 'request' },
  'broker-timeout': { effect: 'unanswered', error: null, slows: 'response' },
  'order-lost': { effect: 'undelivered', error: null, slows: 'response' },
  'broker-reject': { effect: 'rejected', error: null, slows: null },
  'guard-query-fails': { effect: 'none', error: 'disk I/O error', slows: null },
  pause: { effect: 'done', error: null, slows: 'request' },
  crash: { effect: 'done', error: null, slows: null, kills: true },
};

/** The faults of one task: asked once for each call, when it is made. */
export interface TaskFaults {
  /** The fault that strikes this call, or null. Draws one number for each drawn fault that fits. */
  strike(call: StruckStatement): Fault | null;
  /** Told when the struck call takes effect; for the tape. */
  struck(fault: Fault, call: StruckStatement, number: number | null): void;
  /** The caller's process dies; false where it did so before by this fault: it strikes once. */
  dies(fault: Fault): boolean;
}

/** A call as the task that makes it knows it. */
export interface StruckStatement {
  readonly operation: CallOperation;
  readonly statement: Statement;
  readonly symbol: string | null;
}

/** The fault that strikes this call, in the form in which the call takes it. */
export function struckBy(faults: TaskFaults | null, call: StruckStatement): StruckBy | null {
  const fault = faults?.strike(call) ?? null;
  if (faults === null || fault === null) return null;
  const tell = (number: number | null): void => faults.struck(fault, call, number);
  return { fault, tell, dies: () => faults.dies(fault) };
}
