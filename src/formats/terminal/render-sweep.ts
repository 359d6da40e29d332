import type { SweepPoint, SweepResult } from '../../verdict/index.js';
import {
  criticalLine,
  criticalSentence,
  escapeTerminal,
  formatSpan,
  formatTime,
  intervalWords,
  methodSentences,
  possibleWords,
  probabilityWords,
  sweepTitle,
  textWidth,
  unfinishedSentence,
} from '../../words/index.js';
import { paint } from './paint.js';

/** What sweep prints: a row for each point, then the critical values, then how it was done. */
export function renderSweep(sweep: SweepResult, { color }: { readonly color: boolean }): string {
  const rows = [headings(sweep), ...sweep.points.map((point, index) => row(sweep, point, index))];
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((each) => textWidth(each[column]!))),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - textWidth(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = lines;
  const unfinished = unfinishedSentence(sweep);
  return [
    paint(
      `${escapeTerminal(sweep.scenario.id)}: ${escapeTerminal(sweepTitle(sweep))}`,
      'bold',
      color,
    ),
    '',
    ...(body.length === 0
      ? ['No point was done.']
      : [
          paint(head, 'dim', color),
          ...body.map((line, index) =>
            sweep.points[index]!.duplicates > 0 ? paint(line, 'bad', color) : line,
          ),
        ]),
    ...(unfinished === null ? [] : ['', unfinished]),
    '',
    'Critical value',
    ...sweep.critical.flatMap((critical) => {
      const words = `  ${escapeTerminal(criticalSentence(critical, sweep))}`;
      const sentence = critical.alarm ? paint(words, 'bad', color) : words;
      const line = criticalLine(critical, sweep);
      return line === null ? [sentence] : [sentence, `    ${escapeTerminal(line)}`];
    }),
    '',
    ...methodSentences(sweep),
    'Delay: from a signal’s arrival to its fill. Eight symbols: orders a second in a cycle of eight at once, without limiter.',
    '',
  ].join('\n');
}

function headings({ vary }: SweepResult): readonly string[] {
  return [
    'guards',
    ...vary.map(({ parameter }) => escapeTerminal(parameter)),
    'duplicates',
    'probability',
    '95 % interval',
    'can it?',
    'delay p50',
    'p95',
    'p99',
    'eight symbols',
    'over-blocked',
    'stalled',
  ];
}

function row({ points }: SweepResult, point: SweepPoint, index: number): readonly string[] {
  const { guardSet, valuesUs, duplicates, trials, orderDelay, eightSymbols } = point;
  const repeated = points[index - 1]?.guardSet === guardSet;
  const delay = (us: number | undefined): string => (us === undefined ? '–' : formatSpan(us));
  return [
    repeated ? '' : escapeTerminal(guardSet),
    ...valuesUs.map((us) => formatTime(us)),
    `${duplicates}/${trials}`,
    probabilityWords(point.probability),
    intervalWords(point),
    possibleWords(point.possible),
    delay(orderDelay?.p50Us),
    delay(orderDelay?.p95Us),
    delay(orderDelay?.p99Us),
    eightSymbols === null ? '–' : `${eightSymbols.ordersPerSecond.toFixed(1)}/s`,
    String(point.overBlocked),
    String(point.stalled),
  ];
}
