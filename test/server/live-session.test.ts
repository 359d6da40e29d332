import { describe, expect, it } from 'vitest';
import { type LiveExploration, type LiveState, withFrame } from '../../src/live/index.js';
import { LiveFeed, LiveSession } from '../../src/server/index.js';
import { FakeSink, messagesOf } from './fake-sink.js';
import { replayed, SCENE } from './serving.js';

const EXPLORATION: LiveExploration = {
  phase: 'exploring',
  schedules: 1,
  classes: 1,
  failing: 0,
  perSecond: 100,
  estimate: 12,
  failure: null,
  verdict: null,
  claim: null,
  links: [],
};
const FAILURE = {
  kind: 'stale-read',
  words: 'APP can be bought twice.',
  afterSchedules: 2,
  story: ['one', 'two'],
  storyCut: 0,
  replayLine: 'npx racetape replay x --token T',
  isMinimal: false,
};

/** A session, and a page that follows it by what it hears alone. */
async function followed(guards = 'none') {
  const feed = new LiveFeed('s');
  const session = new LiveSession(feed, { market: 'auto', speed: 1, choices: [] });
  const sink = new FakeSink();
  feed.join(sink, null, () => session.snapshot());
  const { served, events } = await replayed('app-4x-buy', guards);
  const heard = () => messagesOf(sink.text);
  const page = (): LiveState => {
    let state: LiveState | null = null;
    for (const { event, data } of heard()) {
      if (event === 'snapshot') state = data as LiveState;
      if (event === 'frame') state = withFrame(state!, data as never);
      if (event === 'exploration')
        state = { ...state!, exploration: data as LiveState['exploration'] };
      if (event === 'sweep') state = { ...state!, sweep: data as LiveState['sweep'] };
    }
    return state!;
  };
  return { feed, session, served, events, heard, page };
}

const asSent = (state: LiveState): unknown => JSON.parse(JSON.stringify(state));

describe('a live session', () => {
  it('tells a page that follows it the same as one that comes late', async () => {
    const { session, served, page } = await followed();
    session.prepare(SCENE, served);
    expect(page().moment.phase).toBe('preparing');
    session.show(SCENE, served);
    for (let ms = 0; ms <= 3_000; ms += 10) {
      session.tick(ms);
      if (ms % 100 !== 0) continue;
      session.flush();
      expect(page()).toEqual(asSent(session.snapshot()));
    }
    expect(page().moment.phase).toBe('ended');
    expect(page().account).toMatchObject({
      tradesCount: 4,
      fillsCount: 4,
      duplicatesCount: 3,
      equity: 201_581_220_000,
    });
    expect(page().positions.find(({ symbol }) => symbol === 'APP')).toMatchObject({
      brokerQuantity: 22,
    });
  });

  it('moves cash, equity, positions and trades on the way', async () => {
    const { session, served, heard } = await followed();
    session.show(SCENE, served);
    for (let ms = 0; ms <= 3_000; ms += 10) session.tick(ms);
    const frames = heard().filter(({ event }) => event === 'frame');
    const cash = new Set(frames.map(({ data }) => (data as LiveState).account!.cash));
    expect(cash.size).toBeGreaterThanOrEqual(3);
    // At most ten a second, however often it is ticked.
    expect(frames.length).toBeLessThanOrEqual(31);
  });

  it('shows a duplicate when the cursor passes it, and not before', async () => {
    const { session, served, page } = await followed();
    const seqs = served.findings.filter((f) => f.duplicateKind !== null).map(({ seq }) => seq);
    session.show(SCENE, served);
    while (page().duplicates.length === 0) session.control({ action: 'step' });
    expect(page().moment.seq).toBe(Math.min(...seqs));
    expect(page().duplicates[0]).toMatchObject({ symbol: 'APP', kind: 'check-then-act' });
    expect(page().account!.duplicatesCount).toBe(1);
  });

  it('steps, pauses, plays, changes speed and begins again', async () => {
    const { session, served, page, events } = await followed();
    expect(session.control({ action: 'step' })).toBe(false);
    session.show(SCENE, served);
    session.control({ action: 'step' });
    session.control({ action: 'step' });
    expect(page().moment).toMatchObject({ phase: 'paused', seq: 1 });
    expect(session.runner).toBe('paused');
    session.control({ action: 'speed', speed: 1_000 });
    session.control({ action: 'play' });
    expect(page().moment).toMatchObject({ phase: 'playing', speed: 1_000 });
    expect(session.runner).toBe('running');
    session.tick(0);
    session.tick(60_000);
    expect(page().moment).toMatchObject({ phase: 'ended', seq: events.length - 1 });
    expect(session.runner).toBe('finished');
    session.control({ action: 'restart' });
    expect(page().moment).toMatchObject({ phase: 'playing', seq: -1, speed: 1_000 });
    expect(page().trades).toEqual([]);
    expect(page().account).toMatchObject({ cash: 144_420_920_000, tradesCount: 0 });
    session.control({ action: 'pause' });
    expect(page().moment.phase).toBe('paused');
  });

  it('tells counts of an exploration a few times a second, and a first failure at once', async () => {
    const { session, served, heard, page } = await followed();
    session.prepare(SCENE, served);
    const told = () => heard().filter(({ event }) => event === 'exploration').length;
    session.explore(EXPLORATION);
    expect(told()).toBe(1);
    for (let schedules = 2; schedules < 1_000; schedules++)
      session.explore({ ...EXPLORATION, schedules });
    expect(told()).toBe(1);
    session.tick(1_000);
    expect(told()).toBe(2);
    expect(page().exploration!.schedules).toBe(999);
    session.explore({ ...EXPLORATION, failure: FAILURE });
    expect(told()).toBe(3);
    expect(page().exploration!.failure).toEqual(FAILURE);
    session.explore({ ...EXPLORATION, failure: FAILURE, schedules: 1_000 });
    expect(told()).toBe(3);
    session.explore({ ...EXPLORATION, phase: 'ended', failure: FAILURE });
    expect(told()).toBe(4);
  });

  it('tells counts of a sweep a few times a second, and its end at once', async () => {
    const { session, served, heard, page } = await followed();
    session.prepare(SCENE, served);
    const told = () => heard().filter(({ event }) => event === 'sweep').length;
    const sweep = {
      phase: 'sweeping',
      vary: ['db.write=0ms..40ms:20ms'],
      doing: 'points',
      done: 0,
      of: 9,
      critical: [],
      links: [],
    } as const;
    session.sweep(sweep);
    for (let done = 1; done < 9; done++) session.sweep({ ...sweep, done });
    expect(told()).toBe(1);
    session.tick(1_000);
    expect(told()).toBe(2);
    expect(page().sweep).toMatchObject({ done: 8, of: 9 });
    session.sweep({ ...sweep, phase: 'ended' });
    expect(told()).toBe(3);
    session.prepare(SCENE, served);
    expect(page().sweep).toBeNull();
  });

  it('forgets the one before when another is chosen', async () => {
    const { session, served, page } = await followed();
    session.show(SCENE, served);
    session.tick(0);
    session.tick(60_000);
    session.explore({ ...EXPLORATION, failure: FAILURE });
    session.prepare({ ...SCENE, title: 'Another' }, served);
    expect(page()).toMatchObject({
      scene: { title: 'Another' },
      account: null,
      positions: [],
      trades: [],
      duplicates: [],
      recent: [],
      exploration: null,
    });
    expect(session.view?.account.seq).toBe(-1);
  });
});
