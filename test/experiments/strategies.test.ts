import { describe, expect, it } from 'vitest';
import { exploreCommand } from '../../src/cli/explore-command.js';
import { exploreScenario, STRATEGIES, STRATEGY_NAMES } from '../../src/experiments/index.js';
import { parseScenario } from '../../src/scenario/index.js';
import { fakeHost, smallScenario } from '../cli/fake-host.js';

function scenario() {
  const parsed = parseScenario(smallScenario(), { path: 'a.yaml' });
  if (!parsed.ok) throw new Error('the small scenario does not parse');
  return parsed.scenario;
}

describe('the table of sampling strategies', () => {
  it.each(STRATEGY_NAMES)(
    'gives %s a sample, with an estimate where the table says so',
    async (name) => {
      const { coverage } = await exploreScenario({
        scenario: scenario(),
        guardSet: 'none',
        guards: [],
        seed: 1,
        mode: 'sample',
        timing: 'timed',
        bound: 0,
        schedules: 20,
        strategy: name,
        shouldStop: () => false,
      });
      expect(coverage).toMatchObject({ kind: 'sampled', schedules: 20 });
      expect(coverage.estimate !== null).toBe(STRATEGIES[name].estimates);
    },
  );

  it('is what the command line takes, offers and explains', async () => {
    const describe = exploreCommand.options.find(({ name }) => name === 'strategy')!.describe;
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    for (const name of STRATEGY_NAMES) {
      expect(describe).toContain(`${name} (${STRATEGIES[name].words})`);
      const words = ['--mode', 'sample', '--schedules', '5', '--strategy', name];
      expect([0, 1]).toContain(await host.run('explore', 'a.yaml', ...words));
    }
    expect(await host.run('explore', 'a.yaml', '--mode', 'sample', '--strategy', 'luck')).toBe(2);
    expect(host.said.stderr).toContain(STRATEGY_NAMES.join(', '));
  });
});
