import { describe, expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import { exploreExhaustively, type TimingMode } from '../../src/exploration/index.js';
import { DefaultChooser, type RandomStream, Streams } from '../../src/kernel/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import { scenarioOf, settingOf } from './shipped.js';

const GUARDS = [
  'memory-position',
  'cycle-set',
  'pending-lock',
  'db-position',
  'recent-trade',
  'unique-intent',
];

/** Ten times as many worlds in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const WORLDS = 30 * TIMES;

interface World {
  readonly system: readonly string[];
  readonly positions?: readonly string[];
  readonly signals: readonly string[];
  readonly latency?: string;
}

function worldOf({ system, positions = [], signals, latency }: World) {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `  - {${item}}`)];
  return scenarioOf(
    [
      'title: A small world',
      'start: 2026-01-26T15:42:07.5Z',
      'system:',
      ...system.map((line) => `  ${line}`),
      'account: {cash: 144420.92}',
      ...list('positions', positions),
      ...list('signals', signals),
      `latency: ${latency ?? '{}'}`,
    ].join('\n'),
  );
}

/**
 * Every outcome that an exhaustive exploration finds, doubted by random walks
 * (each class that they meet must have been explored, see `audit`); null where
 * `runsMax` runs did not exhaust it.
 */
async function explored(
  program: ScenarioProgram,
  timing: TimingMode,
  { walks, runsMax }: { walks: number; runsMax: number },
): Promise<ReadonlySet<string> | null> {
  const draws = new Streams(1).open('audit');
  let runs = 0;
  const { coverage, components } = await exploreExhaustively(program, {
    timing,
    decomposition: 'ignore',
    shouldStop: () => ++runs > runsMax,
    onVoid: () => {
      runs = 0;
    },
    audit: { runs: walks, random: () => draws.next() },
  });
  if (coverage.kind === 'unfinished') return null;
  expect(coverage).toEqual({ kind: 'complete' });
  return new Set(components[0]!.outcomes.keys());
}

async function outcomesOf(world: World, guards: string, timing: TimingMode): Promise<string[]> {
  const program = new ScenarioProgram(settingOf(worldOf(world), guards));
  const found = await explored(program, timing, { walks: 300, runsMax: 5000 });
  program.close();
  return [...found!].sort();
}

describe('an exploration that claims to be complete', () => {
  it('runs every order in which the tasks of a cycle can end: it goes on in the step of the last', async () => {
    const outcomes = await outcomesOf(
      {
        system: ['limiter: none', 'runners: [{id: r1}]'],
        signals: [
          'symbol: APP, side: SELL, price: 100.00',
          'symbol: APP, side: SELL, price: 540.00',
          'symbol: APP, quantity: 7, price: 540.00, path: second',
          'symbol: APP, side: SELL, price: 540.00, path: second, at: 7ms',
        ],
      },
      'none',
      'untimed',
    );
    expect(outcomes).toContain('pass APP:1');
  });

  it('takes a signal that arrives during a cycle for no consequence of the tasks that have ended', async () => {
    const outcomes = await outcomesOf(
      {
        system: ['limiter: none', 'runners: [{id: r1}]'],
        positions: ['symbol: APP, quantity: 120, price: 540.00'],
        signals: [
          'symbol: APP, quantity: 1, price: 540.00, scale-in: true',
          'symbol: APP, quantity: 1, price: 540.00',
          'symbol: APP, side: SELL, price: 540.00, at: 2500ms',
        ],
      },
      'db-position',
      'untimed',
    );
    // The scale-in is stopped before the SELL and the plain BUY filled after it; both filled; …
    expect(outcomes).toEqual([
      'fail  (exactly-one; )',
      'fail APP:1 (exactly-one; )',
      'fail APP:2 (no-duplicate; APP check-then-act)',
      'pass APP:1',
      'pass APP:2',
    ]);
  });

  it('tells a BUY that was stopped before a SELL from one that was stopped after it', async () => {
    const outcomes = await outcomesOf(
      {
        system: ['limiter: none', 'closing: false', 'runners: [{id: r1}]'],
        positions: ['symbol: GME, quantity: 14, price: 540.00'],
        signals: [
          'symbol: GME, side: SELL, price: 540.00',
          'symbol: GME, quantity: 7, price: 540.00',
        ],
      },
      'memory-position',
      'untimed',
    );
    expect(outcomes).toEqual([OVER_BLOCKED, 'pass ', 'pass GME:1']);
  });

  it('may end without a claim, but never without an outcome that random orders show', async () => {
    const streams = new Streams(20260127);
    let complete = 0;
    for (let nth = 0; nth < WORLDS; nth++) {
      const draws = streams.open(`world ${nth}`);
      const guards = GUARDS.filter(() => draws.below(5) < 2).join(',') || 'none';
      const setting = settingOf(worldOf(randomWorld(draws)), guards);
      for (const timing of ['timed', 'untimed'] as const) {
        const program = new ScenarioProgram(setting);
        const found = await explored(program, timing, { walks: 100, runsMax: 400 });
        program.close();
        if (found === null) continue;
        complete++;
        for (let seed = 1; seed <= 8; seed++) {
          const plain = new ScenarioProgram({ ...setting, seed });
          const { name } = await plain.runOnce(new DefaultChooser(new Streams(seed)));
          plain.close();
          expect([...found], `world ${nth}, ${guards}, ${timing}, seed ${seed}`).toContain(name);
        }
      }
    }
    expect(complete).toBeGreaterThan(20 * TIMES);
    counted('worlds', {
      seeds: `20260127, worlds 0–${WORLDS - 1}`,
      counts: { worlds: WORLDS, 'complete explorations': complete },
    });
  });
});

const OVER_BLOCKED = 'fail  (exactly-one; )';

/** Few signals, much that can happen to them; times in steps of 100 ms, where clock seconds matter. */
function randomWorld(draws: RandomStream): World {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const chance = (percent: number): boolean => draws.below(100) < percent;
  const time = (steps: number): string => `${draws.below(steps) * 100}ms`;
  const symbols = pick(['APP'], ['APP', 'GME']);
  const runners = pick(['r1'], ['r1', 'r2']);
  const profile = (): string =>
    pick('constant(200ms)', 'uniform(100ms,200ms)', 'uniform(0ms,1s)', 'uniform(300ms,400ms)');
  return {
    system: [
      `limiter: ${pick('none', 'none', '{per-second: 1, per-minute: 50}', '{per-second: 2, per-minute: 3}')}`,
      `closing: ${pick('true', 'false')}`,
      `parallelism: ${pick(1, 2, 8)}`,
      `interval: ${time(20)}`,
      `recent-trade-window: ${pick('500ms', '1s', '2s', '120s')}`,
      `runners: [${runners
        .map(
          (id) =>
            `{id: ${id}, start: ${time(8)}, cycles: ${pick(1, 1, 2)}, positions-load: ${pick('works', 'works', 'works', 'fails')}}`,
        )
        .join(', ')}]`,
    ],
    positions: symbols
      .filter(() => chance(30))
      .map((symbol) => `symbol: ${symbol}, quantity: ${pick(7, 14, 120, -5)}, price: 540.00`),
    signals: Array.from({ length: 2 + draws.below(3) }, () => {
      const side = pick('BUY', 'BUY', 'SELL');
      return [
        `symbol: ${pick(...symbols)}, side: ${side}, price: 540.00, runner: ${pick(...runners)}`,
        ...(chance(70) ? ['quantity: 7'] : []),
        ...(chance(20) ? ['path: second'] : []),
        ...(side === 'BUY' && chance(20) ? ['scale-in: true'] : []),
        ...(chance(25) ? [`at: ${time(30)}`] : []),
      ].join(', ');
    }),
    latency: `{db.read: "${profile()}", db.write: "${profile()}", broker: "${profile()}"}`,
  };
}
