import { formatSpan, formatTime, html } from '../words/index.js';
import { BAR_HEIGHT, drawBar, type Lane } from './lane.js';
import { packRows } from './pack-rows.js';
import type { LockSpan } from './spans.js';
import type { TimeScale } from './time-scale.js';

const TOP = 6;
const HELD_ROW = BAR_HEIGHT + 1;
/** A semaphore has several holders at once; the recorded one has eight permits. */
const HELD_ROWS_MAX = 8;
const QUEUE_ROW = 5;
const QUEUE_ROWS_MAX = 10;

interface Turn {
  readonly task: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly title: string;
}

/** Who held one lock (or permits of one semaphore) when, and the queue that stood for it below. */
export function lockLane(lock: {
  readonly name: string;
  readonly spans: readonly LockSpan[];
  readonly scale: TimeScale;
}): Lane {
  const holds = packRows(lock.spans.flatMap(holdOf).sort(byBeginning), HELD_ROWS_MAX);
  const heldHeight = holds.rowsCount * HELD_ROW;
  const held = [...holds.rowOf].map(([hold, row]) => {
    const place = { scale: lock.scale, y: TOP + row * HELD_ROW, height: BAR_HEIGHT };
    return drawBar({ ...hold, ...place, words: hold.task, className: 'held' });
  });
  const waits = packRows(lock.spans.flatMap(waitOf).sort(byBeginning), QUEUE_ROWS_MAX);
  const queue = [...waits.rowOf].map(([wait, row]) => {
    const y = TOP + heldHeight + 2 + row * QUEUE_ROW;
    const place = { scale: lock.scale, y, height: QUEUE_ROW - 1.5 };
    return drawBar({ ...wait, ...place, words: '', className: 'wait' });
  });
  const queueHeight = queue.length === 0 ? 0 : waits.rowsCount * QUEUE_ROW + 2;
  const height = TOP + heldHeight + queueHeight + 5;
  return { name: lock.name, height, drawing: html`${held}${queue}` };
}

function holdOf({ task, acquireUs, releaseUs, heldUntilUs: toUs }: LockSpan): readonly Turn[] {
  if (acquireUs === null) return [];
  const until = releaseUs === null ? 'the end' : formatTime(releaseUs);
  const title = `held by ${task}, ${formatTime(acquireUs)} to ${until} (${formatSpan(toUs - acquireUs)})`;
  return [{ task, fromUs: acquireUs, toUs, title }];
}

function waitOf({ task, fromUs, waitUntilUs: toUs }: LockSpan): readonly Turn[] {
  if (toUs <= fromUs) return [];
  return [{ task, fromUs, toUs, title: `${task} waits ${formatSpan(toUs - fromUs)}` }];
}

function byBeginning(a: Turn, b: Turn): number {
  return a.fromUs - b.fromUs;
}
