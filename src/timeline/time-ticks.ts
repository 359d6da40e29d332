import { formatTimeIn, type TimeUnit } from '../words/index.js';
import type { TimeScale, TimeSegment } from './time-scale.js';

interface TimeTick {
  readonly us: number;
  readonly x: number;
  /** Empty where a label would touch its neighbour. */
  readonly label: string;
}

const TICK_PX_MIN = 84;
const LABEL_PX_PER_CHARACTER = 6.4;
const LABEL_GAP_PX = 10;

/**
 * Ticks at round times (1, 2 or 5 times a power of ten microseconds), one unit for
 * all of them. Where two labels would touch, the later one gives way, except to
 * the first of a segment: that one says where time goes on after a break.
 */
export function timeTicks(scale: TimeScale): readonly TimeTick[] {
  const stepUs = niceStep(scale.pxPerUs);
  const unit: TimeUnit = scale.segments.at(-1)!.toUs < 1_000_000 ? 'ms' : 's';
  const ticks = scale.segments.flatMap((segment) =>
    tickTimes(segment, stepUs).map((us, index) => {
      return { us, x: scale.x(us), label: formatTimeIn(us, unit), isFirst: index === 0 };
    }),
  );
  let labelled: (typeof ticks)[number] | null = null;
  for (const tick of ticks) {
    const isClear = labelled === null || leftOf(tick) >= rightOf(labelled) + LABEL_GAP_PX;
    if (isClear) labelled = tick;
    else if (tick.isFirst && !labelled!.isFirst) {
      labelled!.label = '';
      labelled = tick;
    } else tick.label = '';
  }
  return ticks;
}

function leftOf({ x, label }: TimeTick): number {
  return x - (label.length * LABEL_PX_PER_CHARACTER) / 2;
}

function rightOf({ x, label }: TimeTick): number {
  return x + (label.length * LABEL_PX_PER_CHARACTER) / 2;
}

/** Round times inside the segment; its beginning where no round time falls into it. */
function tickTimes({ fromUs, toUs }: TimeSegment, stepUs: number): readonly number[] {
  const first = Math.ceil(fromUs / stepUs) * stepUs;
  const count = Math.floor((toUs - first) / stepUs) + 1;
  if (count < 1) return [fromUs];
  return Array.from({ length: count }, (_, index) => first + index * stepUs);
}

function niceStep(pxPerUs: number): number {
  if (pxPerUs === 0) return 1_000;
  const leastUs = TICK_PX_MIN / pxPerUs;
  let decade = 1;
  while (decade * 10 <= leastUs) decade *= 10;
  return [1, 2, 5].map((factor) => factor * decade).find((step) => step >= leastUs) ?? decade * 10;
}
