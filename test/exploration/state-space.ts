import { SmallMachine, type SmallProgram } from './small-machine.js';

/**
 * All outcomes by a memoised search of states, as a classic model checker does
 * it: written apart from the engine, knows no footprints, reduces nothing.
 */
export function outcomesByStateSpace(small: SmallProgram): Set<string> {
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  const stack = [new SmallMachine(small)];
  for (let machine = stack.pop(); machine !== undefined; machine = stack.pop()) {
    if (machine.pending.length === 0) outcomes.add(machine.outcome());
    for (let index = 0; index < machine.pending.length; index += 1) {
      const next = machine.clone();
      next.run(
        index,
        () => true,
        () => undefined,
      );
      const state = nameOfState(next);
      if (seen.has(state)) continue;
      seen.add(state);
      stack.push(next);
    }
  }
  return outcomes;
}

function nameOfState(machine: SmallMachine): string {
  const tasks = machine.tasks.map(({ step, op, register }) => `${step}.${op}.${register}`);
  const pending = machine.pending.map(({ key }) => key).sort((a, b) => a - b);
  return `${machine.store}|${tasks}|${machine.holders}|${machine.waiters.join('/')}|${pending}`;
}
