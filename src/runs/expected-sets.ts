import { invariant } from '../kernel/index.js';
import { type GuardSet, parseGuardSet, type Scenario } from '../scenario/index.js';

/** The guard sets that a scenario speaks of; `recorded` where it speaks of none. */
export function expectedSets({ expect }: Scenario): readonly GuardSet[] {
  const names = new Set(expect.map(({ guardSet }) => guardSet));
  return (names.size > 0 ? [...names] : ['recorded']).map((name) => {
    const parsed = parseGuardSet(name);
    invariant(parsed.ok, () => `the guard set '${name}' of a checked scenario is none`);
    return (parsed as Extract<typeof parsed, { ok: true }>).value;
  });
}
