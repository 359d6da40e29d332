import { type ExpectationStanding, expectationStanding } from '../../verdict/index.js';
import type { JudgedRun } from '../../words/index.js';
import {
  blockedByLayer,
  counted,
  duplicatesCount,
  escapeTerminal,
  fitText,
  groupDigits,
  overBlockedCount,
  recordWords,
  shownVerdict,
  textWidth,
} from '../../words/index.js';
import { paint, type Tone, VERDICT_SIGNS, verdictTone } from './paint.js';
import { standingTotal } from './standing-total.js';

export interface SummaryOptions {
  /** Colour only repeats what the words say. */
  readonly color: boolean;
  /** Columns of the terminal; the names give way first. At least 40 is used. */
  readonly width: number;
}

interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

const HEADINGS = [
  'scenario',
  'guards',
  'fills',
  'dup',
  'blocked by layer',
  'verdict',
  'as expected',
];
const STANDING_CELLS: Readonly<Record<ExpectationStanding, Cell>> = {
  met: { text: '\u2713 yes', tone: 'good' },
  missed: { text: '\u2717 no, unexpected', tone: 'bad' },
  none: { text: '\u2013 no expectation', tone: 'plain' },
};
const RIGHT_ALIGNED: ReadonlySet<number> = new Set([2, 3]);
/** Columns that give way on a narrow terminal, with the least each keeps. */
const SHRINKABLE = [
  { column: 4, least: 16 },
  { column: 0, least: 14 },
  { column: 1, least: 10 },
];
const GAP = 2;
const WIDTH_MIN = 40;

/**
 * The table that a replay prints on the terminal: one line per run, aligned, and
 * a line that sums it up. Names are cut where the terminal is too narrow, each
 * cut shown by an ellipsis; nothing is said by colour alone.
 */
export function renderSummary(
  runs: readonly Pick<JudgedRun, 'header' | 'judgement'>[],
  options: SummaryOptions,
): string {
  const lines = summaryRows(runs, options);
  const stalls = runs.flatMap((run) => stallLine(run, options.color));
  const records = recordLines(runs, options.color);
  return `${[...lines, '', ...stalls, ...records, summaryTotal(runs)].join('\n')}\n`;
}

/** The table alone, without what is said under it. */
export function summaryRows(
  runs: readonly Pick<JudgedRun, 'header' | 'judgement'>[],
  options: SummaryOptions,
): readonly string[] {
  const rows = runs.map((run, index) => {
    return summaryCells(run, { repeated: samePath(run, runs[index - 1]) });
  });
  const headings = HEADINGS.map((text): Cell => ({ text, tone: 'dim' }));
  const widths = columnWidths([headings, ...rows], Math.max(WIDTH_MIN, options.width));
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, column) => padded(cell, { column, width: widths[column]!, color: options.color }))
      .join(' '.repeat(GAP))
      .trimEnd();
  const rule = widths.map((width) => '\u2500'.repeat(width)).join(' '.repeat(GAP));
  return [line(headings), paint(rule, 'dim', options.color), ...rows.map(line)];
}

/** Which runs reproduce the record, and how far the others are from it. */
export function recordLines(
  runs: readonly Pick<JudgedRun, 'header' | 'judgement'>[],
  color: boolean,
): readonly string[] {
  const reproduced: string[] = [];
  const others: string[] = [];
  for (const { header, judgement } of runs) {
    const { record } = judgement;
    if (record === null) continue;
    const name = escapeTerminal(`${header.scenario.id} under ${header.guardSet}`);
    const words = escapeTerminal(recordWords(record));
    if (record.reproduced) reproduced.push(`${name} reproduces the record: ${words}.`);
    else others.push(paint(`${name} does not reproduce the record: ${words}.`, 'bad', color));
  }
  const count = groupDigits(reproduced.length);
  return [
    ...others,
    ...(reproduced.length > 1 ? [`${count} runs reproduce the record.`] : reproduced),
  ];
}

/** What stood still has no column: a line of its own, with who waits for whom. */
function stallLine(
  { header, judgement }: Pick<JudgedRun, 'header' | 'judgement'>,
  color: boolean,
): readonly string[] {
  const stalls = judgement.findings.filter(({ assertion }) => assertion === 'no-stall');
  const [first] = stalls;
  if (first === undefined) return [];
  const more = stalls.length > 1 ? ` (and ${groupDigits(stalls.length - 1)} more)` : '';
  const run = `${header.scenario.id} under ${header.guardSet}`;
  const words = escapeTerminal(`no-stall: ${run}: ${first.message}${more}`);
  return [paint(words, 'bad', color), ''];
}

function summaryCells(
  { header, judgement }: Pick<JudgedRun, 'header' | 'judgement'>,
  row: { readonly repeated: boolean },
): readonly Cell[] {
  const duplicates = duplicatesCount(judgement);
  const verdict = shownVerdict({ header, judgement });
  return [
    { text: row.repeated ? '' : escapeTerminal(header.scenario.id), tone: 'plain' },
    { text: escapeTerminal(header.guardSet), tone: 'plain' },
    { text: groupDigits(judgement.fills.length), tone: 'plain' },
    {
      text: groupDigits(duplicates),
      tone: duplicates > 0 && verdict !== 'reproduced' ? 'bad' : 'plain',
    },
    { text: blockedWords({ header, judgement }), tone: 'plain' },
    { text: `${VERDICT_SIGNS[verdict]} ${verdict}`, tone: verdictTone(verdict) },
    STANDING_CELLS[expectationStanding({ header, judgement })],
  ];
}

function blockedWords(run: Pick<JudgedRun, 'header' | 'judgement'>): string {
  const words = blockedByLayer(run).map(({ layer, count }) => `${layer} ${groupDigits(count)}`);
  const over = overBlockedCount(run.judgement);
  if (over > 0) words.push(`over-blocked ${groupDigits(over)}`);
  return words.length === 0 ? '\u2013' : words.map(escapeTerminal).join(', ');
}

function samePath(
  run: Pick<JudgedRun, 'header'>,
  before: Pick<JudgedRun, 'header'> | undefined,
): boolean {
  return before !== undefined && before.header.scenario.path === run.header.scenario.path;
}

function columnWidths(rows: readonly (readonly Cell[])[], widthMax: number): number[] {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column]!.text))),
  );
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - widthMax;
  for (const { column, least } of SHRINKABLE) {
    const given = Math.max(0, Math.min(excess, widths[column]! - least));
    widths[column]! -= given;
    excess -= given;
  }
  return widths;
}

function padded(
  { text, tone }: Cell,
  place: { readonly column: number; readonly width: number; readonly color: boolean },
): string {
  const fitted = fitText(text, place.width);
  const space = ' '.repeat(Math.max(0, place.width - textWidth(fitted)));
  const ink = paint(fitted, tone, place.color);
  return RIGHT_ALIGNED.has(place.column) ? space + ink : ink + space;
}

/** How many runs there were, and whether all went as expected. */
function summaryTotal(runs: readonly Pick<JudgedRun, 'header' | 'judgement'>[]): string {
  const answers = runs.map((run) => {
    return { standing: expectationStanding(run), verdict: run.judgement.verdict };
  });
  return standingTotal(answers, counted(runs.length, 'run'));
}
