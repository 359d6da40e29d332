import type { TapeEvent } from '../../tape/index.js';
import type { BarName } from '../lane.js';
import type { ShapeName } from '../shapes.js';
import type { TimeWarp } from './time-warp.js';

/** Something that takes time, on the paper of the scene's warp. */
export interface SceneBar {
  readonly kind: BarName;
  readonly fromU: number;
  readonly toU: number;
  /** Where a call took effect; null where it is none, or did not. */
  readonly effectU: number | null;
  readonly words: string;
  /** The event that it begins with. */
  readonly seq: number;
}

/** Something that happens at one moment. */
export interface SceneMark {
  readonly shape: ShapeName;
  readonly u: number;
  readonly label: string;
  readonly seq: number;
}

/** What one run has in a lane: rows of bars that do not overlap, in order, and marks in order. */
export interface SceneStrip {
  readonly runIndex: number;
  readonly rows: readonly (readonly SceneBar[])[];
  readonly marks: readonly SceneMark[];
  readonly rowHeight: number;
}

export type SceneGroup = 'Tasks' | 'Locks' | 'Database' | 'Broker';

export interface SceneLane {
  readonly group: SceneGroup;
  readonly name: string;
  /** One for each run that is drawn, in their order. */
  readonly strips: readonly SceneStrip[];
}

/** Everything that can be seen of one or two runs, before anyone looks at a part of it. */
export interface Scene {
  readonly warp: TimeWarp;
  readonly lanes: readonly SceneLane[];
  /** Duplicates of the first run, in order: a line goes through all lanes. */
  readonly violations: readonly SceneMark[];
  /** Where the runs part; null where there is one run, or both are the same. */
  readonly partingU: number | null;
  /** Every lane that has no room here, in words. */
  readonly omissions: readonly string[];
}

/** One run to be drawn. */
export interface SceneRun {
  readonly events: readonly TapeEvent[];
  /** Are these all its events? */
  readonly isWhole: boolean;
  readonly isDuplicate: (event: TapeEvent & { readonly kind: 'fill' }) => boolean;
}

/** Shapes that are never thinned out: each stands, or is counted where it stands. */
export const NEVER_MERGED: ReadonlySet<ShapeName> = new Set([
  'duplicate',
  'stall',
  'reject',
  'late',
]);
