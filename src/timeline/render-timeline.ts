import type { TapeEvent } from '../tape/index.js';
import { fitText, formatTime, type Html, html, visibleText } from '../words/index.js';
import { AXIS_HEIGHT, drawAxis, drawBreakLabels } from './axis.js';
import { callLane } from './call-lane.js';
import { BAR_OF_OPERATION, type BarName, type Lane, PLOT } from './lane.js';
import { lockLane } from './lock-lane.js';
import { px, type ShapeName } from './shapes.js';
import { callSpans, lockSpans, type OpenEnd, taskOf } from './spans.js';
import { taskLane } from './task-lane.js';
import { buildTimeScale, type Interval } from './time-scale.js';
import { type Mark, markOf } from './timeline-marks.js';

export interface TimelineInput {
  readonly events: readonly TapeEvent[];
  /** Are these all events that there are to draw? */
  readonly isWhole: boolean;
  readonly isDuplicate: (event: { seq: number; symbol: string; atUs: number }) => boolean;
  readonly tasksMax: number;
  readonly locksMax: number;
  /** Names the drawing for those who do not see it. */
  readonly title: string;
  /** Where this run leaves the one that it is compared with. */
  readonly divergence?: { readonly us: number; readonly words: string };
  /** Events of the run that is drawn beside it: both get one time scale. */
  readonly beside?: readonly TapeEvent[];
}

export interface Timeline {
  readonly drawing: Html;
  /** What was left out, in words; empty where everything is drawn. */
  readonly omissions: readonly string[];
  readonly hasBreaks: boolean;
  /** Shapes and bars that occur, for the legend. */
  readonly shapes: ReadonlySet<ShapeName>;
  readonly bars: ReadonlySet<BarName>;
}

interface LaneGroup {
  readonly name: string;
  readonly lanes: readonly Lane[];
}

const GROUP_GAP = 12;
const VIOLATION_LINES_MAX = 12;
const NAME_CHARACTERS = 27;

/**
 * Swimlanes on virtual time: tasks, locks, database, broker, each call from request
 * over effect to response. A pure function of the events it is given.
 */
export function renderTimeline(input: TimelineInput): Timeline {
  const { events, isDuplicate } = input;
  const endUs = events.at(-1)?.atUs ?? 0;
  const openEnd: OpenEnd = input.isWhole ? { kind: 'tape-end', us: endUs } : { kind: 'cut' };
  const calls = callSpans(events, openEnd);
  const locks = lockSpans(events, openEnd);
  const marks = events.flatMap((event) => {
    const mark = markOf(event, event.kind === 'fill' && isDuplicate(event));
    return mark === null ? [] : [{ event, mark }];
  });
  const besides = input.beside ?? [];
  const besideCalls = callSpans(besides, { kind: 'tape-end', us: besides.at(-1)?.atUs ?? 0 });
  const busy: Interval[] = [
    { fromUs: 0, toUs: 0 },
    ...[...calls, ...besideCalls].map(({ requestUs, untilUs }) => {
      return { fromUs: requestUs, toUs: untilUs };
    }),
    ...marks.map(({ mark: { us } }) => ({ fromUs: us, toUs: us })),
    ...besides.map(({ atUs }) => ({ fromUs: atUs, toUs: atUs })),
  ];
  const scale = buildTimeScale(busy, PLOT);
  const marksOf = (wanted: (event: TapeEvent) => boolean): Mark[] =>
    marks.filter(({ event }) => wanted(event)).map(({ mark }) => mark);
  const isRow = ({ kind }: TapeEvent): boolean => kind === 'trade-row' || kind === 'position-row';

  const tasks = [...new Set(events.map(taskOf))];
  const lockNames = [...new Set(locks.map(({ lane }) => lane))];
  const taskLanes = tasks.slice(0, input.tasksMax).map((name) =>
    taskLane({
      name,
      calls: calls.filter(({ task }) => task === name),
      locks: locks.filter(({ task }) => task === name),
      marks: marksOf((event) => taskOf(event) === name && !isRow(event)),
      scale,
    }),
  );
  const lockLanes = lockNames
    .slice(0, input.locksMax)
    .map((name) => lockLane({ name, spans: locks.filter(({ lane }) => lane === name), scale }));
  const database = callLane({
    name: 'trading_data.db',
    calls: calls.filter(({ operation }) => operation !== 'broker'),
    marks: marksOf(isRow),
    scale,
  });
  const broker = callLane({
    name: 'paper broker',
    calls: calls.filter(({ operation }) => operation === 'broker'),
    marks: marksOf(({ kind }) => kind === 'fill' || kind === 'reject'),
    scale,
  });
  const groups: readonly LaneGroup[] = [
    { name: 'Tasks', lanes: taskLanes },
    { name: 'Locks', lanes: lockLanes },
    { name: 'Database', lanes: [database] },
    { name: 'Broker', lanes: [broker] },
  ].filter(({ lanes }) => lanes.length > 0);
  const duplicateXs = marks
    .filter(({ mark }) => mark.shape === 'duplicate')
    .map(({ mark }) => scale.x(mark.us));
  return {
    drawing: drawGroups(groups, { ...input, scale, duplicateXs, endUs }),
    omissions: [
      ...leftOut(tasks.length - taskLanes.length, 'task'),
      ...leftOut(lockNames.length - lockLanes.length, 'lock'),
    ],
    hasBreaks: scale.breaks.length > 0,
    shapes: new Set(marks.map(({ mark }) => mark.shape)),
    bars: new Set<BarName>([
      ...calls.map(({ operation }) => BAR_OF_OPERATION[operation]),
      ...(locks.length === 0 ? [] : (['held', 'wait'] as const)),
    ]),
  };
}

function leftOut(count: number, noun: string): readonly string[] {
  if (count <= 0) return [];
  return [`${count} more ${noun}${count === 1 ? ' has' : 's have'} no lane here`];
}

function drawGroups(
  groups: readonly LaneGroup[],
  context: {
    readonly scale: ReturnType<typeof buildTimeScale>;
    readonly duplicateXs: readonly number[];
    readonly title: string;
    readonly endUs: number;
    readonly divergence?: TimelineInput['divergence'];
  },
): Html {
  const width = PLOT.x0 + PLOT.width + PLOT.right;
  const bodies: Html[] = [];
  let y = AXIS_HEIGHT;
  for (const { name, lanes } of groups) {
    bodies.push(html`<text class="group-name" x="0" y="${px(y + 14)}">${name}</text>`);
    y += 22;
    for (const lane of lanes) {
      bodies.push(drawLane(lane, { y, width }));
      y += lane.height;
    }
    y += GROUP_GAP;
  }
  const bottom = y - GROUP_GAP;
  // Full lines across all lanes help with a few duplicates and hide the rest when there are many.
  const isMany = context.duplicateXs.length > VIOLATION_LINES_MAX;
  const className = isMany ? 'violation many' : 'violation';
  const violations = context.duplicateXs.map((x) => {
    return html`<path class="${className}" d="M${px(x)} 20V${px(bottom)}"/>`;
  });
  return html`<svg class="timeline" viewBox="0 0 ${px(width)} ${px(bottom + 6)}" width="${px(width)}" height="${px(bottom + 6)}" role="img" aria-label="${context.title}, from 0 to ${formatTime(context.endUs)}. The same events are listed below as a table.">${drawAxis(context.scale, { bottom })}${violations}${divergenceLine(context, bottom)}${bodies}${drawBreakLabels(context.scale, { bottom })}</svg>`;
}

/** A line across all lanes where two runs part, with a flag that says so. */
function divergenceLine(
  {
    scale,
    divergence,
  }: {
    readonly scale: ReturnType<typeof buildTimeScale>;
    readonly divergence?: TimelineInput['divergence'];
  },
  bottom: number,
): Html | '' {
  if (divergence === undefined) return '';
  const x = scale.x(divergence.us);
  // Near the right edge the flag hangs to the left.
  const isLate = x > PLOT.x0 + PLOT.width * 0.8;
  const anchor = isLate ? 'end' : 'start';
  return html`<g><title>${divergence.words}</title><path class="divergence" d="M${px(x)} 18V${px(bottom)}"/><text class="divergence-label" text-anchor="${anchor}" x="${px(isLate ? x - 4 : x + 4)}" y="27">the runs part here</text></g>`;
}

function drawLane(lane: Lane, place: { readonly y: number; readonly width: number }): Html {
  const name = fitText(visibleText(lane.name), NAME_CHARACTERS);
  return html`<g transform="translate(0 ${px(place.y)})"><path class="lane-rule" d="M0 0H${px(place.width)}"/><text class="lane-name" x="10" y="${px(Math.min(lane.height / 2 + 4, 30))}"><title>${lane.name}</title>${name}</text>${lane.drawing}</g>
`;
}
