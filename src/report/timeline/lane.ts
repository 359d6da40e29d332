import { fitText } from '../terminal/text-width.js';
import { type Html, html } from '../text/html.js';
import { visibleText } from '../text/visible-text.js';
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

/**
 * Marks of one lane in time order. A mark that would cover the one before it is
 * moved to the right and keeps a leader to its true time: none is merged away.
 */
export function drawMarks(
  marks: readonly Mark[],
  place: { readonly scale: TimeScale; readonly y: number; readonly footY: number },
): Html {
  let freeFrom = Number.NEGATIVE_INFINITY;
  const drawn = marks.map((mark) => {
    const trueX = place.scale.x(mark.us);
    const x = Math.max(trueX, freeFrom);
    const label = mark.label === '' ? '' : fitText(visibleText(mark.label), 8);
    freeFrom = x + MARK_PX + (label === '' ? 0 : label.length * CHARACTER_PX + 4);
    const { tone } = SHAPES[mark.shape];
    const words =
      label === ''
        ? ''
        : html`<text class="mark-label tone-${tone}" x="${px(x + 8)}" y="${px(place.y + 3.5)}">${label}</text>`;
    return html`<path class="leader" d="M${px(x)} ${px(place.y)}L${px(trueX)} ${px(place.footY)}"/>${shape(mark.shape, { x, y: place.y, title: mark.title })}${words}`;
  });
  return html`${drawn}`;
}

/** A bar from `fromUs` to `toUs` with as much of its words as fits into it. */
export function drawBar(bar: {
  readonly scale: TimeScale;
  readonly fromUs: number;
  readonly toUs: number;
  readonly y: number;
  readonly height: number;
  readonly className: string;
  readonly words: string;
  readonly title: string;
}): Html {
  const x = bar.scale.x(bar.fromUs);
  const width = Math.max(1.5, bar.scale.x(bar.toUs) - x);
  const room = Math.floor((width - 6) / CHARACTER_PX);
  const text = room >= 4 ? fitText(visibleText(bar.words), room) : '';
  const label =
    text === ''
      ? ''
      : html`<text class="bar-label" x="${px(x + 4)}" y="${px(bar.y + bar.height / 2 + 3.5)}">${text}</text>`;
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

export function operationClass(operation: CallSpan['operation']): string {
  return { 'db.read': 'op-read', 'db.write': 'op-write', broker: 'op-broker' }[operation];
}
