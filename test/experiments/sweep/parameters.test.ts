import { describe, expect, it } from 'vitest';
import { overlap, parseVariation, type Variation } from '../../../src/experiments/index.js';
import { scenarioWith } from '../../../src/experiments/sweep/critical-value.js';
import { formatProfile, type Scenario } from '../../../src/scenario/index.js';
import { twoRunners } from './two-runners.js';

const { scenario } = twoRunners(
  {
    'db.read': 'uniform(1ms,4ms)',
    'db.write': 'lognormal(p50=10ms,p99=30ms)',
    'db.write.response': 'constant(1ms)',
    'db.write.hold': 'constant(1ms)',
    broker: 'lognormal(p50=10ms,p99=30ms,min=5ms,max=40ms)',
  },
  { r2Start: '30ms' },
);

function vary(text: string): Variation {
  const parsed = parseVariation(text, scenario);
  if (!parsed.ok) throw new Error(parsed.refusal.hint);
  return parsed.value;
}

function at(text: string): Scenario {
  const { parameter, valuesUs } = vary(text);
  return scenarioWith(scenario, [[parameter, valuesUs[0]!]])!;
}

const profile = (changed: Scenario, operation: keyof Scenario['latency']): string =>
  formatProfile(changed.latency[operation]!);

describe('a parameter', () => {
  it('replaces a latency by a constant, and the legs of a round trip with it, not its hold', () => {
    const { latency } = at('db.write=7ms');
    expect(latency['db.write']).toEqual({ kind: 'constant', us: 7_000 });
    expect(latency).not.toHaveProperty(['db.write.response']);
    expect(latency).toHaveProperty(['db.write.hold']);
  });

  it('replaces a number of a profile, whose default window moves along', () => {
    expect(profile(at('db.write.p99=60ms'), 'db.write')).toMatch(
      /^lognormal\(p50=10ms,p99=60ms,min=\d+us,max=10\d{4}us\)$/,
    );
  });

  it('leaves a window that was asked for where it is', () => {
    expect(profile(at('broker.p99=60ms'), 'broker')).toBe(
      'lognormal(p50=10ms,p99=60ms,min=5ms,max=40ms)',
    );
    expect(profile(at('broker.max=50ms'), 'broker')).toMatch(/,max=50ms\)$/);
    expect(profile(at('db.read.max=9ms'), 'db.read')).toBe('uniform(1ms,9ms)');
  });

  it('sets times of runners and of the system', () => {
    expect(at('runners.r2.start=5ms').system.runners[1]!.startUs).toBe(5_000);
    expect(at('system.interval=5s').system.cycleIntervalUs).toBe(5_000_000);
    expect(at('system.failed-pause=5s').system.failedCyclePauseUs).toBe(5_000_000);
    expect(at('system.recent-trade-window=5s').system.recentTradeWindowUs).toBe(5_000_000);
  });

  it('names the options that set a value, where there are some', () => {
    const { parameter } = vary('db.write=7ms');
    expect(parameter.options(scenario, 7_000)).toEqual(['--latency', 'db.write=constant(7ms)']);
    expect(vary('runners.r1.start=0s').parameter.options(scenario, 0)).toBeNull();
    expect(vary('db.read.max=9ms').parameter.options(scenario, 9_000)).toEqual([
      '--latency',
      'db.read=uniform(1ms,9ms)',
    ]);
  });

  it.each([
    ['db.read.max=0ms..2ms:1ms', /begin at 1ms/],
    ['db.write.p99=1ms', /begin at/],
    ['db.write.p98=1ms', /did you mean db\.write\.p99\?/],
    ['db.write.response.max=1ms', /has no number to vary/],
  ])('refuses %s: there is no such profile', (text, hint) => {
    const parsed = parseVariation(text, scenario);
    expect(parsed.ok ? '' : parsed.refusal.hint).toMatch(hint);
  });
});

describe('a variation', () => {
  it('counts from the first to the last value that the step meets', () => {
    expect(vary('db.write=0ms..10ms:4ms').valuesUs).toEqual([0, 4_000, 8_000]);
    expect(vary('db.write=5ms, 7.5ms').valuesUs).toEqual([5_000, 7_500]);
  });

  it('knows when two set the same thing', () => {
    expect(overlap(vary('db.write=1ms'), vary('db.write.p99=99ms'))).toBe(true);
    expect(overlap(vary('db.write=1ms'), vary('db.read=1ms'))).toBe(false);
  });
});
