import { describe, expect, it } from 'vitest';
import { parseRunToken, replayToken } from '../../src/experiments/index.js';
import { exploring, scenarioOf, settingOf, shipped } from './shipped.js';

const SILENT = { header: () => {}, event: () => {} };

/** Symbols x tasks x two overlapping cycles, nothing at the end of a cycle, no limiter. */
function crowd(symbols: readonly string[], tasks: number, permits: number) {
  const signals = ['r1', 'r2'].flatMap((runner) =>
    symbols.flatMap((symbol) =>
      Array.from(
        { length: tasks },
        (_, n) =>
          `  - {id: ${symbol}-${n}-${runner}, symbol: ${symbol}, quantity: 7, price: 540.00, runner: ${runner}}`,
      ),
    ),
  );
  return scenarioOf(`
title: A crowd
story: Everybody wants everything.
source: {origin: test, recorded: [nothing], inferred: [everything]}
start: 2026-01-26T15:42:07Z
zone: America/New_York
system:
  limiter: none
  closing: false
  parallelism: ${permits}
  runners: [{id: r1, start: 0s}, {id: r2, start: 5ms}]
account: {cash: "$144,420.92"}
signals:
${signals.join('\n')}
latency: {db.read: "uniform(1ms,5ms)", db.write: "uniform(2ms,10ms)", broker: "uniform(8ms,40ms)"}
`);
}

describe('exploring the incidents as diagnosed under three-layer', () => {
  // Up to exchange of the equal signals: APP is bought by the one-share task or by one of the three
  // others; of GME's three tasks any is like the first. Everybody else is stopped by the cycle set.
  it.each([
    ['app-4x-buy', 'timed', 2],
    ['app-4x-buy', 'untimed', 2],
    ['gme-3x-buy', 'timed', 1],
    ['gme-3x-buy', 'untimed', 1],
  ] as const)('claims complete(N) for %s, %s, with N = %i', async (id, timing, classes) => {
    const { verdict, coverage, counterexample } = await exploring(shipped(id), 'three-layer', {
      timing,
    });
    expect({ verdict, kind: coverage.kind, classes: coverage.classes, counterexample }).toEqual({
      verdict: 'pass',
      kind: 'complete',
      classes,
      counterexample: null,
    });
  });

  it('has latency windows of at least five times their minimum', () => {
    for (const id of ['app-4x-buy', 'gme-3x-buy']) {
      for (const profile of Object.values(shipped(id).latency)) {
        expect(profile.kind).toBe('uniform');
        if (profile.kind === 'uniform') {
          expect(profile.maxUs).toBeGreaterThanOrEqual(5 * profile.minUs);
        }
      }
    }
  });
});

describe('exploring overlapping cycles', () => {
  it.each(['app-overlapping-cycles', 'app-overlapping-narrow'])(
    'breaks %s under three-layer with two signals and at most three deviations, and shows the twin',
    async (id) => {
      const scenario = shipped(id);
      const { verdict, coverage, counterexample, passingTwin } = await exploring(
        scenario,
        'three-layer',
      );
      expect([verdict, coverage.kind]).toEqual(['fail', 'complete']);
      expect(counterexample).toMatchObject({ signals: 2, kind: 'stale-read', minimal: true });
      expect(counterexample!.deviations).toBeLessThanOrEqual(3);
      expect(passingTwin!.words).toBe(
        'if the position of APP is written by r1.c1/first before r2.c1/again reads positions, it passes',
      );
      const { seed: _, ...setting } = settingOf(scenario, 'three-layer');
      const failing = await replayToken(setting, counterexample!.token, 'stop', SILENT);
      const passing = await replayToken(setting, passingTwin!.token, 'stop', SILENT);
      expect(failing.kind === 'replayed' && failing.result.judgement.verdict).toBe('fail');
      expect(passing.kind === 'replayed' && passing.result.judgement.verdict).toBe('pass');
    },
  );

  it('needs at least one deviation for the narrow windows, whose default order passes', async () => {
    const { counterexample } = await exploring(shipped('app-overlapping-narrow'), 'three-layer');
    expect(counterexample!.deviations).toBeGreaterThanOrEqual(1);
  });

  it.each(['app-overlapping-cycles', 'app-overlapping-narrow'])(
    'claims complete(N) for %s under all guards',
    async (id) => {
      const { verdict, coverage } = await exploring(shipped(id), 'all');
      expect([verdict, coverage.kind, coverage.redundant]).toEqual(['pass', 'complete', 0]);
    },
  );

  it('names from which leg latency on the class is possible, and no less makes it', async () => {
    const { counterexample } = await exploring(shipped('app-overlapping-narrow'), 'three-layer');
    const write = counterexample!.critical.find(({ operation }) => operation === 'db.write');
    expect(write!.legMaxUs).toBeGreaterThan(1_000);
    expect(write!.legMaxUs).toBeLessThanOrEqual(3_000);
  });
});

describe('exploring the second path', () => {
  it('finds the bypass under three-layer and none under all', async () => {
    const scenario = shipped('app-second-path');
    const failing = await exploring(scenario, 'three-layer');
    expect(failing.counterexample).toMatchObject({ kind: 'bypass' });
    const safe = await exploring(scenario, 'all');
    expect([safe.verdict, safe.coverage.kind]).toEqual(['pass', 'complete']);
  });

  it('leaves out the signals that the duplicate does not need', async () => {
    const { counterexample } = await exploring(shipped('app-second-path'), 'three-layer');
    expect(counterexample).toMatchObject({ signals: 2, fills: { APP: 2 } });
  });
});

describe('exploring three symbols, four tasks each, two overlapping cycles', () => {
  const scenario = crowd(['APP', 'GME', 'JD'], 4, 12);

  it.each([
    ['unique-intent', 12],
    ['pending-lock,unique-intent', 216],
  ] as const)('claims complete(N) with 12 permits under %s', async (guards, classes) => {
    const { verdict, coverage } = await exploring(scenario, guards, { timing: 'untimed' });
    expect([verdict, coverage.kind, coverage.classes]).toEqual(['pass', 'complete', classes]);
  });

  it('claims complete(N) with 8 permits by the open semaphore, and says so', async () => {
    const contended = crowd(['APP', 'GME', 'JD'], 4, 8);
    const { verdict, coverage } = await exploring(contended, 'unique-intent', {
      timing: 'untimed',
    });
    expect([verdict, coverage.kind]).toEqual(['pass', 'complete']);
    expect(coverage.note).toContain('semaphore open');
  });

  it('does not use the open semaphore where it would fail: the real orders are looked at', async () => {
    const { verdict, coverage } = await exploring(crowd(['APP'], 2, 1), 'none', {
      timing: 'untimed',
    });
    expect([verdict, coverage.kind]).toEqual(['fail', 'complete']);
    expect(coverage.note).toBeNull();
  });

  it('agrees with the whole where one symbol is explored apart', async () => {
    const one = await exploring(crowd(['APP'], 2, 12), 'unique-intent', { timing: 'untimed' });
    const two = await exploring(crowd(['APP', 'GME'], 2, 12), 'unique-intent', {
      timing: 'untimed',
    });
    expect(two.coverage.classes).toBe(2 * one.coverage.classes);
  });
});

describe('what an exploration claims', () => {
  const scenario = shipped('app-overlapping-narrow');

  it('is bounded(k) for the bounded mode', async () => {
    const { verdict, coverage } = await exploring(scenario, 'all', { mode: 'bounded', bound: 1 });
    expect([verdict, coverage.kind, coverage.bound]).toEqual(['pass', 'bounded', 1]);
  });

  it.each(['random', 'pct', 'pos'] as const)('is sampled(n) for %s', async (strategy) => {
    const { verdict, coverage } = await exploring(scenario, 'all', {
      mode: 'sample',
      timing: 'untimed',
      schedules: 40,
      strategy,
    });
    expect([verdict, coverage.kind, coverage.schedules]).toEqual(['pass', 'sampled', 40]);
  });

  it('is what was run and no proof where the budget ends it', async () => {
    let runs = 0;
    const { verdict, coverage } = await exploring(scenario, 'all', {
      shouldStop: () => ++runs > 5,
    });
    expect([verdict, coverage.kind]).toEqual(['inconclusive', 'sampled']);
    expect(coverage.note).toContain('stopped before every class was run');
  });

  it('is inconclusive where nothing ran', async () => {
    const { verdict } = await exploring(scenario, 'all', { shouldStop: () => true });
    expect(verdict).toBe('inconclusive');
  });

  it('tells its progress', async () => {
    const phases = new Set<string>();
    await exploring(scenario, 'three-layer', { onProgress: ({ phase }) => phases.add(phase) });
    expect([...phases]).toEqual(['exploring', 'shrinking', 'looking for the twin']);
  });
});

describe('a run in one word', () => {
  it('is refused where it is damaged, of another scenario, or of another version', async () => {
    const scenario = shipped('app-overlapping-narrow');
    const { seed: _, ...setting } = settingOf(scenario, 'three-layer');
    const { counterexample } = await exploring(scenario, 'three-layer');
    const { token } = counterexample!;
    const damaged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const elsewhere = settingOf(shipped('app-overlapping-cycles'), 'three-layer');
    const guarded = settingOf(scenario, 'all');
    for (const [where, what] of [
      [setting, damaged],
      [setting, `${token}.0.1`],
      [setting, `${token}.!`],
      [setting, 'd1-zzzzzzzzzzz-0'],
      [setting, `9${token.slice(1)}`],
      [elsewhere, token],
      [guarded, token],
    ] as const) {
      expect((await replayToken(where, what, 'stop', SILENT)).kind).toBe('refused');
    }
  });

  it('goes on by best effort on another guard set, and says where it stopped fitting', async () => {
    const scenario = shipped('app-overlapping-narrow');
    const { counterexample } = await exploring(scenario, 'three-layer');
    const other = settingOf(scenario, 'before');
    const replayed = await replayToken(other, counterexample!.token, 'best effort', SILENT);
    expect(replayed.kind).toBe('replayed');
    if (replayed.kind === 'replayed') expect(replayed.drift?.expected).toBeTypeOf('string');
  });

  it('names the default order of a seed too', async () => {
    const parsed = parseRunToken('d1-7-abc');
    expect(parsed).toEqual({
      kind: 'ok',
      token: { belongsTo: Number.parseInt('abc', 36), seed: 7, choices: null, signals: null },
    });
  });
});

describe('the story of a counterexample', () => {
  it('tells each step as it was in that run, not as in a run of the search for its twin', async () => {
    const { counterexample } = await exploring(shipped('app-overlapping-cycles'), 'three-layer');
    const { story } = counterexample!;
    expect(story.filter((step) => step === 'the account is written by r2.c1')).toHaveLength(1);
    expect(new Set(story).size).toBe(story.length);
  });

  it('is told as found where the budget ends before it is made smaller', async () => {
    let failing = 0;
    const { verdict, counterexample, passingTwin } = await exploring(
      shipped('app-overlapping-cycles'),
      'three-layer',
      {
        shouldStop: () => failing > 0,
        onProgress: (progress) => {
          failing = progress.failing;
        },
      },
    );
    expect([verdict, passingTwin]).toEqual(['fail', null]);
    expect(counterexample).toMatchObject({ signals: 2, minimal: false, kind: 'stale-read' });
  });
});
