import { formatTime, html } from '../words/index.js';
import { BAR_HEIGHT, BAR_OF_OPERATION, drawBar, drawEffect, drawMarks, type Lane } from './lane.js';
import type { CallSpan, LockSpan } from './spans.js';
import type { TimeScale } from './time-scale.js';
import type { Mark } from './timeline-marks.js';

const MARKS_Y = 9;
const BARS_Y = 18;
const HEIGHT = 36;

/** What one task did: its calls and waits as bars, what came of them as marks above. */
export function taskLane(task: {
  readonly name: string;
  readonly calls: readonly CallSpan[];
  readonly locks: readonly LockSpan[];
  readonly marks: readonly Mark[];
  readonly scale: TimeScale;
}): Lane {
  const { scale } = task;
  const place = { scale, y: BARS_Y, height: BAR_HEIGHT };
  const calls = task.calls.map((span) => {
    const { statement, operation, requestUs, untilUs: toUs } = span;
    const title = `${operation} ${statement}: asked ${formatTime(requestUs)}, took effect ${span.effectUs === null ? '(not drawn)' : formatTime(span.effectUs)}, answered ${span.responseUs === null ? '(not drawn)' : formatTime(span.responseUs)}`;
    const bar = {
      ...place,
      fromUs: requestUs,
      toUs,
      words: statement,
      title,
      effectUs: span.effectUs,
    };
    return html`${drawBar({ ...bar, className: BAR_OF_OPERATION[operation] })}${drawEffect(span, place)}`;
  });
  const waits = task.locks
    .filter(({ fromUs, waitUntilUs }) => waitUntilUs > fromUs)
    .map(({ lane, fromUs, acquireUs, waitUntilUs: toUs }) => {
      const title = `waits for ${lane}, ${formatTime(fromUs)} to ${acquireUs === null ? 'the end' : formatTime(acquireUs)}`;
      return drawBar({
        ...place,
        fromUs,
        toUs,
        words: `waits for ${lane}`,
        title,
        className: 'wait',
      });
    });
  const marks = drawMarks(task.marks, { scale, y: MARKS_Y, footY: BARS_Y });
  return { name: task.name, height: HEIGHT, drawing: html`${waits}${calls}${marks}` };
}
