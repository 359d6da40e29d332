import { describe, expect, it } from 'vitest';
import { DUPLICATE_PREDICATES, noDuplicate } from '../../src/assertions/index.js';
import { DUPLICATE_KINDS } from '../../src/verdict/index.js';
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

  describe('where the row was written while the load of the other cycle was answered', () => {
    const look = (phase: 'request' | 'effect' | 'response'): Told =>
      ({
        kind: 'call',
        call: 1,
        phase,
        operation: 'db.read',
        statement: 'read positions',
        ...otherRunner,
        task: 'r2.c1',
      }) as Told;
    const begun = [look('response'), cycleStart(otherRunner)];
    const row = positionRow(1, first);

    it('is stale-read however late the answer came', () => {
      const looked = [fill(first), look('request'), look('effect')];
      expect(kinds([...looked, row, ...begun, fill(otherRunner)])).toEqual(['stale-read']);
      expect(kinds([...looked, ...begun, row, fill(otherRunner)])).toEqual(['stale-read']);
    });

    it('is state-reset where the load took effect after the row', () => {
      const told = [fill(first), look('request'), row, look('effect'), ...begun];
      expect(kinds([...told, fill(otherRunner)])).toEqual(['state-reset']);
    });
  });

  it('is the same whether an order of a cycle is filled before or after the next cycle begins', () => {
    const order = { ...fill(otherRunner), kind: 'order' } as Told;
    const told = [fill(first), positionRow(1, first), cycleStart(otherRunner), order];
    const next = cycleStart({ runner: 'r2', cycle: 2 });
    expect(kinds([...told, fill(otherRunner), next])).toEqual(['state-reset']);
    expect(kinds([...told, next, fill(otherRunner)])).toEqual(['state-reset']);
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

describe('the kind of a duplicate that a fault brought about', () => {
  const r2 = { runner: 'r2', cycle: 1, task: 'r2.c1/APP#2', signalId: 's2' };
  const fault = (words: Partial<Told> & { fault: string }): Told =>
    ({ kind: 'fault', call: null, statement: null, signal: null, symbol: 'APP', ...words }) as Told;
  const order = (words: object): Told => ({ ...fill(words), kind: 'order' }) as Told;
  const later = { runner: 'r1', cycle: 2, task: 'r1.c2/APP#2', signalId: 's2' };
  const lost = (words: { fault: string; statement?: string }): Told =>
    fault({
      statement: 'write position',
      runner: 'r1',
      cycle: 1,
      task: first.task,
      signal: 's1',
      ...words,
    } as never);
  const loadOf = (words: { fault: string; statement?: string }): Told =>
    fault({ statement: 'read positions', runner: 'r2', cycle: 1, task: 'r2.c1', ...words });

  it('is ambiguous-submit where one task sent its order twice, not where it sent one', () => {
    const twice = [order(first), fill(first), order(first), fill(first)];
    expect(kinds(twice)).toEqual(['ambiguous-submit']);
    expect(kinds([order(first), fill(first), order(second), fill(second)])).toEqual([
      'check-then-act',
    ]);
  });

  it('is replayed-message where the message came again, not where another signal asked', () => {
    const again = fault({ fault: 'signal-again', signal: 's1' });
    const told = (signalId: string) => [fill(first), again, fill({ ...r2, signalId })];
    expect(kinds(told('s1'))).toEqual(['replayed-message']);
    expect(kinds(told('s2'))).toEqual(['stale-read']);
    expect(kinds([fill(first), fill({ ...r2, signalId: 's1' })])).toEqual(['stale-read']);
  });

  it('is lost-write where the first never wrote its position, whether that was silent or not', () => {
    const afterwards = [cycleStart(later), fill(later)];
    for (const kind of ['write-lost', 'write-error', 'busy', 'pool-exhausted']) {
      expect(kinds([fill(first), lost({ fault: kind }), ...afterwards])).toEqual(['lost-write']);
    }
    expect(kinds([fill(first), lost({ fault: 'lost-ack' }), ...afterwards])).toEqual([
      'stale-read',
    ]);
    const other = lost({ fault: 'write-lost', statement: 'insert trade' });
    expect(kinds([fill(first), other, ...afterwards])).toEqual(['stale-read']);
  });

  it('is no lost-write where the position was written before the later cycle began, nor beside another runner', () => {
    const unseen = lost({ fault: 'write-lost' });
    const healed = positionRow(1, { task: 'r1.c1', runner: 'r1', cycle: 1 });
    expect(kinds([fill(first), unseen, healed, cycleStart(later), fill(later)])).toEqual([
      'state-reset',
    ]);
    expect(kinds([fill(first), unseen, cycleStart(later), healed, fill(later)])).toEqual([
      'lost-write',
    ]);
    expect(kinds([fill(first), unseen, cycleStart(r2), fill(r2)])).toEqual(['stale-read']);
  });

  it('is clock where recent-trade found the row and took it for old, not where it found none', () => {
    const passed = (reason: string) =>
      ({ ...guard('passed', r2), layer: 'recent-trade', reason }) as Told;
    const old = passed('the last BUY trade is not in the last 120 seconds');
    const none = passed('no BUY trade in last 120 seconds');
    expect(kinds([fill(first), cycleStart(r2), old, fill(r2)])).toEqual(['clock']);
    expect(kinds([fill(first), cycleStart(r2), none, fill(r2)])).toEqual(['stale-read']);
    const stale = loadOf({ fault: 'stale-read' });
    expect(kinds([fill(first), stale, cycleStart(r2), old, fill(r2)])).toEqual(['stale-read']);
  });

  it('is stale-read where a replica answered the attempt or the load of its cycle', () => {
    const written = [cycleStart(), fill(first), positionRow(1, first)];
    const stale = loadOf({ fault: 'stale-read' });
    expect(kinds([...written, stale, cycleStart(r2), fill(r2)])).toEqual(['stale-read']);
    const elsewhere = { ...stale, task: 'r2.c1/GME#1', signal: 's9' } as Told;
    expect(kinds([...written, elsewhere, cycleStart(r2), fill(r2)])).toEqual(['state-reset']);
  });

  it('is guard-failure where the query of a guard failed, not where another call did', () => {
    const failed = loadOf({ fault: 'guard-query-fails' });
    const told = (one: Told) => [
      fill(first),
      one,
      cycleStart({ ...r2, loadFailed: true }),
      fill(r2),
    ];
    expect(kinds(told(failed))).toEqual(['guard-failure']);
    expect(kinds(told(loadOf({ fault: 'busy' })))).toEqual(['guard-failure']);
    expect(kinds(told(loadOf({ fault: 'busy', statement: 'write account' })))).toEqual([
      'state-reset',
    ]);
    expect(kinds(told({ ...failed, cycle: 0 } as Told))).toEqual(['state-reset']);
  });

  it('has a reading for each of the ten kinds', () => {
    const named = new Set(DUPLICATE_PREDICATES.map(({ kind }) => kind));
    expect([...named].sort()).toEqual([...DUPLICATE_KINDS].sort());
  });
});
