import {
  alarmIn,
  alarmLine,
  alarmParagraph,
  alarmWord,
  claimWord,
  type ExplorationReport,
  escapeTerminal,
  explorationSentence,
  explorationStanding,
  STANDING_WORDS,
  tokenLine,
} from '../../words/index.js';
import { paint, VERDICT_SIGNS, verdictTone } from './paint.js';
import { standingTotal } from './standing-total.js';

/** Several explorations, a line each, and under a failure the line that shows it again. */
export function renderExplorationTable(
  reports: readonly ExplorationReport[],
  { color }: { readonly color: boolean },
): string {
  const rows = reports.map(({ scenario, guardSet, coverage }) => [
    escapeTerminal(scenario.id),
    escapeTerminal(guardSet),
    claimWord(coverage),
  ]);
  const heads = ['explored', 'guards', 'claim'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  const padded = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  const lines = reports.flatMap((report, index) => {
    const { verdict, counterexample } = report;
    const alarm = alarmIn(report);
    if (alarm !== null)
      return [
        paint(
          `${padded(rows[index]!)}  ! ${alarmWord(alarm)}  ${escapeTerminal(alarmParagraph(alarm))}`,
          'bad',
          color,
        ),
        `  ${escapeTerminal(alarmLine(report, alarm))}`,
      ];
    const sign = paint(
      `${VERDICT_SIGNS[verdict]} ${verdict}`.padEnd(7),
      verdictTone(verdict),
      color,
    );
    const standing = explorationStanding(report);
    const words = `  ${STANDING_WORDS[standing]}`;
    const surprise =
      standing === 'met' ? '' : paint(words, standing === 'missed' ? 'bad' : 'dim', color);
    const line = `${padded(rows[index]!)}  ${sign}  ${explorationSentence(report)}${surprise}`;
    if (counterexample === null) return [line];
    return [line, `  ${paint(escapeTerminal(tokenLine(report, counterexample)), 'dim', color)}`];
  });
  const alarms = reports.filter((report) => alarmIn(report) !== null).length;
  const answers = reports.map((report) => {
    return { standing: explorationStanding(report), verdict: report.verdict };
  });
  const total =
    alarms === 0
      ? standingTotal(answers, `${reports.length} explored`)
      : paint(
          `! ${reports.length} explored, in ${alarms} of them nothing is claimed: see the alarm`,
          'bad',
          color,
        );
  const head = `${padded(heads)}  verdict  in words`;
  return `${[paint(head, 'dim', color), ...lines, '', total].join('\n')}\n`;
}
