import { describe, expect, it } from 'vitest';
import { choiceBehind } from '../../src/history/choice.js';
import { moneySeries } from '../../src/history/money-series.js';
import { shareSeries } from '../../src/history/share-series.js';
import { World } from '../../src/history/world.js';
import { worldTeller } from '../../src/history/world-at.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { appWithoutGuards } from '../support/app-runs.js';
import { endEntry, orderWords, TapeBuilder, tapeHeader, USD } from '../support/tape-builder.js';

const header = tapeHeader();

function worldAfter(events: readonly TapeEvent[]): World {
  const world = new World(header);
  for (const event of events) world.add(event);
  return world;
}

describe('how things stand', () => {
  it('begins with the account and the positions of the scenario', () => {
    const world = new World(header);
    expect(world.holdings.get('JD')).toEqual({ broker: 33, trades: 33, positions: 33 });
    expect(world.equity).toBe(144_420_920_000 + 33 * 36 * USD);
  });

  it('follows fills, trade rows and position rows apart from each other', () => {
    const run = appWithoutGuards();
    const world = worldAfter([...run.events]);
    expect(world.holdings.get('APP')).toEqual({ broker: 22, trades: 22, positions: 7 });
    expect(world.tradeRowsCount).toBe(4);
    expect(world.underWay.size).toBe(0);
  });

  it('ends with the equity that the tape says the broker has, to the cent', () => {
    const run = appWithoutGuards();
    const events = [...run.events];
    const end = events.at(-1)!;
    const said =
      end.kind === 'end' ? end.equity.find(({ source }) => source === 'broker') : undefined;
    expect(worldAfter(events)).toMatchObject({ equity: said!.equity, cash: said!.cash });
    const fills = events.filter((event) => event.kind === 'fill');
    expect(moneySeries(header, fills).at(-1)).toMatchObject({
      cash: said!.cash,
      holdings: said!.holdings,
      equity: said!.equity,
    });
  });

  it('knows who holds a lock and who waits for it', () => {
    const tape = new TapeBuilder()
      .lock('a', 'pending', { waitUs: 0, acquireUs: 0, releaseUs: 20 })
      .lock('b', 'pending', { waitUs: 5, acquireUs: 20, releaseUs: 30 });
    const events = tape.events();
    const during = worldAfter(events.filter(({ atUs }) => atUs <= 5));
    expect([...during.lockHolders.values()]).toEqual([['a']]);
    expect([...during.lockQueues.values()]).toEqual([['b']]);
    expect([...during.lockNames.values()]).toEqual(['pending']);
    expect([...during.lockNames.keys()]).toEqual([...during.lockHolders.keys()]);
    const after = worldAfter(events);
    expect(after.lockHolders.size + after.lockQueues.size).toBe(0);
  });

  it('keeps the marks of a guard until they are taken back, or their cycle has ended', () => {
    const mark = { signalId: 's', decision: 'marked', reason: 'first' } as const;
    const tape = new TapeBuilder()
      .guard('t', 0, { layer: 'cycle-set', ...mark })
      .guard('t', 1, { layer: 'pending-lock', ...mark })
      .guard('t', 2, { layer: 'unique-intent', ...mark })
      .guard('t', 3, { layer: 'pending-lock', ...mark, decision: 'released' })
      .at(4, 'r1.c1', { kind: 'cycle-end' });
    const layersAt = (us: number): readonly string[] =>
      [...worldAfter(tape.events().filter(({ atUs }) => atUs <= us)).marks.values()].map(
        ({ layer }) => layer,
      );
    expect(layersAt(2)).toEqual(['cycle-set', 'pending-lock', 'unique-intent']);
    expect(layersAt(3)).toEqual(['cycle-set', 'unique-intent']);
    expect(layersAt(4)).toEqual(['unique-intent']);
  });

  it('is told for one step after the other, forward and back', () => {
    const run = appWithoutGuards();
    const events = [...run.events];
    const tell = worldTeller(run.header, events);
    const third = events.findIndex((event) => event.kind === 'fill');
    expect(tell(events.length - 1).holdings.get('APP')?.broker).toBe(22);
    expect(tell(third).holdings.get('APP')?.broker).toBe(1);
    expect(tell(-1).holdings.has('APP')).toBe(false);
    expect(tell(third + 1).holdings.get('APP')?.broker).toBe(1);
  });
});

describe('the choice behind a step', () => {
  const call = (task: string, atUs: number) =>
    ({
      operation: 'db.read',
      statement: `positions of ${task}`,
      atUs,
      effectUs: atUs + 10,
      responseUs: atUs + 20,
    }) as const;
  const events = new TapeBuilder()
    .call('a', call('a', 0))
    .call('b', call('b', 1))
    .at(40, null, { kind: 'arrival', ...orderWords('s', 1) })
    .at(41, 'r1.c1', { kind: 'cycle-start', positions: 0, loadFailed: false })
    .at(50, null, endEntry())
    .events();
  const choiceAt = (index: number) =>
    choiceBehind(events[index]!, worldAfter(events.slice(0, index)));

  it('names what was under way, and which of it came', () => {
    expect(choiceAt(2)).toEqual([
      { words: 'positions of a of a takes effect', isTaken: true },
      { words: 'positions of b of b takes effect', isTaken: false },
    ]);
    expect(choiceAt(5)).toEqual([{ words: 'positions of b of b is answered', isTaken: true }]);
  });

  it('is none where an event only follows', () => {
    expect(choiceAt(0)).toBeNull();
    expect(choiceAt(8)).toBeNull();
  });

  it('may be a signal that arrives or a cycle that starts', () => {
    expect(choiceAt(6)).toEqual([{ words: 'signal s arrives', isTaken: true }]);
    expect(choiceAt(7)).toEqual([{ words: 'a cycle of r1 starts', isTaken: true }]);
  });
});

describe('shares over time', () => {
  it('show the broker ahead of the row in positions', () => {
    const run = appWithoutGuards();
    const points = shareSeries(run.header, run.events, 'APP');
    expect(points[0]).toEqual({ atUs: 0, broker: 0, positions: 0 });
    expect(points.at(-1)).toMatchObject({ broker: 22, positions: 7 });
    expect(points.some(({ broker, positions }) => broker > positions)).toBe(true);
  });
});
