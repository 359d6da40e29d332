import { describe, expect, it } from 'vitest';
import { renderLog } from '../../../src/formats/index.js';
import {
  exploreMatrix,
  exploreScenario,
  GUARD_NAMES,
  guards,
  replay,
  type Scenario,
} from '../../../src/index.js';
import { exploringWith } from './exploring.js';
import { buying } from './one-holding.js';

/** One BUY of a symbol at a time in a cycle, marked in memory: a whole guard in one value. */
const oneAtATime: guards.Guard = {
  name: 'one-at-a-time',
  place: 'path',
  decidesOn: 'own symbol',
  uses: [],
  wrap(attempt, next) {
    const marks = attempt.ports.map<true>('one-at-a-time');
    const { symbol } = attempt.signal;
    if (marks.has(symbol)) {
      return Promise.resolve(guards.block(attempt, 'one-at-a-time', 'another BUY is on its way'));
    }
    marks.set(symbol, true);
    guards.say(attempt, 'one-at-a-time', 'marked', 'the first BUY of the cycle');
    return next();
  },
};

/** Two signals to buy the same symbol, in one cycle. */
function burst(): Scenario {
  return buying([
    { id: 'first', symbol: 'APP' },
    { id: 'again', symbol: 'APP' },
  ]);
}

/** The log of one replay with these guards from outside, and the name that its set goes by. */
async function logged(extraGuards: readonly guards.Guard[]) {
  const lines: string[] = [];
  let log = (_: Parameters<ReturnType<typeof renderLog>>[0]): string => '';
  const request = { scenario: burst(), guardSet: 'none', guards: [], seed: 1, extraGuards };
  const { header } = await replay(request, {
    header: (words) => {
      log = renderLog(words);
    },
    event: (event) => lines.push(log(event)),
  });
  return { guardSet: header.guardSet, log: lines.join('') };
}

describe('a guard from outside that keeps its marks in memory', () => {
  it('is explored in every order, and no order duplicates while it stands', async () => {
    const { verdict, coverage } = await exploringWith(burst(), { extraGuards: [oneAtATime] });
    expect([verdict, coverage.kind]).toEqual(['pass', 'complete']);
  });

  it('leaves nothing behind: the same exploration without it fails, and the table is as before', async () => {
    await exploringWith(burst(), { extraGuards: [oneAtATime] });
    const { verdict } = await exploringWith(burst(), {});
    expect(verdict).toBe('fail');
    expect(GUARD_NAMES).not.toContain('one-at-a-time');
  });

  it('has its name in the guard set and its reason in the operator’s log', async () => {
    const standing = await logged([oneAtATime]);
    expect(standing.guardSet).toBe('none+one-at-a-time');
    expect(standing.log).toContain(
      'DUPLICATE BUY BLOCKED: APP was refused by one-at-a-time (another BUY is on its way)',
    );
    const gone = await logged([]);
    expect(gone.guardSet).toBe('none');
    expect(gone.log).not.toContain('one-at-a-time');
  });

  it('stands in every cell of a matrix: none fails with it, some do without', async () => {
    const failing = async (extraGuards: readonly guards.Guard[]): Promise<number> => {
      const { cells } = await exploreMatrix(
        {
          scenario: burst(),
          seed: 1,
          mode: 'bounded',
          timing: 'timed',
          bound: 1,
          schedules: 1,
          strategy: 'random',
          shouldStop: () => false,
          extraGuards,
        },
        exploreScenario,
      );
      return cells.filter(({ verdict }) => verdict !== 'pass').length;
    };
    expect(await failing([oneAtATime])).toBe(0);
    expect(await failing([])).toBeGreaterThan(0);
  });
});
