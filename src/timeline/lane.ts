import { fitText, type Html, html, visibleText } from '../words/index.js';
import { px, SHAPES, shape } from './shapes.js';
import type { CallSpan } from './spans.js';
import type { TimeScale } from './time-scale.js';
import type { Mark } from './timeline-marks.js';

/** One row of the timeline: its drawing, with its own top at y = 0, and what names it. */
export interface Lane {
  readonly name: string;
  readonly height: number;
  readonly drawing: Html;
}

/** Where the plot begins and how wide it is; the names stand left of it. */
export const PLOT = { x0: 196, width: 968, right: 16 } as const;
export const BAR_HEIGHT = 13;
const CHARACTER_PX = 5.6;
const MARK_PX = 14;
const PLOT_END = PLOT.x0 + PLOT.width + PLOT.right;

/**
 * Marks of one lane in time order. A mark that would cover the one before it is
 * moved to the right and keeps a leader to its true time: none is merged away.
 * Arrivals stay where they are: they come in bursts, and nothing hangs on one.
 */
export function drawMarks(
  marks: readonly Mark[],
  place: { readonly scale: TimeScale; readonly y: number; readonly footY: number },
): Html {
  let freeFrom = Number.NEGATIVE_INFINITY;
  const drawn = marks.map((mark, index) => {
    const trueX = place.scale.x(mark.us);
    const x = mark.shape === 'arrival' ? trueX : Math.max(trueX, freeFrom);
    freeFrom = x + MARK_PX;
    const nextX = marks[index + 1] === undefined ? PLOT_END : place.scale.x(marks[index + 1]!.us);
    const leader =
      mark.shape === 'arrival'
        ? ''
        : html`<path class="leader" d="M${px(x)} ${px(place.y)}L${px(trueX)} ${px(place.footY)}"/>`;
    const label = drawMarkLabel(mark, { x, y: place.y, roomPx: nextX - MARK_PX - x });
    return html`${leader}${shape(mark.shape, { x, y: place.y, title: mark.title })}${label}`;
  });
  return html`${drawn}`;
}

/** The label beside a mark, where it does not reach the next mark. */
function drawMarkLabel(
  mark: Mark,
  place: { readonly x: number; readonly y: number; readonly roomPx: number },
): Html | '' {
  const label = fitText(visibleText(mark.label), 8);
  if (label === '' || label.length * CHARACTER_PX > place.roomPx) return '';
  const { tone } = SHAPES[mark.shape];
  return html`<text class="mark-label tone-${tone}" x="${px(place.x + 8)}" y="${px(place.y + 3.5)}">${label}</text>`;
}

/** A bar from `fromUs` to `toUs` with as much of its words as fits on one side of its effect. */
export function drawBar(bar: {
  readonly scale: TimeScale;
  readonly fromUs: number;
  readonly toUs: number;
  readonly effectUs?: number | null;
  readonly y: number;
  readonly height: number;
  readonly className: BarName;
  readonly words: string;
  readonly title: string;
}): Html {
  const x = bar.scale.x(bar.fromUs);
  const width = Math.max(1.5, bar.scale.x(bar.toUs) - x);
  const effectX = bar.scale.x(bar.effectUs ?? bar.toUs);
  const isBefore = effectX - x >= x + width - effectX;
  const labelX = isBefore ? x : effectX;
  const roomPx = isBefore ? effectX - x : x + width - effectX;
  const room = Math.floor((roomPx - 7) / CHARACTER_PX);
  const text = room >= 4 ? fitText(visibleText(bar.words), room) : '';
  const label =
    text === ''
      ? ''
      : html`<text class="bar-label" x="${px(labelX + 4)}" y="${px(bar.y + bar.height / 2 + 3.5)}">${text}</text>`;
  return html`<g><title>${bar.title}</title><rect class="bar ${bar.className}" x="${px(x)}" y="${px(bar.y)}" width="${px(width)}" height="${px(bar.height)}" rx="2"/>${label}</g>`;
}

/** The instant at which a call took effect, as a line across its bar. */
export function drawEffect(
  span: CallSpan,
  place: { readonly scale: TimeScale; readonly y: number; readonly height: number },
): Html {
  if (span.effectUs === null) return html``;
  const x = px(place.scale.x(span.effectUs));
  return html`<path class="effect" d="M${x} ${px(place.y - 1.5)}V${px(place.y + place.height + 1.5)}"/>`;
}

/** What a bar stands for; also its class in the stylesheet. */
export type BarName = 'op-read' | 'op-write' | 'op-broker' | 'held' | 'wait';

export const BAR_OF_OPERATION: Readonly<Record<CallSpan['operation'], BarName>> = {
  'db.read': 'op-read',
  'db.write': 'op-write',
  broker: 'op-broker',
};
