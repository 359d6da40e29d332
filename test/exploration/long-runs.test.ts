import { describe, expect, it } from 'vitest';
import {
  ClassFingerprint,
  defaultGuide,
  Exhaustive,
  explore,
  FingerprintSet,
  FootprintIds,
  HappensBefore,
  indexOfRank,
  Recording,
  replaySchedule,
  scheduleGuide,
} from '../../src/exploration/index.js';
import { AccessTable } from '../../src/kernel/index.js';
import { chains } from './chains.js';
import { below, dice } from './dice.js';

describe('long runs', () => {
  it.each([20, 40, 80, 120])(
    'two chains of %i steps that meet twice each have 6 classes',
    async (length) => {
      const program = chains(
        [length, length],
        (order) => order,
        (_task, step) => (step === 3 || step === length - 2 ? 'x' : null),
      );
      // The orders of four accesses, two in each chain: 4! / (2! 2!) = 6.
      expect(await explore(program, new Exhaustive())).toMatchObject({
        classes: 6,
        schedules: 6,
        abandoned: 0,
      });
    },
  );
});

describe('happens-before', { timeout: 30_000 }, () => {
  it('is the closure worked out pair by pair, for random runs of 1–100 steps, seeds 1–40', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = dice(seed);
      const accesses = new AccessTable();
      const run = new Recording(new FootprintIds(accesses));
      const length = 1 + below(random, 100);
      for (let step = 0; step < length; step += 1) {
        const parent = below(random, 3) === 0 ? below(random, step + 1) - 1 : -1;
        run.picked(
          { key: step, kind: 'effect', parent, since: parent, minUs: 0, maxUs: 1, dueUs: 0 },
          step,
        );
        run.stepped(
          [accesses.intern(`o${below(random, 30)}`, below(random, 2) === 0 ? 'read' : 'write')],
          step,
        );
      }
      const relation = new HappensBefore();
      relation.update(run, 0);
      relation.update(run, below(random, length));
      const closure = Array.from({ length }, () => new Set<number>());
      for (let later = 0; later < length; later += 1) {
        for (let earlier = 0; earlier < later; earlier += 1) {
          const conflict = accesses.footprintsConflict(
            run.footprints[earlier]!,
            run.footprints[later]!,
          );
          if (!conflict && run.completions[later]!.parent !== earlier) continue;
          closure[later]!.add(earlier);
          for (const before of closure[earlier]!) closure[later]!.add(before);
        }
      }
      for (let later = 0; later < length; later += 1) {
        for (let earlier = 0; earlier < later; earlier += 1) {
          expect(relation.isBefore(earlier, later), `seed ${seed}`).toBe(
            closure[later]!.has(earlier),
          );
        }
      }
    }
  });
});

describe('footprint ids', { timeout: 30_000 }, () => {
  it('give equal footprints equal ids, and answer conflicts as the table does, for 300 footprints', () => {
    const random = dice(9);
    const accesses = new AccessTable();
    const ids = new FootprintIds(accesses);
    const footprints = Array.from({ length: 300 }, (_, i) => [
      accesses.intern(`o${below(random, 20)}`, 'write', { key: String(i % 7) }),
      accesses.intern(`p${i}`, below(random, 2) === 0 ? 'read' : 'add'),
    ]);
    const first = footprints.map((footprint) => ids.intern(footprint));
    for (const a of first)
      for (const b of first)
        expect(ids.conflict(a, b)).toBe(
          accesses.footprintsConflict(footprints[a]!, footprints[b]!),
        );
    expect(footprints.map((footprint) => ids.intern([...footprint]))).toEqual(first);
    expect(ids.size).toBe(300);
    expect(ids.get(0)).toEqual(footprints[0]);
    expect(ids.describe(ids.intern([]))).toBe('nothing');
    expect(ids.describe(0)).toMatch(/^write o\d+ {"key":"0"}, (read|add) p0$/);
  });
});

describe('fingerprints', { timeout: 30_000 }, () => {
  it('are a set of 64 bits: 5,000 of them and zero, each new once', () => {
    const set = new FingerprintSet();
    const random = dice(4);
    const values = Array.from(
      { length: 5_000 },
      () => [below(random, 2 ** 32), below(random, 2 ** 32)] as const,
    );
    for (const [high, low] of values) expect(set.add(high, low)).toBe(true);
    for (const [high, low] of values) expect(set.add(high, low)).toBe(false);
    expect([set.add(0, 0), set.add(0, 0), set.add(0, 1), set.add(1, 0)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(set.size).toBe(5_003);
  });

  it('are equal in text for equal classes, unequal for keys that differ beyond 32 bits', async () => {
    const text = async (keys: readonly number[], shift = 0): Promise<string> => {
      const { run, relation } = await replaySchedule(
        chains([1, 1], () => 'x'),
        scheduleGuide({ keys, answers: [] }),
      );
      const fingerprint = new ClassFingerprint();
      fingerprint.update(run, relation, 0, (key) => key + shift);
      return fingerprint.text;
    };
    expect(await text([0, 1000])).toBe(await text([1000, 0]));
    expect(await text([0, 1000])).toMatch(/^[0-9a-f]{16}$/);
    expect(await text([0, 1000], 2 ** 32)).not.toBe(await text([0, 1000], 2 ** 33));
  });
});

describe('ranks', () => {
  it('there is none beyond the number of what is enabled', async () => {
    const { run } = await replaySchedule(
      chains([1, 1], () => 'x'),
      defaultGuide,
    );
    expect(indexOfRank(run.completions, 2)).toBe(-1);
    expect(indexOfRank(run.completions, 1)).toBe(1);
  });
});

describe('progress', () => {
  it('rises to one', async () => {
    const shares: number[] = [];
    const program = chains(
      [3, 3],
      (order) => order,
      () => 'x',
    );
    await explore(program, new Exhaustive(), {
      onProgress: (_counts, share) => shares.push(share()!),
    });
    expect(shares).toHaveLength(20);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
  });
});
