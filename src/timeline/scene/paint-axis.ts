import { formatSpan, formatTimeIn, type TimeUnit } from '../../words/index.js';
import { AXIS_PX, GUTTER_PX } from './lay-out.js';
import type { Screen } from './paint-scene.js';
import type { Pen } from './pen.js';
import type { TimeWarp } from './time-warp.js';

const TICK_PX_MIN = 92;

/** Round times on the axis with lines below them, and the stretches that are cut. */
export function paintAxis(warp: TimeWarp, screen: Screen, height: number, pen: Pen): void {
  const { fromU, toU } = screen.view;
  for (const gap of warp.breaks) {
    if (gap.toU < fromU || gap.fromU > toU) continue;
    const x = screen.x(gap.fromU);
    const width = screen.x(gap.toU) - x;
    if (width < 3) continue;
    pen.gap({ x, y: AXIS_PX - 8, width, height: height - AXIS_PX + 8 });
    const words = `${formatSpan(gap.toUs - gap.fromUs)} cut`;
    if (width > words.length * 5.5)
      pen.text('tick', words, { x: x + width / 2, y: height - 4 }, 'middle');
  }
  let freeFrom = Number.NEGATIVE_INFINITY;
  for (const { u, label } of axisTicks(warp, screen)) {
    const x = screen.x(u);
    pen.line('grid', { x, y: AXIS_PX - 8 }, { x, y: height });
    if (x - LABEL_PX <= freeFrom) continue;
    pen.text('tick', label, { x, y: 13 }, 'middle');
    freeFrom = x + LABEL_PX;
  }
}

/** Half the room of a label. */
const LABEL_PX = 40;

export interface AxisTick {
  readonly u: number;
  readonly label: string;
}

/** Round times that can be seen, in one unit; none inside a break, where nothing is to scale. */
export function axisTicks(warp: TimeWarp, screen: Screen): readonly AxisTick[] {
  const { fromU, toU } = screen.view;
  const stepUs = niceStep(((toU - fromU) / (screen.endPx - GUTTER_PX)) * TICK_PX_MIN);
  const endUs = warp.us(warp.endU);
  const unit: TimeUnit = Math.min(endUs, warp.us(toU)) < 1_000_000 ? 'ms' : 's';
  const ticks: AxisTick[] = [];
  let us = Math.max(0, Math.ceil(warp.us(fromU) / stepUs) * stepUs);
  while (us <= endUs) {
    const u = warp.u(us);
    if (u > toU) break;
    const gap = warp.breaks.find(({ fromUs, toUs }) => us > fromUs && us < toUs);
    if (gap === undefined) {
      ticks.push({ u, label: formatTimeIn(us, unit) });
      us += stepUs;
    } else us = Math.ceil(gap.toUs / stepUs) * stepUs;
  }
  return ticks;
}

/** The least of 1, 2, 5 times a power of ten that is no less. */
function niceStep(leastUs: number): number {
  let decade = 1;
  while (decade * 10 <= leastUs) decade *= 10;
  return [1, 2, 5].map((factor) => factor * decade).find((step) => step >= leastUs) ?? decade * 10;
}
