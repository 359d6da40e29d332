import { describe, expect, it } from 'vitest';
import { DUPLICATE_PREDICATES, noDuplicate } from '../../src/assertions/index.js';
import { sampleHeader, type Told } from '../tape/sample-tape.js';
import { fill, findingsOf, guard, held, positionRow } from './story.js';

const first = { task: 'r1.c1/APP#1', signalId: 's1' };
const second = { task: 'r1.c1/APP#2', signalId: 's2' };
const cycleStart = (words: Partial<Told> = {}): Told =>
  ({ kind: 'cycle-start', positions: 0, loadFailed: false, ...words }) as Told;
const kinds = (told: readonly Told[], header = sampleHeader()) =>
  findingsOf(noDuplicate, told, header).map(({ duplicateKind }) => duplicateKind);

describe('no-duplicate', () => {
  it('accepts one BUY fill, and one of another symbol', () => {
    expect(findingsOf(noDuplicate, [fill(), fill({ symbol: 'GME' })])).toEqual([]);
  });

  it('rejects a second BUY fill while the broker holds the symbol', () => {
    const told = [
      cycleStart(),
      fill({ ...first, quantity: 1 }),
      fill({ ...second, quantity: 7, atUs: 1_250_000 }),
    ];
    expect(findingsOf(noDuplicate, told)).toEqual([
      {
        assertion: 'no-duplicate',
        severity: 'error',
        message:
          'APP: BUY of 7 shares filled at 1.25 s by r1 cycle 1 (main path) while the broker already held 1, ' +
          'bought by r1 cycle 1 (main path) at 0.001 s. ' +
          'check-then-act: both attempts of the cycle checked before either had written.',
        atUs: 1_250_000,
        seq: 2,
        symbol: 'APP',
        duplicateKind: 'check-then-act',
      },
    ]);
  });

  it('counts each extra fill', () => {
    expect(findingsOf(noDuplicate, [fill(), fill(), fill(), fill()])).toHaveLength(3);
  });

  it('accepts a BUY marked scaleIn while holding, and rejects a plain one after it', () => {
    expect(findingsOf(noDuplicate, [fill(), fill({ scaleIn: true })])).toEqual([]);
    expect(findingsOf(noDuplicate, [fill(), fill({ scaleIn: true }), fill()])).toHaveLength(1);
  });

  it('accepts a re-buy after a SELL of everything, not of a part', () => {
    const sell = (quantity: number) => fill({ side: 'SELL', quantity });
    expect(findingsOf(noDuplicate, [fill({ quantity: 7 }), sell(7), fill()])).toEqual([]);
    expect(findingsOf(noDuplicate, [fill({ quantity: 7 }), sell(6), fill()])).toHaveLength(1);
  });

  it('accepts a BUY against a short position', () => {
    expect(
      findingsOf(noDuplicate, [fill({ side: 'SELL_SHORT', quantity: 5 }), fill({ quantity: 5 })]),
    ).toEqual([]);
    const covered = [fill({ side: 'SELL_SHORT' }), fill({ side: 'BUY_TO_COVER' }), fill()];
    expect(findingsOf(noDuplicate, covered)).toEqual([]);
  });

  it('rejects a BUY of what is held from the start', () => {
    const header = sampleHeader({ scenario: { positions: [held(3)] } });
    const [finding] = findingsOf(noDuplicate, [fill()], header);
    expect(finding!.message).toContain('already held 3, from the start. state-reset:');
  });

  it('goes by fills at the broker, not by rows or guards', () => {
    const told = [positionRow(7), guard('passed'), fill({ quantity: 7 }), positionRow(7)];
    expect(findingsOf(noDuplicate, told)).toEqual([]);
  });
});

describe('the kind of a duplicate', () => {
  const laterCycle = { runner: 'r1', cycle: 2, task: 'r1.c2/APP#2' };
  const otherRunner = { runner: 'r2', cycle: 1, task: 'r2.c1/APP#2' };

  it('is bypass where the second path filled', () => {
    expect(kinds([fill(first), fill({ ...second, path: 'second' })])).toEqual(['bypass']);
    expect(kinds([fill({ path: 'second' }), fill({ path: 'second' })])).toEqual(['bypass']);
  });

  it('is bypass where only the second path had bought before, since it leaves no row', () => {
    expect(kinds([fill({ path: 'second' }), fill({ ...laterCycle })])).toEqual(['bypass']);
  });

  it('looks past a second-path fill to one of the main path', () => {
    const told = [fill(first), fill({ ...first, path: 'second' }), fill(second)];
    expect(kinds(told)).toEqual(['bypass', 'check-then-act']);
  });

  it('is check-then-act within one runner and cycle', () => {
    expect(kinds([cycleStart(), fill(first), fill(second)])).toEqual(['check-then-act']);
  });

  it.each([
    ['a later cycle', laterCycle],
    ['another runner', otherRunner],
  ])('is state-reset where the row was written before %s began', (_, later) => {
    const told = [cycleStart(), fill(first), positionRow(1, first), cycleStart(later), fill(later)];
    expect(kinds(told)).toEqual(['state-reset']);
  });

  it('is stale-read where the row was written after the other cycle began, or never', () => {
    const late = [fill(first), cycleStart(otherRunner), positionRow(1, first), fill(otherRunner)];
    expect(kinds(late)).toEqual(['stale-read']);
    expect(kinds([fill(first), cycleStart(otherRunner), fill(otherRunner)])).toEqual([
      'stale-read',
    ]);
  });

  it("does not take another task's row for the fill's own", () => {
    const told = [fill(first), positionRow(1, second), cycleStart(otherRunner), fill(otherRunner)];
    expect(kinds(told)).toEqual(['stale-read']);
  });

  it('is stale-read where memory-position stood and let it pass: the load came before the row', () => {
    const header = sampleHeader({ guards: ['memory-position'] });
    const told = [fill(first), positionRow(1, first), cycleStart(otherRunner), fill(otherRunner)];
    expect(kinds(told, header)).toEqual(['stale-read']);
  });

  it('is state-reset where the load of the cycle failed, whatever stood', () => {
    const header = sampleHeader({ guards: ['memory-position'] });
    const told = [fill(first), cycleStart({ ...otherRunner, loadFailed: true }), fill(otherRunner)];
    expect(kinds(told, header)).toEqual(['state-reset']);
  });

  it('is stale-read where the tape does not show the cycle begin', () => {
    const told = [
      fill(first),
      positionRow(1, first),
      cycleStart({ runner: null }),
      fill({ ...laterCycle }),
    ];
    expect(kinds(told)).toEqual(['stale-read']);
    expect(kinds([fill(first), fill({ ...otherRunner, runner: null })])).toEqual(['stale-read']);
  });

  it('forgets the fills before the symbol was flat', () => {
    const told = [
      fill({ ...first, quantity: 2 }),
      fill({ ...first, side: 'SELL', quantity: 2 }),
      fill({ ...second, path: 'second' }),
      fill({ ...otherRunner }),
    ];
    expect(kinds(told)).toEqual(['bypass']);
  });

  it('always has a reading, and each reading its cause', () => {
    expect(DUPLICATE_PREDICATES.at(-1)!.holds({} as never)).toBe(true);
    for (const { cause } of DUPLICATE_PREDICATES) expect(cause).not.toBe('');
  });
});
