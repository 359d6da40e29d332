import { formatSpan, formatTime, type Html, html } from '../words/index.js';
import { px } from './shapes.js';
import type { TimeBreak, TimeScale } from './time-scale.js';
import { timeTicks } from './time-ticks.js';

/** Height of the strip above the lanes that holds the labels. */
export const AXIS_HEIGHT = 30;

/** Time axis: labelled grid lines, and a break with its length wherever idle time was cut. */
export function drawAxis(scale: TimeScale, place: { readonly bottom: number }): Html {
  const ticks = timeTicks(scale).map(({ x, label }) => {
    const text =
      label === '' ? '' : html`<text class="tick-label" x="${px(x)}" y="14">${label}</text>`;
    return html`<path class="grid" d="M${px(x)} 20V${px(place.bottom)}"/>${text}`;
  });
  return html`${ticks}${scale.breaks.map((gap) => drawBreak(gap, place.bottom))}`;
}

function drawBreak(gap: TimeBreak, bottom: number): Html {
  const middle = (gap.x0 + gap.x1) / 2;
  const teeth = Math.ceil((bottom - 20) / 8);
  const zigzag = Array.from({ length: teeth }, (_, index) => `l${index % 2 === 0 ? 4 : -4} 8`).join(
    '',
  );
  return html`<g class="break"><title>No call under way from ${formatTime(gap.fromUs)} to ${formatTime(gap.toUs)}: the axis is cut here</title><rect class="break-ground" x="${px(gap.x0 + 4)}" y="20" width="${px(gap.x1 - gap.x0 - 8)}" height="${px(bottom - 20)}"/><path class="zigzag" d="M${px(middle - 4)} 20${zigzag}"/><path class="zigzag" d="M${px(middle)} 20${zigzag}"/></g>`;
}

/** The lengths of the breaks, to be drawn over the lanes. */
export function drawBreakLabels(scale: TimeScale, place: { readonly bottom: number }): Html {
  const y = (place.bottom + 20) / 2;
  const labels = scale.breaks.map((gap) => {
    const x = (gap.x0 + gap.x1) / 2 + 3.5;
    return html`<text class="break-label" transform="translate(${px(x)} ${px(y)}) rotate(-90)">${formatSpan(gap.toUs - gap.fromUs)} cut</text>`;
  });
  return html`${labels}`;
}
