/** Where marks stand on the axis of virtual time: lanes, rows and ticks as SVG, and the scene that the canvas paints. */
export type { BarName } from './lane.js';
export { renderTimeline, type Timeline, type TimelineInput } from './render-timeline.js';
export { buildScene } from './scene/build-scene.js';
export {
  type Filter,
  filterOf,
  isFiltering,
  KIND_GROUPS,
  type KindGroup,
  NO_FILTER,
} from './scene/filter.js';
export { findItem } from './scene/find-item.js';
export { AXIS_PX, GUTTER_PX, layOut, type SceneLayout } from './scene/lay-out.js';
export { type AxisTick, axisTicks } from './scene/paint-axis.js';
export { paintScene, screenOf } from './scene/paint-scene.js';
export type { Anchor, LineStyle, Pen, TextStyle } from './scene/pen.js';
export type { Scene, SceneRun } from './scene/scene.js';
export { panned, revealing, type View, wholeView, zoomed } from './scene/view.js';
export { px, SHAPES, type ShapeName, shapeDefinitions, shapeIcon } from './shapes.js';
export { callSpans, lockSpans, taskOf } from './spans.js';
export { eventWords } from './timeline-marks.js';
