import { type StepFact, signalWords } from '../domain/index.js';
import type { Task } from '../kernel/index.js';
import type { Delivery } from './deliveries.js';
import { repeatedName } from './runner-scope.js';
import type { SignalInbox } from './signal-inbox.js';
import type { RunContext } from './task-ports.js';

/**
 * A signal from before its runner's start waits there already; later ones are
 * events. In an exploration all of them are pending from the start; in one
 * long run those of the next moment are planned when the one before has come,
 * which makes the same candidates with few pending.
 */
export function planArrivals(
  context: RunContext,
  {
    inbox,
    deliveries,
    startUs,
    newTask,
  }: {
    readonly inbox: SignalInbox;
    readonly deliveries: readonly Delivery[];
    readonly startUs: number;
    readonly newTask: (name: string) => Task;
  },
): void {
  const { kernel } = context;
  const arrive = ({ signal, fault }: Delivery): void => {
    if (fault !== null) context.faults?.deliver(fault, signal, context.emit);
    context.emit({ kind: 'arrival', ...signalWords(signal) }, null, null);
    inbox.arrive(signal);
  };
  const later: Delivery[] = [];
  for (const delivery of deliveries) {
    if (delivery.signal.atUs <= startUs) arrive(delivery);
    else later.push(delivery);
  }
  // Determinism: by time; of one moment in the order of the file (sort is stable).
  later.sort((a, b) => a.signal.atUs - b.signal.atUs);
  const atOnce = kernel.chooser.sees === 'all';
  let next = 0;
  const planNext = (): void => {
    const atUs = later[next]?.signal.atUs;
    if (atUs === undefined) return;
    const from = next;
    while (next < later.length && (atOnce || later[next]!.signal.atUs === atUs)) next++;
    for (let index = from; index < next; index++) {
      const delivery = later[index]!;
      const { signal, nth } = delivery;
      const name = repeatedName(signal.id, nth);
      const task = newTask(`signal ${name}`);
      const window = { minUs: signal.atUs, maxUs: signal.atUs };
      const last = index === next - 1;
      const key = task.nextKey();
      const fact: StepFact = { kind: 'arrives', signal: name };
      kernel.facts?.set(key, fact);
      const onArrival = (): void => {
        arrive(delivery);
        if (last) planNext();
      };
      kernel.scheduleAt(task, 'arrival', window, signal.atUs, -1, onArrival, key);
    }
  };
  planNext();
}
