import type { Scene, SceneGroup, SceneLane, SceneStrip } from './scene.js';

/** Where the names end and the paper begins. */
export const GUTTER_PX = 176;
export const AXIS_PX = 28;
const GROUP_PX = 22;
const MARKS_PX = 17;
const LANE_GAP_PX = 5;
const STRIP_GAP_PX = 2;

export interface StripBox {
  readonly strip: SceneStrip;
  /** Middle of the marks. */
  readonly marksY: number;
  readonly rowsY: number;
}

export interface LaneBox {
  readonly lane: SceneLane;
  readonly y: number;
  readonly height: number;
  readonly strips: readonly StripBox[];
}

/** Where everything stands from top to bottom, whatever part of the time is looked at. */
export interface SceneLayout {
  readonly groups: readonly { readonly name: SceneGroup; readonly y: number }[];
  readonly lanes: readonly LaneBox[];
  readonly height: number;
}

export function layOut(scene: Scene): SceneLayout {
  const groups: { name: SceneGroup; y: number }[] = [];
  const lanes: LaneBox[] = [];
  let y = AXIS_PX;
  for (const lane of scene.lanes) {
    if (groups.at(-1)?.name !== lane.group) {
      groups.push({ name: lane.group, y });
      y += GROUP_PX;
    }
    const box = laneBox(lane, y);
    lanes.push(box);
    y += box.height;
  }
  return { groups, lanes, height: y + 6 };
}

function laneBox(lane: SceneLane, top: number): LaneBox {
  let y = top + 3;
  const strips = lane.strips.map((strip): StripBox => {
    const marksPx = strip.marks.length === 0 ? 0 : MARKS_PX;
    const box = { strip, marksY: y + marksPx / 2, rowsY: y + marksPx };
    y = box.rowsY + strip.rows.length * strip.rowHeight + STRIP_GAP_PX;
    return box;
  });
  return { lane, y: top, height: y - top + LANE_GAP_PX, strips };
}
