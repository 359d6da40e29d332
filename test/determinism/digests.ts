import { readdirSync, readFileSync } from 'node:fs';
import { type ReplayRequest, replay, type TapeListener } from '../../src/experiments/index.js';
import { GUARD_SETS } from '../../src/guards/index.js';
import { parseScenario, renderProblems, type Scenario } from '../../src/scenario/index.js';

const FOLDER = new URL('../../scenarios/', import.meta.url);

export const SETS = ['none', 'before', 'three-layer', 'all'] as const;

const deaf: TapeListener = { header: () => undefined, event: () => undefined };

/** The shipped scenarios, by file name. */
export function shippedScenarios(): Scenario[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const result = parseScenario(text, { path: `scenarios/${file}` });
    if (!result.ok) throw new Error(renderProblems(result));
    return result.scenario;
  });
}

export function requestOf(scenario: Scenario, guardSet: string, seed = 1): ReplayRequest {
  return { scenario, guardSet, guards: GUARD_SETS[guardSet] ?? [], seed };
}

/** `scenario guards digest events` for every shipped scenario under every named set. */
export async function digestLines(seed: number): Promise<string[]> {
  const lines: string[] = [];
  for (const scenario of shippedScenarios()) {
    for (const set of SETS) {
      const { digest, eventsCount } = await replay(requestOf(scenario, set, seed), deaf);
      lines.push(`${scenario.id} ${set} ${digest} ${eventsCount} events`);
    }
  }
  return lines;
}
