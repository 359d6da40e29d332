import type { MatrixReport } from '../../words/index.js';
import {
  alarmHeadline,
  alarmLine,
  alarmSentence,
  alarmWord,
  claimWord,
  cutNote,
  escapeTerminal,
  readingSentences,
  tokenLine,
} from '../../words/index.js';
import { paint, VERDICT_SIGNS, verdictTone } from './paint.js';

/** Filled: the guard is in the set. The words beside the grid say the same. */
const IN = '\u25cf';
const OUT = '\u25cb';

/** What matrix prints: 32 sets as a grid with their claims, then what they say together. */
export function renderMatrix(matrix: MatrixReport, { color }: { readonly color: boolean }): string {
  const { scenario, varied, cells, timed } = matrix;
  const width = varied.map((name) => name.length);
  const claims = cells.map(({ coverage }) => claimWord(coverage));
  const claimWidth = Math.max('claim'.length, ...claims.map((claim) => claim.length));
  const head = `${varied.join('  ')}  verdict         ${'claim'.padEnd(claimWidth)}  token of a failing order`;
  const rows = cells.map((cell, index) => {
    const { guards, verdict, token, kind, coverage } = cell;
    const dots = varied.map((name, column) =>
      (guards.includes(name) ? IN : OUT).padEnd(width[column]!),
    );
    const told = coverage.alarm
      ? paint(`! ${alarmWord(coverage.alarm)}`.padEnd(14), 'bad', color)
      : paint(`${VERDICT_SIGNS[verdict]} ${verdict}`.padEnd(14), verdictTone(verdict), color);
    const note = cutNote(cell) === '' ? '' : `  (${cutNote(cell)})`;
    const last = token === null ? '' : `${token}  ${kind ?? ''}${note}`.trimEnd();
    return `${dots.join('  ')}  ${told}  ${claims[index]!.padEnd(claimWidth)}  ${escapeTerminal(last)}`.trimEnd();
  });
  const title = `${escapeTerminal(scenario.id)}: every subset of five guards, memory-position always in (${timed ? 'orders that its latencies allow' : 'whatever the latencies'})`;
  const failing = cells.find(({ token }) => token !== null);
  const again =
    failing === undefined
      ? []
      : [
          '',
          'To see one of them again, paste its guards and its token, for instance:',
          `  ${escapeTerminal(tokenLine({ ...matrix, guardSet: failing.guards.join(',') }, { ...failing, token: failing.token! }))}`,
        ];
  const lines = [
    ...alarmLines(matrix, color),
    paint(title, 'bold', color),
    '',
    paint(head, 'dim', color),
    ...rows,
    paint(`${IN} in the set  ${OUT} left out`, 'dim', color),
    '',
    ...readingSentences(matrix),
    ...again,
  ];
  return `${lines.join('\n')}\n`;
}

/** The first alarm of all, above everything else: what the sets say together rests on the cells. */
function alarmLines(matrix: MatrixReport, color: boolean): readonly string[] {
  const alarms = matrix.cells.filter(({ coverage }) => coverage.alarm);
  const [first] = alarms;
  const alarm = first?.coverage.alarm;
  if (first === undefined || !alarm) return [];
  const asked = { ...matrix, guardSet: first.guards.join(','), mode: 'exhaustive' as const };
  return [
    paint(`! ${alarmWord(alarm)} in ${alarms.length} of ${matrix.cells.length} sets`, 'bad', color),
    `  ${paint(alarmHeadline(alarm), 'bad', color)}`,
    `  ${escapeTerminal(alarmSentence(alarm))}`,
    '  Paste this to see that order, and send it along:',
    `    ${paint(escapeTerminal(alarmLine(asked, alarm)), 'bold', color)}`,
    '',
  ];
}
