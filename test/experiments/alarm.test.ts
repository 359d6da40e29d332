import { afterEach, describe, expect, it, vi } from 'vitest';
import { replayToken } from '../../src/experiments/index.js';
import type { Guard } from '../../src/guards/index.js';
import { Kernel } from '../../src/kernel/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { exploring, settingOf, shipped } from './shipped.js';

const OVERLAPPING = shipped('app-overlapping-cycles');

/** From now on no step leaves a trace of touching this object. */
function forget(object: string): void {
  const touch = Kernel.prototype.touchKey;
  vi.spyOn(Kernel.prototype, 'touchKey').mockImplementation(function (this: Kernel, ...access) {
    if (access[0] !== object) touch.apply(this, access);
  });
}

async function fillsOf(token: string, guardSet: string): Promise<readonly TapeEvent[]> {
  const events: TapeEvent[] = [];
  const heard = {
    header: () => undefined,
    event: (event: TapeEvent) => void events.push(event),
  };
  const setting = settingOf(OVERLAPPING, guardSet);
  const answer = await replayToken(setting, token, 'stop', heard);
  expect(answer.kind).toBe('replayed');
  return events.filter(({ kind }) => kind === 'fill');
}

describe('a footprint that is missing in shipped code', () => {
  afterEach(() => vi.restoreAllMocks());

  it('raises an alarm whose token shows an order that the search left out', async () => {
    forget('row:positions');
    const { coverage, verdict } = await exploring(OVERLAPPING, 'three-layer');
    const { alarm } = coverage;
    expect(verdict).not.toBe('pass');
    expect(coverage).toMatchObject({ kind: 'sampled', note: null });
    expect(alarm).toMatchObject({ blame: 'racetape', faults: [] });
    expect(alarm!.seen).not.toBe(alarm!.expected);
    // Whoever pastes it needs no missing footprint: the order is one of the scenario's.
    vi.restoreAllMocks();
    expect(await fillsOf(alarm!.token!, 'three-layer')).not.toEqual([]);
  });

  it('raises none where nothing is missing', async () => {
    const { coverage } = await exploring(OVERLAPPING, 'three-layer');
    expect(coverage).toMatchObject({ kind: 'complete', alarm: null });
  });
});

describe('a guard of somebody’s own that is unsteady', () => {
  let attempts = 0;
  const forgetful: Guard = {
    name: 'every-third',
    place: 'path',
    wrap: async ({ ports }, next) => {
      // Kept in no map of the ports: it outlives the run.
      attempts += 1;
      if (attempts % 3 === 0) await ports.store.positions();
      return next();
    },
  };

  it('is a finding about it and no fault of racetape, with its place and no claim', async () => {
    const found = await exploring(OVERLAPPING, 'all', { extraGuards: [forgetful] });
    expect(found.coverage.kind).not.toBe('complete');
    expect(found.verdict).not.toBe('pass');
    expect(found.coverage.alarm).toMatchObject({ blame: 'yours', kind: 'not repeatable' });
    expect(found.coverage.alarm!.place).toMatch(/r[12]/);
  });

  it('is none where it keeps to its ports', async () => {
    const steady: Guard = {
      ...forgetful,
      wrap: async ({ ports }, next) => {
        await ports.store.positions();
        return next();
      },
    };
    const { coverage } = await exploring(OVERLAPPING, 'all', { extraGuards: [steady] });
    expect(coverage).toMatchObject({ kind: 'complete', alarm: null });
  });
});

describe('the name of an outcome', () => {
  it.each([
    ['app-overlapping-cycles', 'none'],
    ['app-overlapping-narrow', 'none'],
    ['app-overlapping-narrow', 'cycle-set'],
  ])('is a function of its class: %s under %s is complete', async (id, guardSet) => {
    const { coverage } = await exploring(shipped(id), guardSet);
    expect(coverage).toMatchObject({ kind: 'complete', alarm: null });
  });
});
