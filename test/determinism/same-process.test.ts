import { describe, expect, it } from 'vitest';
import { replay } from '../../src/experiments/index.js';
import { DefaultChooser } from '../../src/kernel/index.js';
import { Simulation } from '../../src/simulation/index.js';
import { digestLines, requestOf, SETS, shippedScenarios } from './digests.js';

describe('the same seed twice in one process', () => {
  for (const seed of [1, 2, 4_294_967_295]) {
    it(`gives the same digests for every shipped scenario and guard set, seed ${seed}`, async () => {
      const first = await digestLines(seed);
      expect(first.length).toBe(shippedScenarios().length * SETS.length);
      expect(await digestLines(seed)).toEqual(first);
    });
  }

  it('gives the same database, byte for byte, and the same lines, seed 1', async () => {
    for (const scenario of shippedScenarios()) {
      const once = async () => {
        const lines: string[] = [];
        const { database } = await replay(requestOf(scenario, 'three-layer'), {
          header: (_, line) => lines.push(line),
          event: (_, line) => lines.push(line),
        });
        return { lines, database: Buffer.from(database).toString('base64') };
      };
      expect(await once()).toEqual(await once());
    }
  });

  it('does not depend on replays that run at the same time, seed 1', async () => {
    const scenarios = shippedScenarios();
    const alone = await digestLines(1);
    const deaf = { header: () => undefined, event: () => undefined };
    const together = await Promise.all(
      scenarios.flatMap((scenario) =>
        SETS.map(async (set) => {
          const { digest, eventsCount } = await replay(requestOf(scenario, set), deaf);
          return `${scenario.id} ${set} ${digest} ${eventsCount} events`;
        }),
      ),
    );
    expect(together).toEqual(alone);
  });
});

describe('other seeds', () => {
  it('give other tapes wherever something is drawn: seeds 1 and 2 share no digest', async () => {
    const [one, two] = [await digestLines(1), await digestLines(2)];
    expect(one.filter((line) => two.includes(line))).toEqual([]);
  });
});

describe('a tape', () => {
  it('is the same whether draws and names are kept for many runs or not, seed 1', async () => {
    for (const scenario of shippedScenarios()) {
      const tapes = [];
      for (const runs of ['one', 'many'] as const) {
        const { guards } = requestOf(scenario, 'three-layer');
        const simulation = await Simulation.open({ scenario, guards, seed: 1, runs });
        const events: object[] = [];
        await simulation.run(new DefaultChooser(simulation.streams), (event) => events.push(event));
        simulation.close();
        tapes.push(events);
      }
      expect(tapes[1]).toEqual(tapes[0]);
    }
  });
});
