import { describe, expect, it } from 'vitest';
import {
  AccessTable,
  engine,
  Kernel,
  KernelClock,
  KernelSemaphore,
  LockKnowledge,
  NameTable,
  type Program,
  ProgramFault,
  Streams,
} from '../../src/index.js';

const settingOf = () => ({
  names: new NameTable(),
  accesses: new AccessTable(),
  streams: new Streams(1),
  locks: new LockKnowledge(),
});

type Setting = ReturnType<typeof settingOf>;

/** Two tasks take two locks in opposite order; by default each is done before the other begins. */
function inversion(setting: Setting, name = (lock: 'L' | 'M'): string => lock): Program<string> {
  return {
    accesses: setting.accesses,
    locks: setting.locks,
    labelOf: (key) => `completion ${key}`,
    nameOf: (outcome) => outcome,
    async runOnce(chooser) {
      const kernel = new Kernel(setting, chooser);
      const [L, M] = (['L', 'M'] as const).map(
        (lock) =>
          new KernelSemaphore(kernel, {
            name: name(lock),
            permits: 1,
            usersMax: 2,
            listener: null,
          }),
      );
      const run = (task: string, startUs: number, first: KernelSemaphore, then: KernelSemaphore) =>
        void kernel.spawn(task, async (me) => {
          const clock = new KernelClock(kernel, me);
          await clock.sleep(startUs);
          await first.acquire(me);
          await clock.sleep(1_000);
          await then.acquire(me);
          then.release(me);
          first.release(me);
        });
      run('A', 1_000, L!, M!);
      run('B', 9_000, M!, L!);
      await kernel.run();
      return kernel.blocked().length > 0 ? 'DEADLOCK' : 'fine';
    },
  };
}

/** The program without what it has to carry. */
function forgetful<Outcome>({ locks: _, ...rest }: Program<Outcome>): Program<Outcome> {
  return rest;
}

describe('a program with locks', () => {
  it('has all of its classes at the first call, the deadlock among them', async () => {
    const found = await engine.exploreExhaustively(inversion(settingOf()));
    expect(found).toMatchObject({ coverage: { kind: 'complete' }, classes: 3, redundant: 0 });
    expect([...found.components[0]!.outcomes.keys()].sort()).toEqual(['DEADLOCK', 'fine']);
  });

  it('has them by any strategy that is made anew, and at the second call too', async () => {
    const program = inversion(settingOf());
    for (const _ of ['first', 'second']) {
      const found = await engine.explore(program, () => new engine.Exhaustive());
      expect([found.coverage.kind, found.classes]).toEqual(['complete', 3]);
    }
  });

  it('tells its listeners that what they heard is void', async () => {
    let heard: string[] = [];
    let voids = 0;
    const found = await engine.explore(inversion(settingOf()), () => new engine.Exhaustive(), {
      onVoid: () => {
        voids += 1;
        heard = [];
      },
      onRun: (_run, _relation, outcome) => heard.push(outcome),
    });
    expect(voids).toBeGreaterThan(0);
    expect(heard).toHaveLength(found.schedules);
  });

  it('claims nothing where the budget ends before it is known which locks matter', async () => {
    let runs = 0;
    const { coverage, classes, schedules } = await engine.exploreExhaustively(
      inversion(settingOf()),
      { shouldStop: () => ++runs > 1 },
    );
    expect({ coverage, classes, schedules }).toEqual({
      coverage: { kind: 'unfinished' },
      classes: 0,
      schedules: 0,
    });
  });

  it('knows of two locks that happen to have one name', async () => {
    const found = await engine.exploreExhaustively(inversion(settingOf(), () => 'the same'));
    expect(found.components[0]!.outcomes.keys()).toContain('DEADLOCK');
  });

  it('orders steps in a replay by a lock that made somebody wait', async () => {
    const { run } = await engine.replaySchedule(inversion(settingOf()), engine.defaultGuide);
    const touched = Array.from({ length: run.length }, (_, step) =>
      run.ids.describe(run.footprintIds[step]!),
    );
    expect(touched.join()).toContain('lock:L');
  });

  it('takes a strategy only where it need not begin again', async () => {
    const program = inversion(settingOf());
    await expect(engine.explore(program, new engine.Exhaustive())).rejects.toThrow(ProgramFault);
    expect(await engine.explore(program, new engine.Exhaustive())).toMatchObject({ classes: 3 });
  });
});

describe('a lock of which the engine cannot know', () => {
  it.each([
    ['explored exhaustively', engine.exploreExhaustively],
    ['explored', (program: Program<string>) => engine.explore(program, new engine.Exhaustive())],
    ['replayed', (program: Program<string>) => engine.replaySchedule(program, engine.defaultGuide)],
  ])('is refused when %s: the program carries no knowledge', async (_how, look) => {
    const looked = look(forgetful(inversion(settingOf())));
    await expect(looked).rejects.toThrow(ProgramFault);
    await expect(looked).rejects.toThrow(/lock \(L\).*locks: setting\.locks/);
  });

  it('is refused where the program carries other knowledge than its kernel', async () => {
    const program = { ...inversion(settingOf()), locks: new LockKnowledge() };
    await expect(engine.exploreExhaustively(program)).rejects.toThrow(/other knowledge of locks/);
  });

  it('is refused where each run begins to learn anew', async () => {
    const setting = settingOf();
    const program: Program<string> = {
      ...inversion(setting),
      runOnce: (chooser) => inversion({ ...setting, locks: new LockKnowledge() }).runOnce(chooser),
    };
    await expect(engine.exploreExhaustively(program)).rejects.toThrow(ProgramFault);
  });

  it('is refused where each run gives it another name: it would never be settled', async () => {
    let run = 0;
    const program = inversion(settingOf(), (lock) => `${lock}${run++}`);
    await expect(engine.exploreExhaustively(program)).rejects.toThrow(/the same name in every run/);
  });

  it('is refused in a component that does not carry what its whole knows', async () => {
    const setting = settingOf();
    const parts = [inversion(setting), forgetful(inversion(settingOf()))];
    const whole = { ...inversion(setting), components: () => parts };
    await expect(engine.exploreExhaustively(whole)).rejects.toThrow(/component/);
  });
});
