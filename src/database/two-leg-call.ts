import type { CallOperation } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';
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
  const request = latency.delay(operation, 'request', task.drawLatency(), kernel.nowUs);
  const response = latency.delay(operation, 'response', task.drawLatency(), kernel.nowUs);
  const requestKey = task.nextKey();
  const responseKey = task.nextKey();
  if (kernel.labels !== null) {
    const words = call.words();
    kernel.labels.set(requestKey, words.effect).set(responseKey, words.response);
    kernel.operations?.set(requestKey, operation).set(responseKey, operation);
  }
  return new Promise((resolve, reject) => {
    const takeEffect = (): 'silent' => {
      let result: T | undefined;
      let failure: { error: unknown } | null = null;
      try {
        result = call.effect();
      } catch (error) {
        failure = { error };
      }
      if (listener.legs) tell('effect');
      const respond = (): void => {
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
