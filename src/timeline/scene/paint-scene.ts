import { fitText, visibleText } from '../../words/index.js';
import { AXIS_PX, GUTTER_PX, type LaneBox, type SceneLayout, type StripBox } from './lay-out.js';
import { paintAxis } from './paint-axis.js';
import type { Pen } from './pen.js';
import { NEVER_MERGED, type Scene, type SceneBar, type SceneMark } from './scene.js';
import type { View } from './view.js';

interface Painting {
  readonly scene: Scene;
  readonly layout: SceneLayout;
  readonly view: View;
  /** Width of the whole picture, names included. */
  readonly widthPx: number;
  readonly cursorU: number | null;
}

const CHARACTER_PX = 5.9;
const NAME_CHARACTERS = 26;
/** A bar that ends less than this after the last one began is part of it. */
const STEP_PX = 0.75;
/** Marks closer than this stand in each other's way: those that may are left out, the others are counted. */
const MARK_STEP_PX = 5;
const VIOLATION_LINES_MAX = 12;

/** The paper's places on the screen. */
export interface Screen {
  readonly view: View;
  readonly endPx: number;
  x(u: number): number;
  u(x: number): number;
}

export function screenOf(view: View, widthPx: number): Screen {
  const perU = (widthPx - GUTTER_PX) / (view.toU - view.fromU);
  return {
    view,
    endPx: widthPx,
    x: (u) => GUTTER_PX + (u - view.fromU) * perU,
    u: (x) => view.fromU + (x - GUTTER_PX) / perU,
  };
}

/**
 * Paints one part of a scene. The work is bounded by what the screen can show: in
 * each row at most one bar and one mark per few pixels, however many events lie
 * there. Violations are never left out: where several share a place, their number
 * stands beside it.
 */
export function paintScene(painting: Painting, pen: Pen): void {
  const { scene, layout, view, widthPx, cursorU } = painting;
  const screen = screenOf(view, widthPx);
  for (const { y } of layout.lanes) pen.line('lane', { x: 0, y }, { x: widthPx, y });
  pen.clip(GUTTER_PX);
  paintAxis(scene.warp, screen, layout.height, pen);
  paintViolationLines(scene, screen, layout.height, pen);
  // Under what happens, so that the mark it stands on can be seen.
  if (cursorU !== null) {
    const x = screen.x(cursorU);
    pen.line('cursor', { x, y: 4 }, { x, y: layout.height });
  }
  for (const box of layout.lanes) for (const strip of box.strips) paintStrip(strip, screen, pen);
  if (scene.partingU !== null) paintParting(scene.partingU, screen, layout.height, pen);
  pen.unclip();
  for (const { name, y } of layout.groups) pen.text('group', name, { x: 8, y: y + 15 }, 'start');
  for (const box of layout.lanes) paintName(box, pen);
}

function paintName({ lane, y, height, strips }: LaneBox, pen: Pen): void {
  const middle = Math.min(y + height / 2 + 3, y + 22);
  pen.text('lane', fitText(visibleText(lane.name), NAME_CHARACTERS), { x: 14, y: middle }, 'start');
  if (strips.length < 2) return;
  for (const [index, { rowsY }] of strips.entries())
    pen.text('strip', index === 0 ? 'A' : 'B', { x: GUTTER_PX - 5, y: rowsY + 10 }, 'end');
}

function paintStrip({ strip, rowsY, marksY }: StripBox, screen: Screen, pen: Pen): void {
  const look = strip.runIndex === 0 ? 'solid' : 'ghost';
  for (const [index, row] of strip.rows.entries()) {
    const y = rowsY + index * strip.rowHeight;
    paintRow(row, { y, height: strip.rowHeight - 3 }, { screen, pen, look });
  }
  paintMarks(strip.marks, marksY, { screen, pen, look });
}

interface Brush {
  readonly screen: Screen;
  readonly pen: Pen;
  readonly look: 'solid' | 'ghost';
}

/** Bars from left to right; those that fall into one step become one, and the next is sought behind it. */
function paintRow(
  row: readonly SceneBar[],
  { y, height }: { readonly y: number; readonly height: number },
  { screen, pen, look }: Brush,
): void {
  let index = firstWhere(row, 0, (bar) => bar.toU >= screen.view.fromU);
  while (index < row.length && row[index]!.fromU <= screen.view.toU) {
    const bar = row[index]!;
    const x = Math.max(screen.x(bar.fromU), GUTTER_PX - 4);
    const end = Math.min(screen.x(bar.toU), screen.endPx + 4);
    const width = Math.max(1.5, end - x);
    pen.bar(bar.kind, { x, y, width, height }, look);
    if (width > 5) paintBarWords(bar, { x, y, width, height }, { screen, pen, look });
    // What ends within this step could not be told from it.
    const untilU = screen.u(Math.max(x + width, x + STEP_PX));
    index = firstWhere(row, index + 1, (next) => next.toU > untilU);
  }
}

function paintBarWords(
  bar: SceneBar,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  { screen, pen }: Brush,
): void {
  const effectX = bar.effectU === null ? null : screen.x(bar.effectU);
  if (effectX !== null)
    pen.line('effect', { x: effectX, y: y - 1.5 }, { x: effectX, y: y + height + 1.5 });
  const split = effectX === null ? x + width : Math.min(Math.max(effectX, x), x + width);
  const isBefore = split - x >= x + width - split;
  const roomPx = (isBefore ? split - x : x + width - split) - 7;
  const room = Math.floor(roomPx / CHARACTER_PX);
  if (room < 4) return;
  const words = fitText(visibleText(bar.words), room);
  pen.text('bar', words, { x: (isBefore ? x : split) + 4, y: y + height / 2 + 3.5 }, 'start');
}

function paintMarks(marks: readonly SceneMark[], y: number, { screen, pen, look }: Brush): void {
  const lastX = new Map<string, number>();
  let index = firstWhere(marks, 0, ({ u }) => screen.x(u) >= GUTTER_PX - 8);
  while (index < marks.length) {
    const mark = marks[index]!;
    const x = screen.x(mark.u);
    if (x > screen.endPx + 8) break;
    if (NEVER_MERGED.has(mark.shape)) {
      index = paintCounted(marks, index, { x, y }, { screen, pen, look });
      continue;
    }
    const before = lastX.get(mark.shape);
    if (before === undefined || x - before >= MARK_STEP_PX) {
      lastX.set(mark.shape, x);
      pen.shape(mark.shape, { x, y }, look);
      const next = marks[index + 1];
      const roomPx = (next === undefined ? screen.endPx : screen.x(next.u)) - x - 14;
      if (mark.label !== '' && roomPx > mark.label.length * CHARACTER_PX)
        pen.text('mark', mark.label, { x: x + 8, y: y + 3.5 }, 'start');
      index++;
      continue;
    }
    // Only a violation, or a mark behind this step, can be seen beside it.
    index = nextSeen(marks, index + 1, screen.u(before + MARK_STEP_PX));
  }
}

/** Violations at one place as one mark with their number; returns where to go on. */
function paintCounted(
  marks: readonly SceneMark[],
  from: number,
  at: { readonly x: number; readonly y: number },
  { screen, pen, look }: Brush,
): number {
  const { shape, label } = marks[from]!;
  let count = 0;
  let index = from;
  for (; index < marks.length && screen.x(marks[index]!.u) - at.x < MARK_STEP_PX; index++)
    if (marks[index]!.shape === shape) count++;
    else if (NEVER_MERGED.has(marks[index]!.shape)) break;
  pen.shape(shape, at, look);
  const words = count > 1 ? `\u00d7${count}` : label;
  if (words !== '') pen.text('mark', words, { x: at.x + 9, y: at.y + 3.5 }, 'start');
  return index;
}

function nextSeen(marks: readonly SceneMark[], from: number, untilU: number): number {
  let index = from;
  while (index < marks.length && marks[index]!.u < untilU && !NEVER_MERGED.has(marks[index]!.shape))
    index++;
  return index;
}

function paintViolationLines(scene: Scene, screen: Screen, height: number, pen: Pen): void {
  const { violations } = scene;
  const first = firstWhere(violations, 0, ({ u }) => u >= screen.view.fromU);
  const last = firstWhere(violations, first, ({ u }) => u > screen.view.toU);
  const style = last - first > VIOLATION_LINES_MAX ? 'faint-violation' : 'violation';
  let beforeX = Number.NEGATIVE_INFINITY;
  for (let index = first; index < last; index++) {
    const x = screen.x(violations[index]!.u);
    if (x - beforeX < 1) continue;
    beforeX = x;
    pen.line(style, { x, y: AXIS_PX - 6 }, { x, y: height });
  }
}

function paintParting(u: number, screen: Screen, height: number, pen: Pen): void {
  const x = screen.x(u);
  pen.line('parting', { x, y: 8 }, { x, y: height });
  const isLate = x > screen.endPx - 160;
  pen.text(
    'parting',
    'the runs part here',
    { x: isLate ? x - 5 : x + 5, y: AXIS_PX - 1 },
    isLate ? 'end' : 'start',
  );
}

/** The first place from `from` on where it holds; it holds from there on. */
export function firstWhere<T>(
  list: readonly T[],
  from: number,
  holds: (item: T) => boolean,
): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
