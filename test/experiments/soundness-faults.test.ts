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
  'lease',
  'outbox',
];
/** Ten times as many worlds in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const WORLDS = 16 * TIMES;

interface World {
  readonly system: readonly string[];
  readonly positions?: readonly string[];
  readonly signals: readonly string[];
  readonly faults: readonly string[];
  readonly latency?: string;
  readonly database?: string;
}

function worldOf({ system, positions = [], signals, faults, latency = '{}', database }: World) {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `  - {${item}}`)];
  return scenarioOf(
    [
      'title: A small world in which things go wrong',
      'start: 2026-01-26T15:42:07.5Z',
      'system:',
      '  limiter: none',
      ...system.map((line) => `  ${line}`),
      'account: {cash: 144420.92}',
      ...list('positions', positions),
      ...list('signals', signals),
      ...list('faults', faults),
      `latency: ${latency}`,
      ...(database === undefined ? [] : [`database: ${database}`]),
    ].join('\n'),
  );
}

/** Outcomes of a complete exploration that random walks could not doubt; null where `runsMax` runs did not exhaust it. */
async function explored(
  program: ScenarioProgram,
  timing: TimingMode,
  { walks, runsMax, words }: { walks: number; runsMax: number; words: string },
): Promise<readonly string[] | null> {
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
  expect(coverage, words).toEqual({ kind: 'complete' });
  return [...components[0]!.outcomes.keys()];
}

const TWO_PROCESSES = [
  'closing: false',
  'runners: [{id: r1}, {id: r2, start: 4ms, process: other}]',
];

const FOUND: readonly { what: string; guards: string; world: World }[] = [
  {
    what: 'which of two processes a crash takes that could take either',
    guards: 'memory-position,db-position',
    world: {
      system: TWO_PROCESSES,
      signals: ['symbol: APP, quantity: 7, price: 540.00, runner: r2'],
      faults: ['kind: crash, for: 3ms, nth: 1'],
    },
  },
  {
    what: 'a crash of a process one of whose runners has just ended its cycle',
    guards: 'memory-position,lease',
    world: {
      system: ['closing: true', 'runners: [{id: r1}, {id: r2}]'],
      signals: ['symbol: APP, quantity: 7, price: 540.00, runner: r2'],
      faults: ['kind: crash, for: 3ms, statement: insert trade'],
    },
  },
  {
    what: 'a scale-in whose late fill comes after its second attempt was stopped, or before',
    guards: 'memory-position,cycle-set,pending-lock,outbox',
    world: {
      system: [...TWO_PROCESSES, 'broker-timeout: 3ms', 'broker-retries: 1'],
      signals: [
        'symbol: APP, quantity: 7, price: 540.00, runner: r1, scale-in: true',
        'symbol: APP, quantity: 7, price: 540.00, runner: r2',
      ],
      faults: [],
    },
  },
  {
    what: 'a message that comes again before its first fill, or after it, and is stopped',
    guards: 'cycle-set,outbox',
    world: {
      system: ['closing: false', 'interval: 0s', 'runners: [{id: r1, cycles: 2}]'],
      signals: ['symbol: GME, quantity: 7, price: 540.00, scale-in: true'],
      faults: ['kind: signal-again, after: 8ms'],
      latency:
        '{db.read: constant(2ms), db.write: "uniform(1ms,2ms)", broker: "uniform(0ms,10ms)"}',
    },
  },
  {
    what: 'a task that keeps its connection and gives back its lease on it',
    guards: 'lease',
    world: {
      system: ['closing: false', 'runners: [{id: r1}]'],
      signals: ['symbol: APP, quantity: 7, price: 540.00'],
      faults: [],
      database: '{pool: 1, leaked: 0, checkout-timeout: none, busy-timeout: 0s, keeps: booking}',
    },
  },
];

describe('an exploration under faults that claims to be complete', () => {
  it.each(FOUND)('has run every order of $what', async ({ what, guards, world }) => {
    for (const timing of ['timed', 'untimed'] as const) {
      const program = new ScenarioProgram(settingOf(worldOf(world), guards));
      const found = await explored(program, timing, { walks: 200, runsMax: 2000, words: what });
      program.close();
      expect(found).not.toBeNull();
    }
  });

  it('counts a pause whose write then finds the database locked among the runs that it struck', async () => {
    const world = worldOf({
      system: ['closing: false', 'runners: [{id: r1}, {id: r2}]'],
      signals: [
        'id: a, symbol: APP, quantity: 7, price: 540.00, runner: r1',
        'id: b, symbol: GME, quantity: 7, price: 540.00, runner: r2',
      ],
      faults: ['kind: pause, for: 1ms, signal: a, statement: insert signal'],
      latency: '{db.write: constant(1ms), db.write.hold: constant(5ms)}',
      database: '{pool: 5, busy-timeout: 0s}',
    });
    const program = new ScenarioProgram({ ...settingOf(world, 'none'), planned: 1 });
    const { faults, name } = await program.runOnce(new DefaultChooser(new Streams(1)));
    program.close();
    expect(faults, name).toBe('all struck');
  });

  it('takes symbols for one whole under the outbox, whose cycles begin with what others left pending', () => {
    const world: World = {
      system: ['closing: false', 'runners: [{id: r1}, {id: r2}]'],
      signals: [
        'symbol: APP, quantity: 7, price: 540.00, runner: r1',
        'symbol: GME, quantity: 7, price: 540.00, runner: r2',
      ],
      faults: [],
    };
    const parts = (guards: string) =>
      new ScenarioProgram(settingOf(worldOf(world), guards)).components().length;
    expect([parts('unique-intent'), parts('outbox')]).toEqual([2, 0]);
  });

  it(`may end without a claim, but never without what random orders show, worlds 1–${WORLDS}`, async () => {
    let complete = 0;
    for (let nth = 1; nth <= WORLDS; nth++) {
      const draws = new Streams(nth).open('world of faults');
      const guards = GUARDS.filter(() => draws.below(5) < 2).join(',') || 'none';
      const setting = settingOf(worldOf(randomWorld(draws)), guards);
      for (const timing of ['timed', 'untimed'] as const) {
        const words = `world ${nth}, ${guards}, ${timing}`;
        const program = new ScenarioProgram(setting);
        const found = await explored(program, timing, { walks: 60, runsMax: 150, words });
        program.close();
        if (found === null) continue;
        complete++;
        const plain = new ScenarioProgram({ ...setting, seed: nth });
        const { name } = await plain.runOnce(new DefaultChooser(new Streams(nth)));
        plain.close();
        expect(found, words).toContain(name);
      }
    }
    expect(complete).toBeGreaterThan(12 * TIMES);
    counted('worlds of faults', {
      seeds: `1–${WORLDS}`,
      counts: { worlds: WORLDS, 'complete explorations': complete },
    });
  });
});

/** One or two signals, a crash or two, and what else can go wrong at any call. */
function randomWorld(draws: RandomStream): World {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const chance = (percent: number): boolean => draws.below(100) < percent;
  const profile = (): string => pick('constant(2ms)', 'uniform(1ms,2ms)', 'uniform(0ms,10ms)');
  const us = (): string => pick('0ms', '1ms', '3ms', '8ms', '50ms', '2s');
  const separate = chance(50) ? ', process: other' : '';
  const crash = (): string =>
    `kind: crash, for: ${us()}, ${pick('nth: 1', 'statement: submit order', 'statement: insert trade', 'statement: write position')}`;
  const other = (): string =>
    pick(
      `kind: pause, for: ${us()}, statement: submit order`,
      `kind: lost-ack, for: ${us()}, nth: 1`,
      `kind: broker-timeout, for: ${us()}, nth: 1`,
      `kind: signal-again, after: ${us()}`,
      'kind: read-error, statement: read positions, nth: 1',
      'kind: write-lost, statement: write position',
    );
  const hold = chance(30) ? ', db.write.hold: "uniform(0ms,4ms)"' : '';
  return {
    system: [
      `closing: ${chance(25)}`,
      `parallelism: ${pick(1, 8)}`,
      `interval: ${pick('0s', '5ms', '1s')}`,
      `lease-ttl: ${pick('0s', '2ms', '10s')}`,
      ...(chance(30) ? [`broker-timeout: ${pick('0s', '3ms')}`, 'broker-retries: 1'] : []),
      `runners: [{id: r1, cycles: ${pick(1, 1, 2)}}, {id: r2, start: ${draws.below(12)}ms${separate}}]`,
    ],
    positions: chance(25) ? [`symbol: APP, quantity: ${pick(7, -5)}, price: 540.00`] : [],
    signals: Array.from({ length: pick(1, 2) }, () => {
      const at = chance(25) ? `, at: ${draws.below(20)}ms` : '';
      return `symbol: APP, side: ${pick('BUY', 'BUY', 'SELL')}, quantity: 7, price: 540.00, runner: ${pick('r1', 'r2')}${at}`;
    }),
    faults: [...(chance(75) ? [crash()] : []), ...(chance(60) ? [other()] : [])],
    latency: `{db.read: "${profile()}", db.write: "${profile()}", broker: "${profile()}"${hold}}`,
    ...(chance(30)
      ? {
          database: `{pool: ${pick(1, 2)}, leaked: 0, checkout-timeout: ${pick('none', '8ms')}, busy-timeout: ${pick('0s', '5s')}, keeps: ${pick('statement', 'booking')}}`,
        }
      : {}),
  };
}
