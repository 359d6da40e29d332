import type { LaneBox, SceneLayout, StripBox } from './lay-out.js';
import { firstWhere, type Screen } from './paint-scene.js';

/** What lies under a pointer. */
interface FoundItem {
  readonly runIndex: number;
  readonly seq: number;
}

const REACH_PX = 7;

/** The mark or bar at a place of the picture; null where there is none. Marks lie on top. */
export function findItem(
  layout: SceneLayout,
  screen: Screen,
  at: { readonly x: number; readonly y: number },
): FoundItem | null {
  const box = layout.lanes.find(({ y, height }: LaneBox) => at.y >= y && at.y < y + height);
  for (const strip of box?.strips ?? []) {
    const seq = markAt(strip, screen, at) ?? barAt(strip, screen, at);
    if (seq !== null) return { runIndex: strip.strip.runIndex, seq };
  }
  return null;
}

function markAt(
  { strip, marksY }: StripBox,
  screen: Screen,
  at: { x: number; y: number },
): number | null {
  if (Math.abs(at.y - marksY) > REACH_PX + 1) return null;
  const from = firstWhere(strip.marks, 0, ({ u }) => screen.x(u) >= at.x - REACH_PX);
  let best: number | null = null;
  let bestPx = REACH_PX;
  for (let index = from; index < strip.marks.length; index++) {
    const mark = strip.marks[index]!;
    const offPx = Math.abs(screen.x(mark.u) - at.x);
    if (screen.x(mark.u) > at.x + REACH_PX) break;
    if (offPx < bestPx) {
      best = mark.seq;
      bestPx = offPx;
    }
  }
  return best;
}

function barAt(
  { strip, rowsY }: StripBox,
  screen: Screen,
  at: { x: number; y: number },
): number | null {
  const row = strip.rows[Math.floor((at.y - rowsY) / strip.rowHeight)];
  if (row === undefined || at.y < rowsY) return null;
  const u = screen.u(at.x);
  const bar = row[firstWhere(row, 0, ({ toU }) => toU >= u)];
  return bar !== undefined && bar.fromU <= u ? bar.seq : null;
}
