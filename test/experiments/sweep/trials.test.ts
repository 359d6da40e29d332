import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/experiments/index.js';
import { openTrials, runTrials } from '../../../src/experiments/sweep/trials.js';
import { twoRunners } from './two-runners.js';

const VARYING = twoRunners(
  {
    'db.read': 'uniform(1ms,4ms)',
    'db.write': 'lognormal(p50=10ms,p99=30ms)',
    broker: 'spikes(calm=2ms,spike=20ms,every=20ms,for=10ms)',
  },
  { r2Start: '30ms' },
);

describe('a trial', () => {
  it('comes to the judgement of the replay of its seed, seeds 1 to 20, whatever ran before', async () => {
    const trial = await openTrials(VARYING);
    const silent = { header: () => undefined, event: () => undefined };
    let duplicates = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { judgement } = await trial.run(seed);
      const replayed = await replay({ ...VARYING, seed }, silent);
      expect(judgement.fills, `seed ${seed}`).toEqual(replayed.judgement.fills);
      // A trial leaves legs and locks out: its events are counted otherwise.
      const told = ({ findings }: typeof judgement) => findings.map(({ message }) => message);
      expect(told(judgement)).toEqual(told(replayed.judgement));
      duplicates += judgement.duplicates.length;
    }
    trial.close();
    expect(duplicates).toBeGreaterThan(0);
    expect(duplicates).toBeLessThan(20);
  });

  it('measures from arrival to fill, worked out by hand', async () => {
    // r1: store 4 ms, check 0, broker 6 ms of which the fill is at half: 4 + 3. r2 the same, 30 ms later, blocked.
    const setting = twoRunners(
      { 'db.write': 'constant(4ms)', broker: 'constant(6ms)' },
      { r2Start: '50ms' },
    );
    const trials = await runTrials({ setting, count: 3, probes: 3 }, () => false);
    expect(trials.delaysUs).toEqual([7_000, 7_000, 7_000].slice(0, trials.done));
    // Eight at once, none waiting for another: the last is filled when the first is.
    expect(trials.cyclesUs[0]).toBe(7_000);
  });

  it('runs once where nothing is drawn, and says so', async () => {
    // One signal, one runner, constant latencies: never two things at one moment.
    const { scenario, ...rest } = twoRunners({ 'db.write': 'constant(4ms)' }, { r2Start: '50ms' });
    const signals = scenario.signals.slice(0, 1);
    const system = { ...scenario.system, runners: scenario.system.runners.slice(0, 1) };
    const setting = { ...rest, scenario: { ...scenario, signals, system } };
    const trials = await runTrials({ setting, count: 50, probes: 0 }, () => false);
    expect(trials).toMatchObject({ done: 1, chance: 'nothing drawn', duplicates: 0, failing: 0 });
  });

  it('counts what was over-blocked', async () => {
    // A scale-in under recent-trade: wanted, and blocked.
    const setting = twoRunners({}, { r2Start: '1s', guardSet: 'recent-trade' });
    const signals = setting.scenario.signals.map((signal, index) => ({
      ...signal,
      scaleIn: index === 1,
    }));
    const scenario = { ...setting.scenario, signals };
    const trials = await runTrials(
      { setting: { ...setting, scenario }, count: 4, probes: 0 },
      () => false,
    );
    expect(trials.overBlocked).toBe(trials.done);
    expect(trials.failing).toBe(trials.done);
  });

  it('ends early where somebody says stop', async () => {
    const trials = await runTrials({ setting: VARYING, count: 500, probes: 0 }, () => true);
    expect(trials.done).toBe(0);
  });
});
