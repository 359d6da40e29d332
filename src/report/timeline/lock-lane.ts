import { formatSpan, formatTime } from '../text/format-time.js';
import { html } from '../text/html.js';
import { BAR_HEIGHT, drawBar, type Lane } from './lane.js';
import { packRows } from './pack-rows.js';
import type { LockSpan } from './spans.js';
import type { TimeScale } from './time-scale.js';

const TOP = 6;
const QUEUE_ROW = 5;
const QUEUE_ROWS_MAX = 10;

/** Who held one lock when, and the queue that stood for it below. */
export function lockLane(lock: {
  readonly name: string;
  readonly spans: readonly LockSpan[];
  readonly scale: TimeScale;
}): Lane {
  const { scale } = lock;
  const held = lock.spans.flatMap(({ task, acquireUs, releaseUs, heldUntilUs: toUs }) => {
    if (acquireUs === null) return [];
    const title = `held by ${task}, ${formatTime(acquireUs)} to ${releaseUs === null ? 'the end' : formatTime(releaseUs)} (${formatSpan(toUs - acquireUs)})`;
    const bar = { scale, fromUs: acquireUs, toUs, y: TOP, height: BAR_HEIGHT, title };
    return [drawBar({ ...bar, words: task, className: 'held' })];
  });
  const waits = lock.spans
    .map(({ task, fromUs, waitUntilUs }) => ({ task, fromUs, toUs: waitUntilUs }))
    .filter(({ fromUs, toUs }) => toUs > fromUs)
    .sort((a, b) => a.fromUs - b.fromUs);
  const { rowOf, rowsCount } = packRows(waits, QUEUE_ROWS_MAX);
  const queue = waits.map((wait) => {
    const y = TOP + BAR_HEIGHT + 3 + rowOf.get(wait)! * QUEUE_ROW;
    const title = `${wait.task} waits ${formatSpan(wait.toUs - wait.fromUs)}`;
    return drawBar({
      ...wait,
      scale,
      y,
      height: QUEUE_ROW - 1.5,
      title,
      words: '',
      className: 'wait',
    });
  });
  const queueHeight = waits.length === 0 ? 0 : rowsCount * QUEUE_ROW + 2;
  const height = TOP + BAR_HEIGHT + queueHeight + 6;
  return { name: lock.name, height, drawing: html`${held}${queue}` };
}
