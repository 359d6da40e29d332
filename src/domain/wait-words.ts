/** Most groups of waits that are told one by one. */
const GROUPS_TOLD = 8;

/**
 * A wait-for graph in words; those who wait for the same thing stand together.
 * @example waitGraphWords([{ task: 'a', waitsFor: 'x', heldBy: 'c' }, { task: 'b', waitsFor: 'x', heldBy: 'c' }])
 * // 'a, b wait for x, held by c'
 */
export function waitGraphWords(
  waits: readonly {
    readonly task: string;
    readonly waitsFor: string;
    readonly heldBy: string | null;
  }[],
): string {
  const groups = new Map<string, string[]>();
  for (const { task, waitsFor, heldBy } of waits) {
    const what = `for ${waitsFor}, held by ${heldBy ?? 'nobody'}`;
    const tasks = groups.get(what);
    if (tasks === undefined) groups.set(what, [task]);
    else tasks.push(task);
  }
  const told = [...groups]
    .slice(0, GROUPS_TOLD)
    .map(([what, tasks]) => `${tasks.join(', ')} ${tasks.length === 1 ? 'waits' : 'wait'} ${what}`);
  const more = [...groups.values()].slice(GROUPS_TOLD).flat().length;
  return [...told, ...(more > 0 ? [`and ${more} more wait`] : [])].join('; ');
}
