import type { TapeEvent } from '../../tape/index.js';
import { counted } from '../../words/index.js';
import { BAR_OF_OPERATION, type BarName } from '../lane.js';
import { packRows } from '../pack-rows.js';
import { callSpans, lockSpans, taskOf, WORLD } from '../spans.js';
import type { Interval } from '../time-scale.js';
import { shapeOf } from '../timeline-marks.js';
import type {
  Scene,
  SceneBar,
  SceneGroup,
  SceneLane,
  SceneMark,
  SceneRun,
  SceneStrip,
} from './scene.js';
import { buildTimeWarp, type TimeWarp } from './time-warp.js';

/** More tasks than this share lanes, each lane one task at a time. */
const TASK_LANES_MAX = 24;
const LOCK_LANES_MAX = 12;
const ROWS_MAX = 10;
const TASK_ROW = 15;
const CALL_ROW = 15;
const LOCK_ROW = 13;

/** A bar before it has its place on the paper. */
interface Stretch extends Interval {
  readonly kind: BarName;
  readonly effectUs: number | null;
  readonly words: string;
  readonly seq: number;
}

interface RunParts {
  readonly tasks: ReadonlyMap<string, { readonly bars: Stretch[]; readonly marks: RawMark[] }>;
  readonly locks: ReadonlyMap<string, Stretch[]>;
  readonly database: { readonly bars: Stretch[]; readonly marks: RawMark[] };
  readonly broker: { readonly bars: Stretch[]; readonly marks: RawMark[] };
}

type RawMark = Omit<SceneMark, 'u'> & { readonly us: number };

/**
 * The swimlanes of a run, or of two runs one under the other in each lane, to one
 * time scale. Pure; n log n in the events, once; painting a part is then cheap.
 */
export function buildScene(runs: readonly SceneRun[], options: SceneOptions = {}): Scene {
  const parts = runs.map((run) => partsOf(run, options.isShown ?? (() => true)));
  const warp = buildTimeWarp(parts.flatMap(busyOf));
  const omissions: string[] = [];
  const lanes = [
    ...taskLanes(parts, warp),
    ...lockLanes(parts, warp, omissions),
    ...oneLane(
      'Database',
      'trading_data.db',
      parts.map(({ database }) => database),
      warp,
    ),
    ...oneLane(
      'Broker',
      'paper broker',
      parts.map(({ broker }) => broker),
      warp,
    ),
  ];
  const duplicates = parts[0]?.broker.marks.filter(({ shape }) => shape === 'duplicate') ?? [];
  return {
    warp,
    lanes,
    violations: duplicates.map((mark) => placed(mark, warp)),
    partingU: options.partingUs === undefined ? null : warp.u(options.partingUs),
    omissions,
  };
}

interface SceneOptions {
  /** Which events are drawn. Duplicates are, whatever it says. */
  readonly isShown?: (event: TapeEvent) => boolean;
  readonly partingUs?: number;
}

function partsOf(
  { events, isWhole, isDuplicate }: SceneRun,
  isShown: (event: TapeEvent) => boolean,
): RunParts {
  const openEnd = isWhole
    ? ({ kind: 'tape-end', us: events.at(-1)?.atUs ?? 0 } as const)
    : ({ kind: 'cut' } as const);
  const tasks = new Map<string, { bars: Stretch[]; marks: RawMark[] }>();
  const taskNamed = (name: string) => {
    const task = tasks.get(name) ?? { bars: [], marks: [] };
    tasks.set(name, task);
    return task;
  };
  const locks = new Map<string, Stretch[]>();
  const database = { bars: [] as Stretch[], marks: [] as RawMark[] };
  const broker = { bars: [] as Stretch[], marks: [] as RawMark[] };
  const shown = events.filter(
    (event) => isShown(event) || (event.kind === 'fill' && isDuplicate(event)),
  );
  const names = new Map<string, string>();
  const shared = (lane: string): string => {
    const name = names.get(lane) ?? sharedName(lane);
    names.set(lane, name);
    return name;
  };
  for (const event of shown) {
    const shape = shapeOf(event, event.kind === 'fill' && isDuplicate(event));
    if (shape === null) continue;
    const label = event.kind === 'fill' ? String(event.quantity) : '';
    const mark = { shape, us: event.atUs, label, seq: event.seq };
    const isRow = shape === 'trade' || shape === 'position';
    if (isRow) database.marks.push(mark);
    else taskNamed(taskOf(event)).marks.push(mark);
    if (event.kind === 'fill' || event.kind === 'reject') broker.marks.push(mark);
  }
  for (const call of callSpans(shown, openEnd)) {
    const { statement: words, requestUs: fromUs, untilUs: toUs, effectUs, seq } = call;
    const bar = { kind: BAR_OF_OPERATION[call.operation], fromUs, toUs, effectUs, words, seq };
    taskNamed(call.task).bars.push(bar);
    (call.operation === 'broker' ? broker : database).bars.push(bar);
  }
  for (const lock of lockSpans(shown, openEnd)) {
    const { seq } = lock;
    if (lock.waitUntilUs > lock.fromUs) {
      const { fromUs, waitUntilUs: toUs } = lock;
      const words = `waits for ${lock.lane}`;
      taskNamed(lock.task).bars.push({ kind: 'wait', fromUs, toUs, effectUs: null, words, seq });
    }
    if (lock.acquireUs === null) continue;
    const name = shared(lock.lane);
    const holds = locks.get(name) ?? [];
    locks.set(name, holds);
    const { acquireUs: fromUs, heldUntilUs: toUs, task: words } = lock;
    holds.push({ kind: 'held', fromUs, toUs, effectUs: null, words, seq });
  }
  return { tasks, locks, database, broker };
}

/** The lock without its cycle: every cycle has a fresh one of the same name, one after the other. */
function sharedName(lane: string): string {
  return lane.replace(/ \u00b7 [^\u00b7]+$/, '').replace(/^[^/]+\.c\d+\//, '');
}

function busyOf({ tasks, database, broker }: RunParts): readonly Interval[] {
  const atMoments = [...tasks.values(), database].flatMap(({ marks }) =>
    marks.map(({ us }) => ({ fromUs: us, toUs: us })),
  );
  return [...database.bars, ...broker.bars, ...atMoments];
}

function taskLanes(parts: readonly RunParts[], warp: TimeWarp): readonly SceneLane[] {
  const names = [...new Set(parts.flatMap(({ tasks }) => [...tasks.keys()]))];
  if (names.length <= TASK_LANES_MAX) {
    return names.map((name) => ({
      group: 'Tasks',
      name,
      strips: parts.map(({ tasks }, runIndex) => {
        const task = tasks.get(name);
        return strip(runIndex, task?.bars ?? [], task?.marks ?? [], warp, {
          rowsMax: 1,
          rowHeight: TASK_ROW,
        });
      }),
    }));
  }
  // Too many for a lane each: a lane holds one task after another, the world outside its own.
  const outside = parts.map(({ tasks }, runIndex) => {
    const { bars, marks } = tasks.get(WORLD) ?? { bars: [], marks: [] };
    return strip(runIndex, bars, marks, warp, { rowsMax: 1, rowHeight: TASK_ROW });
  });
  const packed = parts.map(({ tasks }) => {
    const inside = [...tasks].filter(([name]) => name !== WORLD);
    const lives = inside.map(([name, parts]) => ({ name, ...lifeOf(parts) }));
    lives.sort((a, b) => a.fromUs - b.fromUs);
    const { rowOf, rowsCount } = packRows(lives, TASK_LANES_MAX);
    return Array.from({ length: rowsCount }, (_, row) =>
      lives.filter((life) => rowOf.get(life) === row),
    );
  });
  const lanesCount = Math.max(...packed.map((rows) => rows.length));
  const lanes = Array.from(
    { length: lanesCount },
    (_, row): SceneLane => ({
      group: 'Tasks',
      name: `tasks, one by one (${row + 1})`,
      strips: packed.map((rows, runIndex) => {
        const lives = rows[row] ?? [];
        const bars = lives.flatMap((life) => life.bars);
        const marks = lives.flatMap((life) => life.marks);
        return strip(runIndex, bars, marks, warp, { rowsMax: 1, rowHeight: TASK_ROW });
      }),
    }),
  );
  return [{ group: 'Tasks', name: WORLD, strips: outside }, ...lanes];
}

/**
 * A task from its first call or mark to its last. Hundreds may wait for a permit from the
 * start; where lanes are shared, such waiting is not drawn, or each would need a lane of its own.
 */
function lifeOf({ bars, marks }: { readonly bars: Stretch[]; readonly marks: RawMark[] }) {
  let fromUs = Number.POSITIVE_INFINITY;
  let toUs = Number.NEGATIVE_INFINITY;
  const reach = (from: number, to: number): void => {
    fromUs = Math.min(fromUs, from);
    toUs = Math.max(toUs, to);
  };
  for (const bar of bars) if (bar.kind !== 'wait') reach(bar.fromUs, bar.toUs);
  for (const { us } of marks) reach(us, us);
  if (toUs < fromUs) for (const bar of bars) reach(bar.fromUs, bar.toUs);
  const inside = bars.filter((bar) => bar.kind !== 'wait' || bar.fromUs >= fromUs);
  return { bars: inside, marks, fromUs, toUs };
}

function lockLanes(
  parts: readonly RunParts[],
  warp: TimeWarp,
  omissions: string[],
): readonly SceneLane[] {
  const names = [...new Set(parts.flatMap(({ locks }) => [...locks.keys()]))];
  const left = names.length - LOCK_LANES_MAX;
  if (left > 0) omissions.push(`${counted(left, 'more lock has', 'more locks have')} no lane here`);
  return names.slice(0, LOCK_LANES_MAX).map((name) => ({
    group: 'Locks',
    name,
    strips: parts.map(({ locks }, runIndex) =>
      strip(runIndex, locks.get(name) ?? [], [], warp, { rowsMax: 8, rowHeight: LOCK_ROW }),
    ),
  }));
}

function oneLane(
  group: SceneGroup,
  name: string,
  runs: readonly { readonly bars: readonly Stretch[]; readonly marks: readonly RawMark[] }[],
  warp: TimeWarp,
): readonly SceneLane[] {
  if (runs.every(({ bars, marks }) => bars.length + marks.length === 0)) return [];
  const strips = runs.map(({ bars, marks }, runIndex) =>
    strip(runIndex, bars, marks, warp, { rowsMax: ROWS_MAX, rowHeight: CALL_ROW }),
  );
  return [{ group, name, strips }];
}

function strip(
  runIndex: number,
  bars: readonly Stretch[],
  marks: readonly RawMark[],
  warp: TimeWarp,
  { rowsMax, rowHeight }: { readonly rowsMax: number; readonly rowHeight: number },
): SceneStrip {
  const ordered = [...bars].sort((a, b) => a.fromUs - b.fromUs || a.seq - b.seq);
  const { rowOf, rowsCount } = packRows(ordered, rowsMax);
  const rows: SceneBar[][] = Array.from({ length: rowsCount }, () => []);
  for (const bar of ordered) {
    const { kind, fromUs, toUs, effectUs, words, seq } = bar;
    const effectU = effectUs === null ? null : warp.u(effectUs);
    rows[rowOf.get(bar)!]!.push({
      kind,
      fromU: warp.u(fromUs),
      toU: warp.u(toUs),
      effectU,
      words,
      seq,
    });
  }
  const placedMarks = marks
    .map((mark) => placed(mark, warp))
    .sort((a, b) => a.u - b.u || a.seq - b.seq);
  return { runIndex, rows, marks: placedMarks, rowHeight };
}

function placed({ shape, us, label, seq }: RawMark, warp: TimeWarp): SceneMark {
  return { shape, u: warp.u(us), label, seq };
}
