import { describe, expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import type { Chooser, Completion } from '../../src/kernel/index.js';
import { exploring, scenarioOf, settingOf } from './shipped.js';

const HEAD = `title: A small world
start: 2026-01-26T15:42:07Z
account: {cash: 144420.92}
`;

interface World {
  readonly system?: string;
  readonly signals: readonly string[];
  readonly faults: readonly string[];
  readonly latency?: string;
}

function worldOf({ system = '', signals, faults, latency = '{}' }: World) {
  const list = (items: readonly string[]) => items.map((item) => `  - {${item}}\n`).join('');
  return scenarioOf(
    `${HEAD}system: {limiter: none, closing: false${system}}\nsignals:\n${list(signals)}faults:\n${list(faults)}latency: ${latency}\n`,
  );
}

/** Two answers are one where a reader cannot tell them apart. */
const worded = (fills: object, verdict: string, errors: readonly string[]) =>
  JSON.stringify([fills, verdict, errors]);

/**
 * Every run there is, by brute force: at each step every completion that is
 * pending, and at each call that a fault may strike, both answers. No classes,
 * no plans, no footprints: one stack of choices.
 */
async function bruteForce(world: World, guards: string, faultsMax: number) {
  const program = new ScenarioProgram(settingOf(worldOf(world), guards));
  const simulation = await program.simulation();
  const stack: { taken: number; of: number }[] = [];
  let depth = 0;
  const take = (of: number): number => {
    const choice = stack[depth];
    if (choice === undefined) stack.push({ taken: 0, of });
    return stack[depth++]!.taken;
  };
  const chooser: Chooser = {
    sees: 'all',
    choose: (enabled: readonly Completion[]) => take(enabled.length),
    // Whatever the latencies, any time may have passed.
    compare: () => take(2) === 1,
  };
  const outcomes = new Set<string>();
  let runs = 0;
  do {
    depth = 0;
    let chosen = 0;
    simulation.onSite = () => {
      if (chosen === faultsMax || take(2) === 0) return 'passes';
      chosen++;
      return 'strikes';
    };
    const { fills, verdict, errors } = await program.runOnce(chooser);
    outcomes.add(worded(fills, verdict, errors));
    runs++;
    while (stack.length > 0 && stack.at(-1)!.taken === stack.at(-1)!.of - 1) stack.pop();
    if (stack.length > 0) stack.at(-1)!.taken++;
  } while (stack.length > 0);
  program.close();
  return { outcomes: [...outcomes].sort(), runs };
}

async function byPlans(world: World, guards: string, faults: number) {
  const explored = await exploring(worldOf(world), guards, { timing: 'untimed', faults });
  expect(explored.coverage).toMatchObject({ kind: 'complete', faultsMax: faults });
  const names = explored.outcomes.map(({ fills, verdict, errors }) =>
    worded(fills, verdict, errors),
  );
  return [...new Set(names)].sort();
}

const buys = (...more: readonly string[]) =>
  more.map((fields) => `symbol: APP, quantity: 1, price: 540.00, ${fields}`);

const WORLDS: readonly { what: string; world: World; guards: string; faults: number }[] = [
  {
    what: 'one task, whatever goes wrong with any of its calls, twice',
    world: {
      signals: buys('id: a'),
      faults: [
        'kind: write-lost, when: maybe',
        'kind: write-error, when: maybe',
        'kind: lost-ack, when: maybe',
        'kind: read-error, when: maybe',
        'kind: broker-reject, when: maybe',
      ],
    },
    guards: 'three-layer',
    faults: 2,
  },
  {
    what: 'two tasks, one of which may be rejected or lose its row',
    world: {
      signals: buys('id: a', 'id: b'),
      faults: [
        'kind: broker-reject, when: maybe, nth: 1',
        'kind: write-lost, when: maybe, signal: a, statement: write position',
      ],
    },
    guards: 'cycle-set',
    faults: 1,
  },
  {
    what: 'two tasks behind a lock, where a query of the guard may fail',
    world: {
      signals: buys('id: a', 'id: b'),
      faults: ['kind: guard-query-fails, when: maybe'],
    },
    guards: 'cycle-set,pending-lock,db-position',
    faults: 2,
  },
  {
    what: 'two cycles, where a read may be stale or a write lost',
    world: {
      system: ', interval: 1s, runners: [{id: r1, cycles: 2}]',
      signals: [
        'id: a, symbol: APP, quantity: 120, price: 540.00',
        'id: b, symbol: APP, quantity: 1, price: 540.00, at: 500ms, path: second',
      ],
      faults: [
        'kind: stale-read, when: maybe, by: 2s',
        'kind: write-lost, when: maybe, statement: write position',
      ],
    },
    guards: 'none',
    faults: 2,
  },
];

describe('exploring faults by plans', () => {
  it.each(WORLDS)('comes to what brute force comes to: $what', async (given) => {
    const { world, guards, faults } = given;
    const forced = await bruteForce(world, guards, faults);
    expect(forced.runs).toBeGreaterThan(30);
    expect(await byPlans(world, guards, faults)).toEqual(forced.outcomes);
  });
});
