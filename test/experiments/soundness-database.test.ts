import { describe, expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import { exploreExhaustively } from '../../src/exploration/index.js';
import { DefaultChooser, type RandomStream, Streams } from '../../src/kernel/index.js';
import { counted } from '../soundness/counted.js';
import { sized } from '../soundness/sizes.js';
import { scenarioOf, settingOf } from './shipped.js';

const GUARDS = ['memory-position', 'cycle-set', 'pending-lock', 'db-position', 'unique-intent'];
/** Ten times as many worlds in the full run. */
const TIMES = sized({ suite: 1, full: 10 });
const WORLDS = 40 * TIMES;

/** Two or three signals, some of them late, a pool that may run dry, writes that may keep the lock; time-outs from never to at once. */
function randomWorld(draws: RandomStream): string {
  const pick = <T>(...from: readonly T[]): T => from[draws.below(from.length)]!;
  const profile = (): string => pick('constant(2ms)', 'uniform(1ms,2ms)', 'uniform(0ms,10ms)');
  const signals = Array.from({ length: pick(2, 2, 3) }, () => {
    const late = draws.below(3) === 0 ? `, at: ${draws.below(10)}ms` : '';
    const runner = pick('r1', 'r1', 'r2');
    return `  - {symbol: ${pick('APP', 'GME')}, quantity: 7, price: 540.00, runner: ${runner}${late}}`;
  });
  const separate = draws.below(3) === 0 ? ', process: other' : '';
  const hold =
    draws.below(3) === 0 ? `, db.write.hold: "${pick('constant(1ms)', 'uniform(0ms,4ms)')}"` : '';
  return [
    'title: A small world with few connections',
    'start: 2026-01-26T15:42:07Z',
    'system:',
    '  limiter: none',
    '  closing: false',
    `  parallelism: ${pick(1, 8, 8)}`,
    `  runners: [{id: r1}, {id: r2, start: ${draws.below(4)}ms${separate}}]`,
    'account: {cash: 144420.92}',
    'signals:',
    ...signals,
    `latency: {db.read: "${profile()}", db.write: "${profile()}", broker: "${profile()}"${hold}}`,
    `database: {pool: ${pick(1, 2, 3)}, leaked: ${pick(0, 0, 1)}, checkout-timeout: ${pick('none', '2ms', '8ms', '10s')}, busy-timeout: ${pick('0s', '2ms', '5s')}, keeps: ${pick('statement', 'booking')}}`,
  ].join('\n');
}

describe('an exploration of a database with few connections that claims to be complete', () => {
  it(`has every class and every outcome that random orders and replays show, seeds 1–${WORLDS}`, async () => {
    const seen = { complete: 0, stalls: 0, classes: 0 };
    for (let nth = 1; nth <= WORLDS; nth++) {
      const draws = new Streams(nth).open('world');
      const guards = GUARDS.filter(() => draws.below(2) === 0).join(',') || 'none';
      const setting = settingOf(scenarioOf(randomWorld(draws)), guards);
      for (const timing of ['timed', 'untimed'] as const) {
        const words = `world ${nth}, ${guards}, ${timing}`;
        const program = new ScenarioProgram(setting);
        const found = await explored(program, timing, words);
        program.close();
        if (found === null) continue;
        seen.complete++;
        seen.classes += found.classes;
        if (found.outcomes.some((name) => name.includes('no-stall'))) seen.stalls++;
        for (let seed = 1; seed <= 4; seed++) {
          const plain = new ScenarioProgram({ ...setting, seed });
          const { name } = await plain.runOnce(new DefaultChooser(new Streams(seed)));
          plain.close();
          expect(found.outcomes, `${words}, seed ${seed}`).toContain(name);
        }
      }
    }
    expect(seen.complete).toBeGreaterThan(35 * TIMES);
    expect(seen.stalls).toBeGreaterThan(2 * TIMES);
    expect(seen.classes).toBeGreaterThan(600 * TIMES);
    counted('worlds of a database with few connections', {
      seeds: `1–${WORLDS}`,
      counts: { worlds: WORLDS, 'complete explorations': seen.complete, classes: seen.classes },
    });
  });
});

/** Null where 250 runs did not exhaust it. */
async function explored(program: ScenarioProgram, timing: 'timed' | 'untimed', words: string) {
  const draws = new Streams(1).open('audit');
  let runs = 0;
  const { coverage, components, classes } = await exploreExhaustively(program, {
    timing,
    decomposition: 'ignore',
    shouldStop: () => ++runs > 250,
    onVoid: () => {
      runs = 0;
    },
    audit: { runs: 60, random: () => draws.next() },
  });
  if (coverage.kind === 'unfinished') return null;
  expect(coverage, words).toEqual({ kind: 'complete' });
  return { outcomes: [...components[0]!.outcomes.keys()], classes };
}
