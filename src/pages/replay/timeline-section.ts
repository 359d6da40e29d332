import type { BarName } from '../../timeline/index.js';
import {
  eventWords,
  renderTimeline,
  SHAPES,
  type ShapeName,
  shapeIcon,
  type Timeline,
  type TimelineInput,
} from '../../timeline/index.js';
import type { Limits, ReportRun } from '../../words/index.js';
import {
  duplicateMatcher,
  groupDigits,
  type Html,
  html,
  listed,
  shown,
  timeColumn,
} from '../../words/index.js';
import type { RunSketch } from '../sketch/run-sketch.js';
import { omissionNote, renderTable } from './table.js';

/** The swimlanes of a run, their legend, and the same events as a table. */
export function renderTimelineSection(
  run: ReportRun,
  sketch: RunSketch,
  limits: Limits,
  compared: Pick<TimelineInput, 'divergence' | 'beside'> = {},
): Html {
  if (sketch.drawn.length === 0) {
    return html`<h3>Timeline</h3><p class="note">Nothing happened that a timeline could show.</p>`;
  }
  const timeline = renderTimeline({
    events: sketch.drawn,
    isWhole: sketch.drawnPart === 'whole',
    isDuplicate: duplicateMatcher(run.judgement),
    tasksMax: limits.timelineTasks,
    locksMax: limits.timelineLocks,
    ...compared,
    title: `Timeline of ${run.header.scenario.title} with guards ${run.header.guardSet}`,
  });
  const omissions = [...partWords(sketch), ...timeline.omissions];
  const breaks = timeline.hasBreaks
    ? html`<p class="note">The zigzag marks a stretch in which no call was under way and which is cut out of the axis; its length stands on it. Everything else is drawn to one scale.</p>`
    : '';
  return html`<div class="still"><h3>Timeline on virtual time</h3>
<div class="scroll timeline-box" tabindex="0" role="group" aria-label="Timeline, scrolls sideways">${timeline.drawing}</div>
${legend(timeline)}${breaks}${omissions.length === 0 ? '' : omissionNote(`${omissions.join('; ')}.`)}</div>
${eventsTable(sketch)}`;
}

function partWords(sketch: RunSketch): readonly string[] {
  if (sketch.drawnPart === 'whole') return [];
  const counts = `${groupDigits(sketch.drawn.length)} of ${groupDigits(sketch.drawableCount)} events are drawn`;
  if (sketch.drawnPart === 'head') return [`${counts}: the first ones`];
  const symbols = sketch.focusSymbols.join(', ');
  return [
    `${counts}: those of the symbols that the judgement names (${symbols}), and every event that a finding points at`,
  ];
}

const BAR_LEGEND: readonly { readonly className: BarName; readonly words: string }[] = [
  { className: 'op-read', words: 'database read' },
  { className: 'op-write', words: 'database write' },
  { className: 'op-broker', words: 'broker call' },
  { className: 'wait', words: 'waiting for a lock or permit' },
  { className: 'held', words: 'holding a lock or permit' },
];

function legend(timeline: Timeline): Html {
  const names = (Object.keys(SHAPES) as ShapeName[]).filter((name) => timeline.shapes.has(name));
  const shapes = names.map((name) => {
    return html`<li>${shapeIcon(name)} ${SHAPES[name].words}</li>`;
  });
  const kinds = BAR_LEGEND.filter(({ className }) => timeline.bars.has(className));
  const bars = kinds.map(({ className, words }) => {
    return html`<li><svg class="swatch" viewBox="0 0 26 13" aria-hidden="true"><rect class="bar ${className}" x="1" y="1" width="24" height="11" rx="2"/></svg> ${words}</li>`;
  });
  return html`<ul class="legend">${shapes}${bars}<li><svg class="swatch" viewBox="0 0 26 13" aria-hidden="true"><path class="effect" d="M13 0V13"/></svg> takes effect</li></ul>
`;
}

function eventsTable(sketch: RunSketch): Html {
  const formatTime = timeColumn(sketch.drawn.map(({ atUs }) => atUs));
  const rows = sketch.drawn.map((event) => ({
    cells: [
      formatTime(event.atUs),
      html`<span class="mono">${shown(event.task ?? 'outside')}</span>`,
      shown(eventWords(event)),
    ],
  }));
  const table = renderTable({
    caption: 'The drawn events in the order of the tape.',
    columns: [{ name: 'At', align: 'right' }, { name: 'Task' }, { name: 'What happened' }],
    rows,
    rowsMax: rows.length,
  });
  return html`<details><summary>The same as a table: ${listed([`${groupDigits(rows.length)} events`])}</summary>
${table}</details>
`;
}
