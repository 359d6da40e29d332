import {
  AccessTable,
  type Chooser,
  type Completion,
  type Program,
} from '../../src/kernel/index.js';

/**
 * Tasks of so many steps each, one after the other; every step touches only
 * what `touches` says. The outcome is a function of the order of the steps,
 * written `a0 b0 a1 …`.
 */
export function chains(
  lengths: readonly number[],
  judge: (order: string) => string,
  touches: (task: number, step: number) => string | null = () => null,
): Program<string> {
  const accesses = new AccessTable();
  return {
    accesses,
    labelOf: (key) => nameOf(key),
    nameOf: (outcome) => outcome,
    runOnce(chooser: Chooser): string {
      const order: string[] = [];
      const enabled: Completion[] = [];
      const issue = (task: number, step: number, parent: number): void => {
        if (step >= lengths[task]!) return;
        enabled.push({
          key: task * 1000 + step,
          kind: 'effect',
          parent,
          since: parent,
          minUs: 0,
          maxUs: Number.POSITIVE_INFINITY,
          dueUs: step * 100 + task,
        });
      };
      for (let task = 0; task < lengths.length; task += 1) issue(task, 0, -1);
      for (let step = 0; enabled.length > 0; step += 1) {
        const index = chooser.choose(enabled, step);
        if (index < 0) return 'given up';
        const picked = enabled[index]!;
        enabled.splice(index, 1);
        const task = Math.floor(picked.key / 1000);
        const nth = picked.key % 1000;
        order.push(nameOf(picked.key));
        issue(task, nth + 1, step);
        const object = touches(task, nth);
        chooser.stepped?.(picked, object === null ? [] : [accesses.intern(object, 'write')], step);
      }
      return judge(order.join(' '));
    },
  };
}

function nameOf(key: number): string {
  return `${'abcdefgh'[Math.floor(key / 1000)]}${key % 1000}`;
}
