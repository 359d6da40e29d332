// Runs per CPU second of the four-task burst on real SQLite, explored and judged:
// ours against fast-check's scheduler on the same trading code, the same guards,
// the same tables; beside the bare loop of that code with nothing recorded.
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { TradingTables } from '../dist/database/index.js';
import { GUARD_SETS } from '../dist/domain/index.js';
import { openExplorePool, ScenarioProgram } from '../dist/experiments/index.js';
import { explore, RandomWalk, RememberedProgram } from '../dist/exploration/index.js';
import { guardsAt } from '../dist/guards/index.js';
import { Streams } from '../dist/kernel/index.js';
import { Runner } from '../dist/trading/index.js';
import { burstScenario } from './burst.js';
import { alternate, median, printTable } from './measure.js';
import { PlainFeed, PlainWorld } from './plain-ports.js';

const scenario = burstScenario();

async function plainContender(guards, drive) {
  const tables = await TradingTables.open({
    positions: [],
    account: { cash: scenario.account.cash, equity: scenario.account.cash },
    intents: guards.includes('unique-intent'),
    lastBuyIsRead: guards.includes('recent-trade'),
    startEpochMs: 0,
    symbols: ['APP'],
  });
  const once = async (leg) => {
    tables.reset(
      () => 0,
      () => 0.5,
    );
    const world = new PlainWorld(tables, guards, leg);
    const runner = new Runner(world.ports, scenario.system, guardsAt('path', guards));
    return { world, ended: runner.runCycle(new PlainFeed([...scenario.signals])) };
  };
  return (runs) => drive(runs, once);
}

const judgePlain = (world, counts) => {
  counts[Math.max(0, world.fills.length - 1)] =
    (counts[Math.max(0, world.fills.length - 1)] ?? 0) + 1;
};

const bare = (guards) =>
  plainContender(guards, async (runs, once) => {
    for (let run = 0; run < runs; run++) {
      const { ended } = await once(() => Promise.resolve());
      await ended;
    }
  });

const fastCheck = (guards) =>
  plainContender(guards, async (runs, once) => {
    const counts = [];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, ended } = await once((label) =>
          scheduler.schedule(Promise.resolve(), label),
        );
        await scheduler.waitIdle();
        await ended;
        judgePlain(world, counts);
      }),
      { numRuns: runs, seed: 1 },
    );
  });

/** The product's own way: a random walk through the engine, classes counted, outcomes judged and tallied. */
function ours(guards, memory) {
  const program = new ScenarioProgram({ scenario, guardSet: guards.join(','), guards, seed: 1 });
  const stream = new Streams(1).open('bench');
  const remembered = memory === 'remembered' ? new RememberedProgram(program) : program;
  return (runs) => explore(remembered, () => new RandomWalk({ runs, random: () => stream.next() }));
}

export async function benchExplore() {
  for (const name of ['all', 'none']) {
    const guards = GUARD_SETS[name];
    const results = await alternate(
      {
        'ours, explored and judged': ours(guards, 'none'),
        'the same, with remembered runs': ours(guards, 'remembered'),
        'fast-check, waitIdle': await fastCheck(guards),
        'bare loop, nothing recorded': await bare(guards),
      },
      { runs: 6000, rounds: 5 },
    );
    printTable(
      `four-task burst, guards ${name}: runs per CPU second`,
      results,
      'fast-check, waitIdle',
    );
  }
}

/**
 * Wall-clock of one sample with one worker and with two, alternated; beside it two
 * threads that share nothing and each draw the whole sample, which is all that two
 * workers can gain on this machine. Pools and threads are opened outside the clock.
 */
async function benchWorkers() {
  const guards = GUARD_SETS.none;
  const plain = {
    scenario,
    guardSet: 'none',
    guards,
    seed: 1,
    mode: 'sample',
    timing: 'untimed',
    bound: 0,
    schedules: 16_000,
    strategy: 'random',
  };
  const request = { ...plain, shouldStop: () => false };
  const pools = [openExplorePool(1), openExplorePool(2)];
  const threads = [1, 2].map(() => new Worker(new URL('./alone.js', import.meta.url)));
  const contenders = {
    one: () => pools[0].explore(request),
    two: () => pools[1].explore(request),
    apart: () => Promise.all(threads.map((thread) => drawnBy(thread, plain))),
  };
  const times = { one: [], two: [], apart: [] };
  for (let round = -1; round < 5; round++) {
    for (const [name, draw] of Object.entries(contenders)) {
      const start = performance.now();
      await draw();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  for (const pool of pools) await pool.close();
  for (const thread of threads) await thread.terminate();
  const gain = (name, samples) =>
    median(times.one.map((one, round) => (samples * one) / times[name][round])).toFixed(2);
  console.log(
    `\ntwo workers over one, ${plain.schedules} sampled runs: x${gain('two', 1)}; ` +
      `two threads that share nothing: x${gain('apart', 2)}`,
  );
}

function drawnBy(thread, request) {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.postMessage(request);
  });
}

await benchExplore();
await benchWorkers();
