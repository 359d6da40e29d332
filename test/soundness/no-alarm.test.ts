import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import { audit, Exhaustive, exploreOnce, type TimingMode } from '../../src/exploration/index.js';
import { GUARD_NAMES, GUARD_SETS } from '../../src/guards/index.js';
import { Streams } from '../../src/kernel/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { exploring, settingOf, shipped } from '../experiments/shipped.js';
import { counted } from './counted.js';
import { sized } from './sizes.js';

const IDS = readdirSync('scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))
  .sort();

/** Runs begun for each component and each set of faults; walks of each set, each of them run twice. */
const RUNS = sized({ suite: 800, full: 20_000 });
const WALKS = sized({ suite: 16, full: 500 });

/** Every named set, every guard alone, and every set of which the scenario expects something. */
function setsOf({ expect: expectations }: Scenario): readonly string[] {
  const named = [...Object.keys(GUARD_SETS), 'recorded', ...GUARD_NAMES];
  return [...new Set([...named, ...expectations.map(({ guardSet }) => guardSet)])];
}

/** Random walks, each of which has to end the same in another order of its class. */
async function walked(scenario: Scenario, guardSet: string, timing: TimingMode) {
  const program = new ScenarioProgram(settingOf(scenario, guardSet));
  const draws = new Streams(1).open('audit');
  try {
    const nothing = await exploreOnce(program, new Exhaustive(), { timing, runsMax: 0 });
    return await audit(program, nothing, { runs: WALKS, random: () => draws.next() });
  } finally {
    program.close();
  }
}

describe.each(IDS)('%s', (id) => {
  const scenario = shipped(id);

  it.each(['timed', 'untimed'] as const)(
    'raises no alarm under any set of guards, %s',
    async (timing) => {
      const unfinished: string[] = [];
      let classes = 0;
      let schedules = 0;
      const sets = setsOf(scenario);
      for (const guardSet of sets) {
        expect(await walked(scenario, guardSet, timing), guardSet).toBeNull();
        const { coverage } = await exploring(scenario, guardSet, { timing, runsMax: RUNS });
        expect(coverage.alarm, guardSet).toBeNull();
        if (coverage.kind !== 'complete') unfinished.push(guardSet);
        classes += coverage.classes;
        schedules += coverage.schedules;
      }
      const counts = { sets: sets.length, unfinished: unfinished.length, schedules, classes };
      const open = unfinished.length === 0 ? '' : `; unfinished: ${unfinished.join(', ')}`;
      counted(`no alarm in ${id}, ${timing}${open}`, { seeds: '1', counts });
    },
  );
});
