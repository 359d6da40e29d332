import type { NameTable } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { taskNameOf } from './process-life.js';
import { crashesMax } from './process-lives.js';
import { repeatedName } from './runner-scope.js';
import type { WorldFacts } from './world-facts.js';

/**
 * Numbers every task that can ever be, in the order of the scenario: keys are
 * then the same in every process, whatever was run before. Cost: runners x
 * cycles x signals names, for the short scenarios that are explored.
 */
export function numberTasks(names: NameTable, scenario: Scenario, world: WorldFacts): void {
  const { runners } = scenario.system;
  // A cycle that dies is made up for by a further one.
  const further = crashesMax(scenario);
  if (world.isMortal) {
    for (const runner of runners) names.numberOf(taskNameOf(runner.process));
  }
  for (const { id, cycles } of runners) {
    names.numberOf(id);
    const own = world.deliveries.filter(({ signal }) => signal.runner === id);
    for (const { signal, nth } of own) {
      names.numberOf(`signal ${repeatedName(signal.id, nth)}`);
    }
    for (let cycle = 1; cycle <= cycles + further; cycle++) {
      names.numberOf(`${id}.c${cycle}`);
      const ofSignal = new Map<string, number>();
      for (const { signal } of own) {
        const nth = (ofSignal.get(signal.id) ?? 0) + 1;
        ofSignal.set(signal.id, nth);
        names.numberOf(`${id}.c${cycle}/${repeatedName(signal.id, nth)}`);
      }
    }
  }
}
