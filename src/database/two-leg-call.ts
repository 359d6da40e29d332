import type { CallOperation, Fault } from '../domain/index.js';
import { type Delay, invariant, type Kernel, type Task } from '../kernel/index.js';
import { CALL_FAULTS, type CallFault, type Instead } from './call-faults.js';
import type { Connections } from './connection-pool.js';
import type { LatencyModel } from './latency-model.js';
import { NotSimulated } from './sql-footprint.js';
import type { WaitListener } from './wait-listener.js';
import type { Executed, Writing } from './writing.js';

/** Hears the legs of calls; for the tape. */
export interface CallListener {
  /** Whether legs are wanted at all: if not, none are described. */
  readonly legs: boolean;
  /** A new call begins: its number. */
  nextCall(): number;
  call(leg: {
    call: number;
    phase: 'request' | 'effect' | 'response';
    operation: CallOperation;
    statement: string;
  }): void;
  /** Hears of waits for a connection and for the writer's lock. */
  readonly waits?: WaitListener;
}

/** One call of one task to something outside of it. */
export interface Call<T> {
  readonly operation: CallOperation;
  /** What is asked, for the tape. */
  statement(): string;
  /** What its two completions are to people. */
  words(): { readonly effect: string; readonly response: string };
  /**
   * Takes effect at one instant. What it throws is thrown to the caller at the
   * response; `NotSimulated` ends the run. Its statement was executed at this
   * instant, or before, by a write that has kept the writer's lock since.
   */
  effect(executed: Executed): T;
  /** How else it can end, where a fault makes it. */
  readonly instead?: Readonly<Partial<Record<Instead, (executed: Executed) => T>>>;
  /** The fault that strikes it, and whom to tell when it does. */
  readonly fault?: StruckBy | null;
  /** Where it gets its connection from; left out: it needs none. */
  readonly connections?: Connections | null;
  /** How a write gets the writer's lock and how long it keeps it; left out: it needs none. */
  readonly writing?: Writing | null;
}

/** The fault that strikes a call, whom to tell of it, and how the caller's process dies of it. */
export interface StruckBy {
  readonly fault: Fault;
  tell(call: number | null): void;
  dies(): boolean;
}

/**
 * A request leg, an effect at one instant, a response leg. Each leg takes its
 * latency by a draw of the task's own stream: two draws a call (three for a
 * write that keeps the writer's lock), made when the call is made, so that no
 * other task can shift them.
 *
 * Where the database is as it is in life, the request leg begins when there is
 * a connection, which is given back at the response; and a write executes when
 * it has got the writer's lock, which it keeps for its hold. It takes effect at
 * the end of that: until it commits, readers see the last commit.
 */
export function callInTwoLegs<T>(
  { kernel, latency }: { kernel: Kernel; latency: Pick<LatencyModel, 'delay'> },
  task: Task,
  listener: CallListener,
  call: Call<T>,
): Promise<T> {
  const { operation } = call;
  const number = listener.legs ? listener.nextCall() : 0;
  const tell = (phase: 'request' | 'effect' | 'response'): void =>
    listener.call({ call: number, phase, operation, statement: call.statement() });
  const struck = call.fault ?? null;
  const fault = struck === null ? null : actOf(struck.fault, call);
  const slowed = (leg: 'request' | 'response', delay: Delay): Delay =>
    fault?.slows === leg ? later(delay, struck?.fault.us ?? 0) : delay;
  const request = slowed(
    'request',
    latency.delay(operation, 'request', task.drawLatency(), kernel.nowUs),
  );
  const response = slowed(
    'response',
    latency.delay(operation, 'response', task.drawLatency(), kernel.nowUs),
  );
  const requestKey = task.nextKey();
  const responseKey = task.nextKey();
  // A fault that lets no statement happen leaves nothing to write, one of the pool no connection.
  const connections = struck?.fault.kind === 'pool-exhausted' ? null : (call.connections ?? null);
  const write =
    fault?.effect === 'none' ? null : (call.writing?.prepare(task, listener.waits) ?? null);
  if (kernel.labels !== null) {
    const words = call.words();
    const effect = struck === null ? words.effect : `${words.effect} (${struck.fault.kind})`;
    if (write === null) kernel.labels.set(requestKey, effect);
    else write.name(kernel.labels, requestKey, effect);
    kernel.labels.set(responseKey, words.response);
    kernel.operations?.set(requestKey, operation).set(responseKey, operation);
  }
  return new Promise((resolve, reject) => {
    const toldAs = listener.legs ? number : null;
    const respondWith = (settle: () => void): void => {
      const respond = (): void => {
        if (fault?.kills === true && struck!.dies()) {
          struck!.tell(toldAs);
          return;
        }
        if (listener.legs) tell('response');
        connections?.giveBack(task);
        settle();
      };
      kernel.schedule(task, 'response', response, respond, responseKey);
    };
    const takeEffect = (executed: Executed): 'silent' => {
      let result: T | undefined;
      let failure: { error: unknown } | null = null;
      if (fault?.kills === undefined) struck?.tell(toldAs);
      try {
        result = fault === null ? call.effect(executed) : effectUnder(fault, call, executed);
      } catch (error) {
        if (error instanceof NotSimulated) throw error;
        failure = { error };
      }
      if (fault !== null && fault.error !== null) failure = { error: new Error(fault.error) };
      if (listener.legs) tell('effect');
      respondWith(() => {
        if (failure === null) resolve(result as T);
        else reject(failure.error as Error);
      });
      return 'silent';
    };
    const arrive =
      write === null
        ? () => takeEffect({ us: kernel.nowUs, step: kernel.step })
        : () => write.begin(takeEffect, (error) => respondWith(() => reject(error)));
    const send = (): void => {
      if (listener.legs) tell('request');
      kernel.schedule(task, 'effect', request, arrive, requestKey);
    };
    if (connections === null) {
      send();
      return;
    }
    const timeoutKey = task.nextKey();
    const { waits } = listener;
    connections.checkout({ task, timeoutKey, listener: waits, granted: send, refused: reject });
  });
}

/** Looked up when the call is made: what is wrong with us must not become an error of the database. */
function actOf<T>({ kind }: Fault, { statement, instead }: Call<T>): CallFault {
  const act = CALL_FAULTS[kind];
  invariant(act !== undefined, () => `a call is struck by ${kind}, which strikes none`);
  const { effect } = act!;
  const isPossible = effect === 'none' || effect === 'done' || instead?.[effect] !== undefined;
  invariant(isPossible, () => `${statement()} cannot end ${effect}`);
  return act!;
}

function effectUnder<T>({ effect }: CallFault, call: Call<T>, executed: Executed): T | undefined {
  if (effect === 'none') return undefined;
  return effect === 'done' ? call.effect(executed) : call.instead![effect]!(executed);
}

/** A window that opens and closes so much later: its completion is one like any other. */
function later({ us, minUs, maxUs }: Delay, byUs: number): Delay {
  return { us: us + byUs, minUs: minUs + byUs, maxUs: maxUs + byUs };
}
