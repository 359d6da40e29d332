import { describe, expect, it } from 'vitest';
import type { TapeEvent } from '../../src/tape/index.js';
import { buildScene } from '../../src/timeline/scene/build-scene.js';
import { filterOf, isFiltering, NO_FILTER } from '../../src/timeline/scene/filter.js';
import { findItem } from '../../src/timeline/scene/find-item.js';
import { GUTTER_PX, layOut } from '../../src/timeline/scene/lay-out.js';
import { axisTicks } from '../../src/timeline/scene/paint-axis.js';
import { paintScene, screenOf } from '../../src/timeline/scene/paint-scene.js';
import type { Pen } from '../../src/timeline/scene/pen.js';
import type { SceneRun } from '../../src/timeline/scene/scene.js';
import { buildTimeWarp } from '../../src/timeline/scene/time-warp.js';
import { panned, revealing, type View, wholeView, zoomed } from '../../src/timeline/scene/view.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import { endEntry, orderWords, TapeBuilder } from '../support/tape-builder.js';

const WIDTH_PX = 1_200;

interface Stroke {
  readonly what: string;
  readonly words: string;
  readonly x: number;
  readonly width: number;
}

/** A pen that notes what it is told to draw. */
function notingPen(): { readonly pen: Pen; readonly strokes: Stroke[] } {
  const strokes: Stroke[] = [];
  const note = (what: string, words: string, x: number, width = 0): void => {
    strokes.push({ what, words, x, width });
  };
  return {
    strokes,
    pen: {
      bar: (kind, { x, width }, look) => note(`bar ${look}`, kind, x, width),
      line: (style, { x }) => note('line', style, x),
      text: (style, words, { x }) => note(`text ${style}`, words, x),
      shape: (name, { x }, look) => note(`shape ${look}`, name, x),
      gap: ({ x, width }) => note('gap', '', x, width),
      clip: () => {},
      unclip: () => {},
    },
  };
}

function sceneRun(events: Iterable<TapeEvent>, duplicateSeqs: readonly number[] = []): SceneRun {
  const seqs = new Set(duplicateSeqs);
  return { events: [...events], isWhole: true, isDuplicate: ({ seq }) => seqs.has(seq) };
}

function painted(
  runs: readonly SceneRun[],
  look: { view?: View; partingUs?: number } = {},
): readonly Stroke[] {
  const scene = buildScene(runs, look.partingUs === undefined ? {} : { partingUs: look.partingUs });
  const view = look.view ?? wholeView(scene.warp.endU);
  const { pen, strokes } = notingPen();
  paintScene({ scene, layout: layOut(scene), view, widthPx: WIDTH_PX, cursorU: 0 }, pen);
  return strokes;
}

/** A burst of so many orders, one after the other, each filled by a task of its own; every second a duplicate. */
function burst(count: number): SceneRun {
  const tape = new TapeBuilder();
  for (let index = 0; index < count; index++) {
    const at = index * 10;
    const task = `r1.c1/s${index}`;
    const words = { operation: 'broker', statement: 'BUY 1 APP' } as const;
    tape.call(task, { ...words, atUs: at, effectUs: at + 3, responseUs: at + 8 });
    tape.at(at + 8, task, { kind: 'fill', orderId: index, ...orderWords(`s${index}`, 1) });
  }
  const events = tape.at(count * 10, null, endEntry()).events();
  const fills = events.filter(({ kind }) => kind === 'fill').map(({ seq }) => seq);
  return sceneRun(
    events,
    fills.filter((_, index) => index % 2 === 1),
  );
}

describe('the time warp', () => {
  const warp = buildTimeWarp([
    { fromUs: 0, toUs: 1_000 },
    { fromUs: 1_001_000, toUs: 1_002_000 },
  ]);

  it('shortens a long idle stretch and leaves the rest to scale', () => {
    expect(warp.breaks).toHaveLength(1);
    expect(warp.u(500)).toBe(500);
    expect(warp.u(1_001_500) - warp.u(1_001_000)).toBeCloseTo(500);
    expect(warp.endU).toBeLessThan(3_000);
  });

  it('can be undone, inside a break as well', () => {
    for (const us of [0, 400, 1_000, 5_000, 500_000, 1_001_000, 1_001_999])
      expect(warp.us(warp.u(us))).toBeCloseTo(us, 3);
  });

  it('bears nothing at all, and time before its beginning', () => {
    expect(buildTimeWarp([]).endU).toBe(1);
    expect(warp.u(-10)).toBe(-10);
  });
});

describe('a view', () => {
  const endU = 1_000;

  it('zooms around a place that stays where it is', () => {
    const whole = wholeView(endU);
    const near = zoomed(whole, { factor: 4, aroundU: 250, endU });
    const share = (view: View): number => (250 - view.fromU) / (view.toU - view.fromU);
    expect(near.toU - near.fromU).toBeCloseTo((whole.toU - whole.fromU) / 4);
    expect(share(near)).toBeCloseTo(share(whole));
  });

  it('never leaves the paper, and never becomes narrower than can be read', () => {
    const whole = wholeView(endU);
    expect(zoomed(whole, { factor: 0.1, aroundU: 0, endU })).toEqual(whole);
    expect(panned(whole, { byU: 900, endU })).toEqual(whole);
    const nearest = zoomed(whole, { factor: 1e9, aroundU: 10, endU });
    expect(nearest.toU - nearest.fromU).toBe(20);
  });

  it('moves only as far as it must to show a place', () => {
    const view = { fromU: 0, toU: 100 };
    expect(revealing(view, { u: 50, endU })).toBe(view);
    expect(revealing(view, { u: 500, endU })).toEqual({ fromU: 450, toU: 550 });
  });
});

describe('a scene', () => {
  const app = appWithoutGuards();
  const fills = [...app.events].filter(({ kind }) => kind === 'fill').map(({ seq }) => seq);
  const failing = sceneRun(app.events, fills.slice(1));

  it('has a lane for each task, lock, database and broker', () => {
    const { lanes } = buildScene([failing]);
    const named = (group: string): readonly string[] =>
      lanes.filter((lane) => lane.group === group).map(({ name }) => name);
    expect(named('Tasks')).toHaveLength(6);
    expect(named('Database')).toEqual(['trading_data.db']);
    expect(named('Broker')).toEqual(['paper broker']);
  });

  it('draws every duplicate as what it is, with a line through all lanes', () => {
    const strokes = painted([failing]);
    const ofTasksAndBroker = strokes.filter(
      ({ what, words }) => what === 'shape solid' && words === 'duplicate',
    );
    expect(ofTasksAndBroker).toHaveLength(6);
    expect(strokes.filter(({ words }) => words === 'violation')).toHaveLength(3);
  });

  it('draws a second run in outline beneath the first, and says where they part', () => {
    const strokes = painted([failing, sceneRun(appWithThreeLayers().events)], {
      partingUs: 60_000,
    });
    expect(strokes.some(({ what }) => what === 'bar ghost')).toBe(true);
    expect(strokes.filter(({ words }) => words === 'the runs part here')).toHaveLength(1);
    expect(strokes.filter(({ what }) => what === 'text strip').map(({ words }) => words)).toContain(
      'B',
    );
  });

  it('puts so many tasks into shared lanes, one after the other, and the world into its own', () => {
    const { lanes } = buildScene([burst(60)]);
    expect(lanes.filter(({ group }) => group === 'Tasks').map(({ name }) => name)).toEqual([
      'outside: signals',
      'tasks, one by one (1)',
    ]);
  });

  it('says how many locks have no lane', () => {
    const tape = new TapeBuilder();
    for (let index = 0; index < 20; index++)
      tape.lock('t', `lock ${index}`, {
        waitUs: index,
        acquireUs: index + 1,
        releaseUs: index + 2,
      });
    const { omissions } = buildScene([sceneRun(tape.at(99, null, endEntry()).events())]);
    expect(omissions).toEqual(['8 more locks have no lane here']);
  });

  it('leaves out what a filter leaves out, but no duplicate', () => {
    const { lanes } = buildScene([failing], { isShown: ({ kind }) => kind === 'lock' });
    const shapes = lanes.flatMap(({ strips }) =>
      strips.flatMap(({ marks }) => marks.map(({ shape }) => shape)),
    );
    expect(new Set(shapes)).toEqual(new Set(['duplicate']));
  });
});

describe('painting', () => {
  it('does work that the screen bounds and not the events', () => {
    const few = painted([burst(2_000)]).length;
    const many = painted([burst(20_000)]).length;
    // 11 lanes of at most one bar, mark and number per pixel or five; ten times the events add nothing.
    expect(many).toBeLessThan(few * 1.2);
    expect(many).toBeLessThan(8_000);
  });

  it('counts the violations that share a place instead of dropping them', () => {
    const strokes = painted([burst(4_000)]);
    const isBroker = strokes.findIndex(({ words }) => words === 'paper broker');
    expect(isBroker).toBeGreaterThan(0);
    const counted = strokes
      .filter(({ what, words }) => what === 'text mark' && words.startsWith('\u00d7'))
      .map(({ words }) => Number(words.slice(1)));
    const alone =
      strokes.filter(({ what, words }) => what.startsWith('shape') && words === 'duplicate')
        .length - counted.length;
    // 2,000 duplicates, each in the lane of its task and in the broker's.
    expect(counted.reduce((sum, count) => sum + count, alone)).toBe(4_000);
  });

  it('shows one by one, near enough, what is counted from afar', () => {
    const strokes = painted([burst(4_000)], { view: { fromU: 1_000, toU: 1_100 } });
    const shapes = strokes.filter(
      ({ what, words }) => what === 'shape solid' && words === 'duplicate',
    );
    expect(shapes).toHaveLength(10);
    expect(strokes.some(({ words }) => words.startsWith('\u00d7'))).toBe(false);
  });

  it('marks what is cut from the axis, and labels round times around it', () => {
    const tape = new TapeBuilder()
      .call('t', {
        operation: 'db.read',
        statement: 'positions',
        atUs: 0,
        effectUs: 50,
        responseUs: 100,
      })
      .call('t', {
        operation: 'db.read',
        statement: 'positions',
        atUs: 900_000,
        effectUs: 900_050,
        responseUs: 900_100,
      })
      .at(900_200, null, endEntry());
    const strokes = painted([sceneRun(tape.events())]);
    expect(strokes.filter(({ what }) => what === 'gap')).toHaveLength(1);
    const { warp } = buildScene([sceneRun(tape.events())]);
    const labels = axisTicks(warp, screenOf(wholeView(warp.endU), WIDTH_PX)).map(
      ({ label }) => label,
    );
    expect(labels).toContain('0 ms');
    expect(labels.at(-1)).toMatch(/^900\.\d+ ms$|^900 ms$/);
  });

  it('writes the name of a call on the longer side of its effect, where there is room', () => {
    const tape = new TapeBuilder()
      .call('t', {
        operation: 'broker',
        statement: 'BUY 7 APP',
        atUs: 0,
        effectUs: 10,
        responseUs: 100,
      })
      .at(100, null, endEntry());
    const words = painted([sceneRun(tape.events())]).filter(({ what }) => what === 'text bar');
    expect(words.map((stroke) => stroke.words)).toEqual(['BUY 7 APP', 'BUY 7 APP']);
    expect(words[0]!.x).toBeGreaterThan(GUTTER_PX + 90);
  });
});

describe('finding', () => {
  const scene = buildScene([burst(10)]);
  const layout = layOut(scene);
  const screen = screenOf(wholeView(scene.warp.endU), WIDTH_PX);
  const broker = layout.lanes.find(({ lane }) => lane.group === 'Broker')!;

  it('a mark, or the bar beneath a place', () => {
    const { strip, marksY, rowsY } = broker.strips[0]!;
    const mark = strip.marks[3]!;
    expect(findItem(layout, screen, { x: screen.x(mark.u) + 2, y: marksY })).toEqual({
      runIndex: 0,
      seq: mark.seq,
    });
    const bar = strip.rows[0]![2]!;
    expect(findItem(layout, screen, { x: screen.x(bar.fromU + 1), y: rowsY + 3 })).toEqual({
      runIndex: 0,
      seq: bar.seq,
    });
  });

  it('nothing where nothing is', () => {
    expect(findItem(layout, screen, { x: 600, y: -5 })).toBeNull();
    expect(
      findItem(layout, screen, { x: screen.x(-1), y: broker.strips[0]!.rowsY + 3 }),
    ).toBeNull();
  });
});

describe('a filter', () => {
  const events = [...appWithoutGuards().events];
  const kept = (filter: Partial<typeof NO_FILTER>): readonly TapeEvent[] =>
    events.filter(filterOf({ ...NO_FILTER, ...filter }, events));

  it('keeps everything where it is empty', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(kept({})).toHaveLength(events.length);
  });

  it('keeps a symbol with the calls and locks of its tasks', () => {
    expect(kept({ symbol: 'APP' }).some(({ kind }) => kind === 'call')).toBe(true);
    expect(kept({ symbol: 'NONE' })).toEqual([]);
  });

  it('keeps tasks by a part of their name, and leaves out kinds', () => {
    expect(new Set(kept({ task: '#2' }).map(({ task }) => task))).toEqual(new Set(['r1.c1/APP#2']));
    expect(
      kept({ without: ['calls', 'locks'] }).some(({ kind }) => kind === 'call' || kind === 'lock'),
    ).toBe(false);
  });
});
