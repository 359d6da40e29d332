import { formatTime, html } from '../words/index.js';
import { BAR_OF_OPERATION, drawBar, drawEffect, drawMarks, type Lane } from './lane.js';
import { packRows } from './pack-rows.js';
import type { CallSpan } from './spans.js';
import type { TimeScale } from './time-scale.js';
import type { Mark } from './timeline-marks.js';

const ROWS_MAX = 10;
const ROW = 16;
const ROW_BAR = 12;
const MARKS_HEIGHT = 20;

/** The calls that one place of the world (database, broker) served, and what they left there. */
export function callLane(lane: {
  readonly name: string;
  readonly calls: readonly CallSpan[];
  readonly marks: readonly Mark[];
  readonly scale: TimeScale;
}): Lane {
  const { scale } = lane;
  const spans = lane.calls
    .map((call) => ({ call, fromUs: call.requestUs, toUs: call.untilUs }))
    .sort((a, b) => a.fromUs - b.fromUs);
  const { rowOf, rowsCount } = packRows(spans, ROWS_MAX);
  const bars = spans.map((span) => {
    const { call } = span;
    const y = MARKS_HEIGHT + rowOf.get(span)! * ROW;
    const effect = call.effectUs === null ? '' : `, effect at ${formatTime(call.effectUs)}`;
    const title = `${call.task}: ${call.operation} ${call.statement}${effect}`;
    const place = { scale, y, height: ROW_BAR };
    const bar = { ...span, ...place, title, words: call.statement, effectUs: call.effectUs };
    return html`${drawBar({ ...bar, className: BAR_OF_OPERATION[call.operation] })}${drawEffect(call, place)}`;
  });
  const marks = drawMarks(lane.marks, { scale, y: 11, footY: MARKS_HEIGHT });
  return {
    name: lane.name,
    height: MARKS_HEIGHT + rowsCount * ROW + 4,
    drawing: html`${bars}${marks}`,
  };
}
