// Runs per CPU second of the four-task burst on real SQLite, explored and judged:
// ours against fast-check's scheduler on the same trading code, the same guards,
// the same tables; beside the bare loop of that code with nothing recorded.
import fc from 'fast-check';
import { fastJudge } from '../dist/assertions/index.js';
import { TradingTables } from '../dist/database/index.js';
import { GUARD_SETS } from '../dist/domain/index.js';
import { guardsAt } from '../dist/guards/index.js';
import { Streams } from '../dist/kernel/index.js';
import { Simulation } from '../dist/simulation/index.js';
import { Runner } from '../dist/trading/index.js';
import { burstScenario } from './burst.js';
import { alternate, printTable } from './measure.js';
import { PlainFeed, PlainWorld } from './plain-ports.js';

const scenario = burstScenario();

async function plainContender(guards, drive) {
  const tables = await TradingTables.open({
    positions: [],
    account: { cash: scenario.account.cash, equity: scenario.account.cash },
    intents: guards.includes('unique-intent'),
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

async function ours(guards) {
  const simulation = await Simulation.open({ scenario, guards, seed: 1, runs: 'many' });
  const stream = new Streams(1).open('bench');
  const header = headerOf(guards);
  const chooser = {
    sees: 'all',
    choose: (enabled) => stream.below(enabled.length),
    stepped: () => {},
  };
  return async (runs) => {
    for (let run = 0; run < runs; run++) {
      const judge = fastJudge(header);
      await simulation.run(chooser, (event) => judge.step(event), 'judged');
      judge.finish();
    }
  };
}

function headerOf(guards) {
  const { id, path, account, positions, record, expect, startEpochUs } = scenario;
  const words = { id, path, account, positions, record, expect, startEpochUs };
  return { scenario: words, guards, guardSet: 'bench', seed: 1, token: '' };
}

export async function benchExplore() {
  for (const name of ['all', 'none']) {
    const guards = GUARD_SETS[name];
    const results = await alternate(
      {
        'ours, explored and judged': await ours(guards),
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

await benchExplore();
