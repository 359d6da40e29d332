import { describe, expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import { exploreExhaustively, type TimingMode } from '../../src/exploration/index.js';
import { type RandomStream, Streams } from '../../src/kernel/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import { scenarioOf, settingOf } from './shipped.js';

const SETS = [
  'none',
  'lease',
  'outbox',
  'unique-intent',
  'memory-position,lease,outbox',
  'memory-position,pending-lock,lease',
  'cycle-set,outbox',
  'recent-trade,outbox',
];

/** Crashes, pauses, time-outs and clocks in small worlds of one or two processes. */
function randomWorld(draws: RandomStream): string {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const runners = pick(['r1'], ['r1', 'r2']);
  const signals = Array.from({ length: pick(1, 2, 2) }, (_, index) => {
    const symbol = pick('APP', 'APP', 'GME');
    const more = pick('', '', ', path: second', ', scale-in: true', ', at: 400ms');
    return `  - {id: s${index}, symbol: ${symbol}, quantity: 7, price: 540.00, runner: ${pick(...runners)}${more}}`;
  });
  const statement = pick(
    'submit order',
    'insert trade',
    'write position',
    'read positions',
    'open outbox for',
    'settle outbox for',
    'acquire lease on',
    'claim intent',
  );
  const faults = pick(
    [`  - {kind: crash, statement: ${statement}, for: ${pick('10ms', '1s')}}`],
    [`  - {kind: crash, signal: s0, statement: ${statement}, for: ${pick('0s', '300ms')}}`],
    [`  - {kind: pause, signal: s0, statement: submit order, for: 500ms}`],
    [`  - {kind: ${pick('broker-timeout', 'order-lost')}, signal: s0, nth: 1, for: 300ms}`],
    [`  - {kind: ${pick('clock-skew', 'wrong-zone')}, runner: r1, by: 400ms}`],
  );
  const profile = (): string =>
    pick('constant(200ms)', 'uniform(100ms,200ms)', 'uniform(0ms,1s)', 'uniform(300ms,400ms)');
  return [
    'title: A small world',
    'start: 2026-01-26T15:42:07.5Z',
    'system:',
    '  limiter: none',
    `  closing: ${pick('true', 'false', 'false')}`,
    `  lease-ttl: ${pick('300ms', '1s', '10s')}`,
    `  recent-trade-window: ${pick('1s', '2s')}`,
    ...pick([], [`  broker-timeout: ${pick('200ms', '1s')}`, `  broker-retries: ${pick(0, 1)}`]),
    '  runners:',
    ...runners.map(
      (id) => `    - {id: ${id}, start: ${draws.below(4) * 100}ms, process: ${pick('a', 'b')}}`,
    ),
    'account: {cash: 144420.92}',
    'signals:',
    ...signals,
    'faults:',
    ...faults,
    `latency: {db.read: "${profile()}", db.write: "${profile()}", broker: "${profile()}"}`,
  ].join('\n');
}

/** Every outcome found, doubted by random walks; null where `RUNS_MAX` runs did not exhaust it. */
async function explored(
  program: ScenarioProgram,
  timing: TimingMode,
): Promise<readonly string[] | null> {
  const draws = new Streams(1).open('audit');
  let runs = 0;
  const { coverage, components } = await exploreExhaustively(program, {
    timing,
    decomposition: 'ignore',
    shouldStop: () => ++runs > RUNS_MAX,
    onVoid: () => {
      runs = 0;
    },
    audit: { runs: WALKS, random: () => draws.next() },
  });
  if (coverage.kind === 'unfinished') return null;
  expect(coverage).toEqual({ kind: 'complete' });
  return [...components[0]!.outcomes.keys()];
}

const WALKS = 120;
const RUNS_MAX = 800;

/** Ten times as many worlds in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const WORLDS = 30 * TIMES;

/** The first ones, and three that once found what no footprint showed: which of two intents came first, a fault of two processes, two symbols in one name. */
const SEEDS = new Set([...Array.from({ length: WORLDS }, (_, index) => index + 1), 85, 87, 146]);

describe('an exploration with crashes, leases and intents that claims to be complete', () => {
  it('has run every class that random walks meet, timed and untimed', async () => {
    let complete = 0;
    for (const seed of SEEDS) {
      const draws = new Streams(seed).open('worlds');
      const text = randomWorld(draws);
      const guards = SETS[draws.below(SETS.length)]!;
      const timing = draws.below(4) === 0 ? 'untimed' : 'timed';
      const program = new ScenarioProgram(settingOf(scenarioOf(text), guards));
      try {
        const outcomes = await explored(program, timing);
        if (outcomes === null) continue;
        complete++;
        for (const name of outcomes) expect(name, `seed ${seed}`).not.toContain('no-stall');
      } catch (error) {
        throw new Error(`seed ${seed}, ${guards}, ${timing}:\n${text}`, { cause: error });
      } finally {
        program.close();
      }
    }
    expect(complete).toBeGreaterThan(18 * TIMES);
    counted('worlds with crashes, leases and intents', {
      seeds: `1–${WORLDS}, 85, 87, 146`,
      counts: { worlds: SEEDS.size, 'complete explorations': complete },
    });
  });
});
