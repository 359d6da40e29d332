import type { OrderResult, StepFact } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';

/**
 * A reply and a timer race: whichever comes first is what the caller hears, the
 * other is ignored when it comes. The timer is a completion like any other, due
 * exactly `timeoutUs` after the call; both touch one object, so an exploration
 * sees that their order matters.
 *
 * The timer stays pending after the reply, since nothing withdraws a completion:
 * a run ends no earlier than its last timer.
 */
export function answeredInTime(
  kernel: Kernel,
  task: Task,
  { reply, timeoutUs }: { reply: Promise<OrderResult>; timeoutUs: number },
): Promise<OrderResult> {
  const key = task.nextKey();
  const object = `answer:${key}`;
  const fact: StepFact = { kind: 'answer time-out', task: task.name };
  kernel.facts?.set(key, fact);
  return new Promise((resolve, reject) => {
    let isOpen = true;
    const first = (then: () => void): void => {
      kernel.touchRange(object, 'write');
      if (isOpen) then();
      isOpen = false;
    };
    const onReply = (result: OrderResult): void => first(() => resolve(result));
    const onFailure = (error: unknown): void => first(() => reject(error as Error));
    reply.then(onReply, onFailure);
    const delay = { us: timeoutUs, minUs: timeoutUs, maxUs: timeoutUs };
    const onTimer = (): void =>
      first(() => resolve({ kind: 'unknown', reason: 'the broker did not answer in time' }));
    kernel.schedule(task, 'timer', delay, onTimer, key);
  });
}
