import type { ProgramSetting } from '../../../src/experiments/index.js';
import {
  parseGuardSet,
  parseScenario,
  renderProblems,
  resolveGuards,
} from '../../../src/scenario/index.js';

/**
 * Two runners, one BUY of APP each, the second `r2Start` later; nothing takes
 * time but what `latency` says. What each does, guard `db-position`, in order:
 * load positions (read), store the signal (write), check the database (read),
 * broker, trade row (write), position row (write). A write takes effect after
 * half of its round trip, rounded down; the other half, rounded up, is its answer.
 */
export function twoRunners(
  latency: Readonly<Record<string, string>>,
  {
    r2Start,
    guardSet = 'db-position',
    seed = 1,
  }: { r2Start: string; guardSet?: string; seed?: number },
): ProgramSetting {
  const profiles = Object.entries(latency).map(([name, profile]) => `${name}: "${profile}"`);
  const text = `title: Two runners
start: 2026-01-26T15:42:07Z
system:
  closing: false
  limiter: none
  runners:
    - {id: r1, start: 0s}
    - {id: r2, start: ${r2Start}}
account: {cash: "$100,000.00"}
signals:
  - {id: first, symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {id: again, symbol: APP, quantity: 1, price: 540.00, runner: r2}
latency: {${profiles.join(', ')}}
`;
  return settingOf(text, guardSet, seed);
}

export function settingOf(text: string, guardSet: string, seed = 1): ProgramSetting {
  const result = parseScenario(text, { path: 'two-runners.yaml' });
  if (!result.ok) throw new Error(renderProblems(result));
  const set = parseGuardSet(guardSet);
  if (!set.ok) throw new Error(guardSet);
  const { scenario } = result;
  return { scenario, guardSet, guards: resolveGuards(set.value, scenario.system), seed };
}
