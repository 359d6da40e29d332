import type { CallOperation, Fault } from '../domain/index.js';
import { type Delay, invariant, type Kernel, type Task } from '../kernel/index.js';
import { CALL_FAULTS, type CallFault, type Instead } from './call-faults.js';
import type { LatencyModel } from './latency-model.js';

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
}

/** One call of one task to something outside of it. */
export interface Call<T> {
  readonly operation: CallOperation;
  /** What is asked, for the tape. */
  statement(): string;
  /** What its two completions are to people. */
  words(): { readonly effect: string; readonly response: string };
  /** Takes effect at one instant. What it throws is thrown to the caller at the response. */
  effect(): T;
  /** How else it can end, where a fault makes it. */
  readonly instead?: Readonly<Partial<Record<Instead, () => T>>>;
  /** The fault that strikes it, and whom to tell when it does. */
  readonly fault?: StruckBy | null;
}

/** The fault that strikes a call, whom to tell of it, and how the caller's process dies of it. */
export interface StruckBy {
  readonly fault: Fault;
  tell(call: number | null): void;
  dies(): boolean;
}

/**
 * A request leg, an effect at one instant, a response leg. Each leg takes its
 * latency by a draw of the task's own stream: two draws a call, made when the
 * call is made, so that no other task can shift them.
 */
export function callInTwoLegs<T>(
  { kernel, latency }: { kernel: Kernel; latency: LatencyModel },
  task: Task,
  listener: CallListener,
  call: Call<T>,
): Promise<T> {
  const { operation } = call;
  const number = listener.legs ? listener.nextCall() : 0;
  const tell = (phase: 'request' | 'effect' | 'response'): void =>
    listener.call({ call: number, phase, operation, statement: call.statement() });
  if (listener.legs) tell('request');
  const struck = call.fault ?? null;
  const fault = struck === null ? null : actOf(struck.fault);
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
  if (kernel.labels !== null) {
    const words = call.words();
    const effect = struck === null ? words.effect : `${words.effect} (${struck.fault.kind})`;
    kernel.labels.set(requestKey, effect).set(responseKey, words.response);
    kernel.operations?.set(requestKey, operation).set(responseKey, operation);
  }
  return new Promise((resolve, reject) => {
    const takeEffect = (): 'silent' => {
      let result: T | undefined;
      let failure: { error: unknown } | null = null;
      const toldAs = listener.legs ? number : null;
      if (fault?.kills === undefined) struck?.tell(toldAs);
      try {
        result = fault === null ? call.effect() : effectUnder(fault, call);
      } catch (error) {
        failure = { error };
      }
      if (fault !== null && fault.error !== null) failure = { error: new Error(fault.error) };
      if (listener.legs) tell('effect');
      const respond = (): void => {
        if (fault?.kills === true && struck!.dies()) {
          struck!.tell(toldAs);
          return;
        }
        if (listener.legs) tell('response');
        if (failure === null) resolve(result as T);
        else reject(failure.error as Error);
      };
      kernel.schedule(task, 'response', response, respond, responseKey);
      return 'silent';
    };
    kernel.schedule(task, 'effect', request, takeEffect, requestKey);
  });
}

function actOf({ kind }: Fault): CallFault {
  const act = CALL_FAULTS[kind];
  invariant(act !== undefined, () => `a call is struck by ${kind}, which strikes none`);
  return act!;
}

function effectUnder<T>({ effect }: CallFault, call: Call<T>): T | undefined {
  if (effect === 'none') return undefined;
  if (effect === 'done') return call.effect();
  const instead = call.instead?.[effect];
  invariant(instead !== undefined, () => `${call.statement()} cannot end ${effect}`);
  return instead!();
}

/** A window that opens and closes so much later: its completion is one like any other. */
function later({ us, minUs, maxUs }: Delay, byUs: number): Delay {
  return { us: us + byUs, minUs: minUs + byUs, maxUs: maxUs + byUs };
}
