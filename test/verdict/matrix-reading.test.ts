import { describe, expect, it } from 'vitest';
import { type GuardName, type ReadableCell, readMatrix } from '../../src/index.js';

const VARIED = ['cycle-set', 'unique-intent'] as const;
type Standing = 'safe' | 'failing' | 'undecided';

/** A cell for each standing, in binary order of the varied guards. */
function cellsOf(standings: readonly Standing[], varied: readonly GuardName[]): ReadableCell[] {
  return standings.map((standing, bits) => ({
    guards: ['memory-position', ...varied.filter((_, index) => (bits >> index) % 2 === 1)],
    verdict: ({ safe: 'pass', failing: 'fail', undecided: 'inconclusive' } as const)[standing],
    coverage: { kind: standing === 'undecided' ? 'sampled' : 'complete' },
  }));
}

/** Every way in which the undecided could be decided. */
function endingsOf(standings: readonly Standing[]): (readonly Standing[])[] {
  return standings.reduce<Standing[][]>(
    (all, standing) =>
      all.flatMap((one) =>
        (standing === 'undecided' ? (['safe', 'failing'] as const) : [standing]).map((last) => [
          ...one,
          last,
        ]),
      ),
    [[]],
  );
}

function everyStanding(sets: number): (readonly Standing[])[] {
  const words = ['safe', 'failing', 'undecided'] as const;
  return Array.from({ length: 3 ** sets }, (_, number) =>
    Array.from({ length: sets }, (_set, place) => words[Math.floor(number / 3 ** place) % 3]!),
  );
}

/** The three claims by their definitions, of sets that are all decided. */
const HOLDS = {
  necessary: (sets: readonly Standing[], bit: number) =>
    sets.every((standing, bits) => (bits >> bit) % 2 === 1 || standing === 'failing'),
  redundant: (sets: readonly Standing[], bit: number) =>
    sets.every(
      (standing, bits) =>
        (bits >> bit) % 2 === 0 || standing === 'failing' || sets[bits - 2 ** bit] === 'safe',
    ),
  minimal: (sets: readonly Standing[], set: number) =>
    sets[set] === 'safe' &&
    sets.every((standing, bits) => bits === set || (bits & set) !== bits || standing === 'failing'),
};

describe('the reading of a matrix', () => {
  it('calls proven what holds however the undecided sets end, and "so far" what may still fall: all 81 readings of two guards', () => {
    let proven = 0;
    let open = 0;
    for (const standings of everyStanding(4)) {
      const reading = readMatrix(cellsOf(standings, VARIED), VARIED);
      const endings = endingsOf(standings);
      const isSafeKnown = standings.includes('safe');
      const isNoneSafe = standings.every((standing) => standing === 'failing');
      for (const [bit, guard] of VARIED.entries()) {
        for (const claim of ['necessary', 'redundant'] as const) {
          const held = endings.filter((ending) => HOLDS[claim](ending, bit)).length;
          const isSaid = claim === 'necessary' ? !isNoneSafe : isSafeKnown;
          expect(reading[claim].includes(guard)).toBe(isSaid && held === endings.length);
          const soFar = reading.soFar[claim].some((each) => each.guard === guard);
          expect(soFar).toBe(isSafeKnown && held > 0 && held < endings.length);
          if (reading[claim].includes(guard)) proven++;
          if (soFar) open++;
        }
      }
      for (const [set, { guards }] of cellsOf(standings, VARIED).entries()) {
        const held = endings.filter((ending) => HOLDS.minimal(ending, set)).length;
        const isKnown = standings[set] === 'safe';
        expect(reading.minimalSafe.some((each) => each.join() === guards.join())).toBe(
          held === endings.length,
        );
        expect(reading.soFar.minimalSafe.some((each) => each.guards.join() === guards.join())).toBe(
          isKnown && held > 0 && held < endings.length,
        );
      }
    }
    expect(proven).toBeGreaterThan(20);
    expect(open).toBeGreaterThan(20);
  });

  it('counts the sets that a claim still waits for', () => {
    const reading = readMatrix(cellsOf(['failing', 'undecided', 'safe', 'safe'], VARIED), VARIED);
    expect(reading).toMatchObject({ necessary: [], undecided: 1, safe: 2, failing: 1 });
    expect(reading.soFar.necessary).toEqual([{ guard: 'unique-intent', undecided: 1 }]);
    expect(reading.undecidedSets).toEqual([
      { guards: ['memory-position', 'cycle-set'], why: 'not finished' },
    ]);
  });

  it('tells a set whose orders could not be judged from one that was not finished', () => {
    const [none] = cellsOf(['undecided'], []);
    const unjudged = { ...none!, coverage: { kind: 'complete' as const } };
    expect(readMatrix([unjudged], []).undecidedSets).toMatchObject([{ why: 'not judged' }]);
    const alarm = {} as NonNullable<ReadableCell['coverage']['alarm']>;
    const alarmed = { ...none!, coverage: { kind: 'sampled' as const, alarm } };
    expect(readMatrix([alarmed], []).undecidedSets).toMatchObject([{ why: 'alarm' }]);
    const unfinished = { ...none!, verdict: 'pass' as const };
    expect(readMatrix([unfinished], [])).toMatchObject({ safe: 0, undecided: 1 });
  });
});
