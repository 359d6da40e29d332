import { describe, expect, it } from 'vitest';
import {
  Exhaustive,
  type ExploreOptions,
  explore,
  RandomWalk,
  RememberedProgram,
  replaySchedule,
  wishGuide,
} from '../../src/exploration/index.js';
import { HostTurns, Kernel, type Program, settle } from '../../src/kernel/index.js';
import { FIRST, pause, settingOf } from '../kernel/kernel-under-test.js';
import { dice } from './dice.js';
import { fourEffects, straightLineProgram } from './straight-line-tasks.js';

/** A host whose clock moves only where it is told to; it notes when it was given a turn. */
class SlowHost {
  ms = 0;
  readonly turnsMs: number[] = [];
  readonly turns = new HostTurns(
    () => this.ms,
    async () => {
      await settle('strict');
      this.turnsMs.push(this.ms);
    },
  );

  /** The longest that anything had to wait for the host. */
  get longestMs(): number {
    const moments = [0, ...this.turnsMs, this.ms];
    return Math.max(...moments.slice(1).map((ms, index) => ms - moments[index]!));
  }
}

/** The program, each run of which takes so long. */
function slow<Outcome>(program: Program<Outcome>, host: SlowHost, runMs: number): Program<Outcome> {
  return {
    ...program,
    runOnce: (chooser) => {
      host.ms += runMs;
      return program.runOnce(chooser);
    },
  };
}

const threeTasks = () => straightLineProgram(Array.from({ length: 3 }, () => fourEffects()));
const RUNS = 378;
/** Without preferences: the default order. */
const DEFAULT = wishGuide({ picks: new Map(), answers: new Map() });

async function found(options: ExploreOptions, program = threeTasks()) {
  const { outcomes, coverage, classes, schedules } = await explore(
    program,
    new Exhaustive(),
    options,
  );
  return { outcomes: [...outcomes.values()], coverage, classes, schedules };
}

describe('an exploration', () => {
  it.each([
    ['a microsecond', 0.001],
    ['ten milliseconds', 10],
    ['a tenth of a second', 100],
  ])('lets the host turn every 200 ms at the latest where a run takes %s', async (_, runMs) => {
    const host = new SlowHost();
    await explore(slow(threeTasks(), host, runMs), new Exhaustive(), { turns: host.turns });
    expect(host.ms).toBeCloseTo(RUNS * runMs, 6);
    expect(host.longestMs).toBeLessThan(200);
    // No more turns than time asks for: a quick program hardly pays.
    expect(host.turnsMs.length).toBeLessThanOrEqual(host.ms / 50);
  });

  it('lets the host turn where runs are answered from memory', async () => {
    const host = new SlowHost();
    const memory = new RememberedProgram(threeTasks());
    const program: Program<string> = {
      accesses: memory.accesses,
      labelOf: (key) => memory.labelOf(key),
      nameOf: (outcome) => memory.nameOf(outcome),
      runOnce: (chooser) => memory.runOnce(chooser),
    };
    const walk = new RandomWalk({ runs: 6_000, random: dice(1) });
    await explore(slow(program, host, 1), walk, { turns: host.turns });
    expect(memory.remembered).toBeGreaterThan(1_000);
    expect(host.turnsMs.length).toBeGreaterThan(10);
    expect(host.longestMs).toBeLessThan(200);
  });

  it('comes to the same on a slow host, a quick one, and one whose clock jumps', async () => {
    const still = new SlowHost();
    const jumping = new SlowHost();
    const quick = await found({ turns: still.turns });
    expect(still.turnsMs).toEqual([]);
    const slowly = await found({ turns: jumping.turns }, slow(threeTasks(), jumping, 1_000));
    expect(jumping.turnsMs.length).toBe(RUNS);
    expect(slowly).toEqual(quick);
  });

  it('hears what is pressed while a program without a single promise is explored', async () => {
    const host = new SlowHost();
    let pressed = false;
    setImmediate(() => {
      pressed = true;
    });
    const { coverage, schedules } = await found(
      { turns: host.turns, shouldStop: () => pressed },
      slow(threeTasks(), host, 10),
    );
    expect(coverage).toEqual({ kind: 'unfinished' });
    expect(schedules).toBe(5);
  });
});

describe('replays one after another', () => {
  it('let the host turn as an exploration does', async () => {
    const host = new SlowHost();
    const program = slow(threeTasks(), host, 10);
    for (let nth = 0; nth < 100; nth++)
      await replaySchedule(program, DEFAULT, { turns: host.turns });
    expect(host.longestMs).toBeLessThan(200);
    expect(host.turnsMs.length).toBeGreaterThan(0);
  });
});

describe('one long run', () => {
  it('lets the host turn between its steps', async () => {
    const host = new SlowHost();
    const kernel = new Kernel({ ...settingOf(), turns: host.turns }, FIRST);
    void kernel.spawn('a', async (task) => {
      for (let nth = 0; nth < 1_000; nth++) {
        host.ms += 3;
        await pause(kernel, task, 1);
      }
    });
    await kernel.run();
    expect(host.longestMs).toBeLessThan(200);
    expect(host.turnsMs.length).toBeGreaterThan(10);
  });
});

describe('a limit of runs', () => {
  it.each([1, 100, RUNS - 1])(
    'ends a search of more than %i runs, and says so',
    async (runsMax) => {
      const cut = await explore(threeTasks(), new Exhaustive(), { runsMax });
      expect(cut).toMatchObject({ schedules: runsMax, endedBy: 'runsMax' });
      expect(cut.coverage).toEqual({ kind: 'unfinished' });
    },
  );

  it.each([RUNS, RUNS + 1])('of %i leaves a search of 378 runs its claim', async (runsMax) => {
    const whole = await explore(threeTasks(), new Exhaustive(), { runsMax });
    expect(whole).toMatchObject({ classes: RUNS, endedBy: 'strategy' });
    expect(whole.coverage).toEqual({ kind: 'complete' });
  });

  it('counts a sample by what was run', async () => {
    const sample = () => new RandomWalk({ runs: 10, random: dice(1) });
    const cut = await explore(threeTasks(), sample(), { runsMax: 4 });
    expect(cut.coverage).toEqual({ kind: 'sampled', runs: 4 });
    expect((await explore(threeTasks(), sample(), { runsMax: 10 })).coverage).toEqual({
      kind: 'sampled',
      runs: 10,
    });
  });
});
