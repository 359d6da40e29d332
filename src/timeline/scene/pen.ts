import type { BarName } from '../lane.js';
import type { ShapeName } from '../shapes.js';

/** Thin lines, by what they say. */
export type LineStyle =
  | 'grid'
  | 'lane'
  | 'effect'
  | 'violation'
  | 'faint-violation'
  | 'parting'
  | 'cursor'
  | 'break';
export type TextStyle = 'tick' | 'group' | 'lane' | 'bar' | 'mark' | 'flag' | 'parting' | 'strip';
export type Anchor = 'start' | 'middle' | 'end';

/**
 * What a scene is painted with: a canvas in the browser, a list of strokes in a test.
 * The second run of a scene is drawn `ghost`: in outline, so that it is told apart
 * without colour.
 */
export interface Pen {
  bar(
    kind: BarName,
    box: { x: number; y: number; width: number; height: number },
    look: 'solid' | 'ghost',
  ): void;
  line(style: LineStyle, from: { x: number; y: number }, to: { x: number; y: number }): void;
  text(style: TextStyle, words: string, at: { x: number; y: number }, anchor: Anchor): void;
  shape(name: ShapeName, at: { x: number; y: number }, look: 'solid' | 'ghost'): void;
  /** A stretch that is not drawn to scale. */
  gap(box: { x: number; y: number; width: number; height: number }): void;
  /** What is drawn until `unclip` stays to the right of the names. */
  clip(x: number): void;
  unclip(): void;
}
