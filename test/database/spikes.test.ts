import { describe, expect, it } from 'vitest';
import { LatencyModel, SpikeClock } from '../../src/database/index.js';
import type { SpikesProfile } from '../../src/domain/index.js';
import { Streams } from '../../src/kernel/index.js';

const SPIKES: SpikesProfile = {
  kind: 'spikes',
  calm: { minUs: 1_000, maxUs: 1_000 },
  spike: { minUs: 9_000, maxUs: 9_000 },
  everyUs: 30_000,
  lastingUs: 10_000,
  minUs: 1_000,
  maxUs: 9_000,
};

function clock(seed: number): SpikeClock {
  const stream = new Streams(seed).open('spikes/db.write');
  return new SpikeClock(SPIKES, () => stream.next());
}

/** The state every millisecond of a hundred seconds. */
function states(seed: number): boolean[] {
  const spikes = clock(seed);
  return Array.from({ length: 100_000 }, (_, ms) => spikes.isSpiking(ms * 1_000));
}

describe('SpikeClock', () => {
  it.each([1, 2, 3])('spikes a quarter of the time, 10 ms of 40, seed %i', (seed) => {
    const share = states(seed).filter(Boolean).length / 100_000;
    // 2,500 stretches of each state: a standard error of about 0.005.
    expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
  });

  it('clusters: after a spike the next millisecond is one nine times in ten', () => {
    const seen = states(1);
    let stays = 0;
    let spikes = 0;
    for (let ms = 0; ms + 1 < seen.length; ms++) {
      if (!seen[ms]) continue;
      spikes++;
      if (seen[ms + 1]) stays++;
    }
    // An exponential of mean 10 ms outlasts a millisecond with e^-0.1 = 0.905.
    expect(Math.abs(stays / spikes - Math.exp(-0.1))).toBeLessThan(0.02);
  });

  it('is a function of virtual time: asked rarely or often, it says the same', () => {
    const often = states(5);
    const rarely = clock(5);
    for (let ms = 0; ms < 100_000; ms += 37) expect(rarely.isSpiking(ms * 1_000)).toBe(often[ms]);
  });

  it('begins in a spike in a quarter of the seeds', () => {
    const seeds = Array.from({ length: 400 }, (_, seed) => clock(seed).isSpiking(0));
    const share = seeds.filter(Boolean).length / 400;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.07);
  });
});

describe('a profile with spikes', () => {
  const legs = (seed: number, nowUs: number): number[] => {
    const model = new LatencyModel({ 'db.write': SPIKES });
    model.startRun(new Streams(seed));
    return (['request', 'response'] as const).map(
      (leg) => model.delay('db.write', leg, 0.5, nowUs).us,
    );
  };

  it('is slow in both legs of a call that begins in a spike, and says the whole window', () => {
    const model = new LatencyModel({ 'db.write': SPIKES });
    model.startRun(new Streams(1));
    const { minUs, maxUs } = model.delay('db.write', 'request', 0.5, 0);
    expect([minUs, maxUs]).toEqual([500, 4_500]);
    for (let nowUs = 0; nowUs < 200_000; nowUs += 10_000) {
      const slow = clock(1).isSpiking(nowUs);
      expect(legs(1, nowUs)).toEqual(slow ? [4_500, 4_500] : [500, 500]);
    }
  });

  it('begins each run anew: the same seed spikes at the same times', () => {
    const model = new LatencyModel({ 'db.write': SPIKES });
    const run = (): number[] => {
      model.startRun(new Streams(2));
      return [0, 20_000, 40_000, 90_000].map(
        (nowUs) => model.delay('db.write', 'request', 0.1, nowUs).us,
      );
    };
    expect(run()).toEqual(run());
  });

  it('does not shift where nobody asks: a leg of its own has a clock of its own', () => {
    const both = new LatencyModel({ 'db.write': SPIKES, 'db.write.response': SPIKES });
    const alone = new LatencyModel({ 'db.write': SPIKES });
    both.startRun(new Streams(3));
    alone.startRun(new Streams(3));
    for (let nowUs = 0; nowUs < 300_000; nowUs += 7_000) {
      both.delay('db.write', 'response', 0.5, nowUs);
      expect(both.delay('db.write', 'request', 0.5, nowUs)).toEqual(
        alone.delay('db.write', 'request', 0.5, nowUs),
      );
    }
  });

  it('refuses to run before a run has begun', () => {
    const model = new LatencyModel({ 'db.write': SPIKES });
    expect(() => model.delay('db.write', 'request', 0.5, 0)).toThrow(/no run has begun/);
  });
});
