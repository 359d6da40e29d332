import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  belongingOfSetting,
  printRunToken,
  replayToken,
  ScenarioProgram,
} from '../../src/experiments/index.js';
import { engine } from '../../src/index.js';
import { Streams } from '../../src/kernel/index.js';
import { settingOf, shipped } from './shipped.js';

const SILENT = { header: () => {}, event: () => {} };

/** Tokens of the first `count` failing runs of a random walk, whatever their class. */
async function randomFailures(id: string, guardSet: string, count: number): Promise<string[]> {
  const setting = settingOf(shipped(id), guardSet);
  const program = new ScenarioProgram(setting);
  const schedules: engine.Schedule[] = [];
  const walk = () => {
    const stream = new Streams(20_260_127).open(`failures/${id}`);
    return new engine.RandomWalk({ runs: 20 * count, random: () => stream.next() });
  };
  await engine.explore(program, walk, {
    onVoid: () => {
      schedules.length = 0;
    },
    shouldStop: () => schedules.length >= count,
    onOutcome: (outcome, _name, takeSchedule) => {
      if (outcome.verdict === 'fail' && schedules.length < count) schedules.push(takeSchedule());
    },
  });
  const tokens: string[] = [];
  for (const schedule of schedules) {
    const { choices } = await engine.replaySchedule(program, engine.scheduleGuide(schedule));
    const belongsTo = belongingOfSetting(setting);
    tokens.push(printRunToken({ belongsTo, seed: setting.seed, choices, signals: null }));
  }
  program.close();
  return tokens;
}

async function digestOf(id: string, guardSet: string, token: string): Promise<string> {
  const { seed: _, ...setting } = settingOf(shipped(id), guardSet);
  const replayed = await replayToken(setting, token, 'stop', SILENT);
  if (replayed.kind !== 'replayed') throw new Error(JSON.stringify(replayed));
  expect(replayed.result.judgement.verdict).toBe('fail');
  return replayed.result.digest;
}

describe('the token of a random failure', () => {
  it('gives the same digest each time it is pasted: 200 failures, seed 20260127', async () => {
    const all = createHash('sha256');
    for (const [id, guardSet] of [
      ['app-overlapping-cycles', 'three-layer'],
      ['app-4x-buy', 'none'],
    ] as const) {
      const tokens = await randomFailures(id, guardSet, 100);
      expect(tokens).toHaveLength(100);
      for (const token of tokens) {
        expect(token.length).toBeLessThanOrEqual(160);
        const digest = await digestOf(id, guardSet, token);
        expect(await digestOf(id, guardSet, token)).toBe(digest);
        all.update(`${token} ${digest}\n`);
      }
    }
    // Tokens and digests together: equal on every Node version, which CI runs this on.
    expect(all.digest('hex')).toMatchInlineSnapshot(
      `"4651109933aaef0a38765c0f42e07c059ebb8fe9a722684563816dddbfba41fc"`,
    );
  });
});
