import type { LatencyWindow } from '../../domain/index.js';
import { DURATION_US_MAX } from '../duration.js';
import { accept, type Parsed, refuse } from '../problem.js';
import type { Inside } from './named-values.js';

/** Standard normal quantiles at 0.99 and 0.999. */
export const Z_99 = 2.3263478740408408;
export const Z_999 = 3.090232306167813;

/**
 * The hard window of a profile with a tail: its 0.1 and 99.9 percentiles, unless
 * `min=` and `max=` say otherwise. `middleUs` must lie inside, so that a window
 * never cuts off all that is likely. Determinism: callers work the percentiles
 * out by `Math.exp` and `Math.log`, which agree between versions of Node, and
 * here they become integers.
 */
export function tailWindow(
  { text }: Inside,
  named: ReadonlyMap<string, number>,
  tail: {
    readonly p0_1Us: number;
    readonly p99_9Us: number;
    readonly middleUs: number;
    /** What the middle is called: `p50` or `mean`. */
    readonly middle: string;
    readonly kind: string;
    /** What to do where the default upper end is beyond all bounds. */
    readonly nearer: string;
  },
): Parsed<LatencyWindow> {
  const { middleUs, middle, kind, nearer } = tail;
  const minUs = named.get('min') ?? Math.max(0, Math.round(tail.p0_1Us));
  const maxUs = named.get('max') ?? Math.round(tail.p99_9Us);
  if (maxUs > DURATION_US_MAX) {
    return refuse(text, 'a 99.9 percentile of at most 366 days', `set max=, or bring ${nearer}`);
  }
  if (minUs > maxUs) {
    return refuse(text, `${kind} with min ≤ max`, 'exchange min= and max=, or leave them out');
  }
  if (minUs > middleUs || maxUs < middleUs) {
    const hint = 'leave min= and max= out for defaults';
    return refuse(text, `${kind} with min ≤ ${middle} ≤ max`, hint);
  }
  return accept({ minUs, maxUs });
}
