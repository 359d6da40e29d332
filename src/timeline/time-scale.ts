/** A stretch of virtual time in which something happens, drawn to scale. */
export interface TimeSegment {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x0: number;
  readonly x1: number;
}

/** A long stretch in which nothing happens, drawn as a break of fixed width. */
export interface TimeBreak {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x0: number;
  readonly x1: number;
}

/**
 * Virtual time to pixels: linear inside segments, all of them at one scale, with
 * long idle stretches between them cut to a break. Strictly increasing over time.
 */
export interface TimeScale {
  readonly segments: readonly TimeSegment[];
  readonly breaks: readonly TimeBreak[];
  readonly pxPerUs: number;
  x(us: number): number;
}

export interface Interval {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Pixels kept free at both ends of a segment, so that a mark at its edge is whole. */
const PAD_PX = 8;
const BREAK_PX = 40;
const BREAKS_MAX = 8;
/** A gap is long when it exceeds this share of the time in which something happens. */
const GAP_SHARE = 0.3;

/** Cost: n log n in the number of intervals. */
export function buildTimeScale(
  intervals: readonly Interval[],
  place: { readonly x0: number; readonly width: number },
): TimeScale {
  const busy = mergeIntervals(intervals);
  const parts = splitAtLongGaps(busy);
  const spanUs = parts.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const breaksPx = (parts.length - 1) * BREAK_PX;
  const linearPx = place.width - breaksPx - parts.length * 2 * PAD_PX;
  const pxPerUs = spanUs === 0 ? 0 : linearPx / spanUs;

  const segments: TimeSegment[] = [];
  const breaks: TimeBreak[] = [];
  let x = place.x0;
  for (const { fromUs, toUs } of parts) {
    const before = segments.at(-1);
    if (before !== undefined) {
      breaks.push({ fromUs: before.toUs, toUs: fromUs, x0: x, x1: x + BREAK_PX });
      x += BREAK_PX;
    }
    const x1 = x + 2 * PAD_PX + (toUs - fromUs) * pxPerUs;
    segments.push({ fromUs, toUs, x0: x, x1 });
    x = x1;
  }
  return { segments, breaks, pxPerUs, x: (us) => position(us, { segments, breaks, pxPerUs }) };
}

function position(us: number, scale: Omit<TimeScale, 'x'>): number {
  const gap = scale.breaks.find(({ fromUs, toUs }) => us > fromUs && us < toUs);
  if (gap !== undefined) {
    return gap.x0 + ((us - gap.fromUs) / (gap.toUs - gap.fromUs)) * (gap.x1 - gap.x0);
  }
  const segment = scale.segments.findLast(({ fromUs }) => fromUs <= us) ?? scale.segments[0]!;
  const inside = Math.min(Math.max(us, segment.fromUs), segment.toUs);
  return segment.x0 + PAD_PX + (inside - segment.fromUs) * scale.pxPerUs;
}

/** The union of the intervals as disjoint ones in order; one empty interval at 0 where there are none. */
function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const ordered = [...intervals].sort((a, b) => a.fromUs - b.fromUs || a.toUs - b.toUs);
  const merged: { fromUs: number; toUs: number }[] = [];
  for (const { fromUs, toUs } of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && fromUs <= last.toUs) last.toUs = Math.max(last.toUs, toUs);
    else merged.push({ fromUs, toUs });
  }
  return merged.length === 0 ? [{ fromUs: 0, toUs: 0 }] : merged;
}

function splitAtLongGaps(busy: readonly Interval[]): readonly Interval[] {
  const busyUs = busy.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const gaps = busy.slice(1).map((next, index) => {
    return { index: index + 1, lengthUs: next.fromUs - busy[index]!.toUs };
  });
  const long = gaps
    .filter(({ lengthUs }) => busyUs > 0 && lengthUs > busyUs * GAP_SHARE)
    .sort((a, b) => b.lengthUs - a.lengthUs || a.index - b.index)
    .slice(0, BREAKS_MAX);
  const starts = [0, ...long.map(({ index }) => index).sort((a, b) => a - b)];
  return starts.map((start, at) => {
    const next = starts[at + 1] ?? busy.length;
    return { fromUs: busy[start]!.fromUs, toUs: busy[next - 1]!.toUs };
  });
}
