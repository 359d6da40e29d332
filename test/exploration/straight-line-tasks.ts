import {
  type AccessMode,
  AccessTable,
  type Chooser,
  type Completion,
  type Program,
} from '../../src/kernel/index.js';

/** One effect: what it touches, in which mode. */
export interface Touch {
  readonly object: string;
  readonly mode: AccessMode;
}

/** The four effects of design §6: read guard, read row, write row, write guard, one key per object. */
export function fourEffects(
  options: { group?: string; row?: AccessMode; guard?: AccessMode } = {},
): Touch[] {
  const { group = 'g', row = 'write', guard = 'write' } = options;
  return [
    { object: `guard:${group}`, mode: 'read' },
    { object: `row:${group}`, mode: 'read' },
    { object: `row:${group}`, mode: row },
    { object: `guard:${group}`, mode: guard },
  ];
}

/** Tasks that perform their effects one after the other. Keys are task × 100 + effect. The outcome is the order of writes. */
export function straightLineProgram(
  tasks: readonly (readonly Touch[])[],
  identical: readonly (readonly number[])[] = [],
): Program<string> {
  const accesses = new AccessTable();
  const footprints = tasks.map((touches) =>
    touches.map(({ object, mode }) => [accesses.intern(object, mode, { key: 'k' })]),
  );
  const completions = tasks.map((touches, task) =>
    touches.map((_, effect) => ({ task, effect, key: task * 100 + effect })),
  );
  return {
    accesses,
    labelOf: (key) => `task ${Math.floor(key / 100)} effect ${key % 100}`,
    nameOf: (outcome) => outcome,
    runOnce(chooser: Chooser): string {
      const enabled: Completion[] = [];
      const issue = (task: number, effect: number, parent: number): void => {
        const known = completions[task]?.[effect];
        if (known === undefined) return;
        enabled.push({
          key: known.key,
          kind: 'effect',
          parent,
          since: parent,
          minUs: 0,
          maxUs: Number.POSITIVE_INFINITY,
          dueUs: effect * 1000 + task,
        });
      };
      for (let task = 0; task < tasks.length; task += 1) issue(task, 0, -1);
      let last = '';
      for (let step = 0; enabled.length > 0; step += 1) {
        const index = chooser.choose(enabled, step);
        if (index < 0) return 'given up';
        const picked = enabled[index]!;
        enabled.splice(index, 1);
        const task = Math.floor(picked.key / 100);
        const effect = picked.key % 100;
        if (tasks[task]![effect]!.mode === 'write')
          last = `${tasks[task]![effect]!.object} by ${task}`;
        issue(task, effect + 1, step);
        chooser.stepped?.(picked, footprints[task]![effect]!, step);
      }
      return last;
    },
    symmetry: identical.map((group) =>
      group.map((task) => ({
        name: `task ${task}`,
        ordinal: (key: number) => (Math.floor(key / 100) === task ? key % 100 : null),
      })),
    ),
  };
}
