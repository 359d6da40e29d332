import { describe, expect, it } from 'vitest';
import { checkAmbient } from '../../src/experiments/ambient-check.js';
import { watchAmbient } from '../../src/experiments/ambient-watch.js';
import { ScenarioProgram } from '../../src/experiments/scenario-program.js';
import { explore, RandomWalk } from '../../src/exploration/index.js';
import { Streams } from '../../src/kernel/index.js';
import { guardsOf, worldOf } from '../simulation/small-world.js';

const BURST = worldOf(`signals:
  - {id: first, symbol: APP, quantity: 7, price: 540.00}
  - {id: again, symbol: APP, quantity: 7, price: 540.00}`);

/** Ten orders of events, drawn at seed 1. */
const tenOrders = (): RandomWalk => {
  const schedule = new Streams(1).open('schedule');
  return new RandomWalk({ runs: 10, random: () => schedule.next() });
};

describe('our own system under test', () => {
  it.each(['none', 'all'])(
    'reaches past no port, on a real database, guards %s',
    async (guardSet) => {
      const program = new ScenarioProgram({
        scenario: BURST,
        guardSet,
        guards: guardsOf(guardSet),
        seed: 1,
      });
      // Opening the database is real I/O: once, before anything is watched.
      await program.simulation();
      expect(await checkAmbient(program, tenOrders)).toEqual({
        uses: [],
        difference: null,
        findings: [],
      });
      const plain = await explore(program, tenOrders);
      const watched = await explore(watchAmbient(program, 'calls'), tenOrders);
      expect([...watched.outcomes.keys()]).toEqual([...plain.outcomes.keys()]);
      expect([watched.classes, watched.schedules]).toEqual([plain.classes, plain.schedules]);
      program.close();
    },
  );
});
