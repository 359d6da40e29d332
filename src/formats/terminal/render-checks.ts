import { escapeTerminal, fitText, textWidth } from '../../words/index.js';
import { type Check, nameOfCheck, verdictOfCheck } from '../ci/check.js';
import { paint } from './paint.js';

const SIGNS = { ok: '\u2713', refused: '\u2717', unproven: '?', alarm: '!' } as const;
const WORDS = { ok: 'ok', refused: 'refused', unproven: 'not proven', alarm: 'ALARM' } as const;
const CELL_WIDTH_MAX = 60;
const PROBLEMS_MAX = 3;

/** Checks as a table, and under it what is wrong: each with its problems and the line that shows it again. */
export function renderChecks(
  checks: readonly Check[],
  { color }: { readonly color: boolean },
): string {
  const heads = ['', 'scenario', 'check', 'verdict', 'claim'];
  const rows = checks.map((check) => [
    SIGNS[check.status],
    cell(check.scenario.path),
    cell(nameOfCheck(check)),
    verdictOfCheck(check),
    check.claim ?? '',
  ]);
  const widths = heads.map((head, column) =>
    Math.max(textWidth(head), ...rows.map((row) => textWidth(row[column]!))),
  );
  const padded = (cells: readonly string[]): string =>
    cells
      .map((text, column) => text + ' '.repeat(widths[column]! - textWidth(text)))
      .join('  ')
      .trimEnd();
  const lines = checks.map(({ status }, index) =>
    status === 'ok' ? padded(rows[index]!) : paint(padded(rows[index]!), 'bad', color),
  );
  const wrong = checks.filter(({ status }) => status !== 'ok').map(detail);
  const noted = checks
    .filter(isNoted)
    .map((check) => `  ${head(check)}: ${escapeTerminal(check.sentence)}`);
  const notes = noted.length === 0 ? [] : ['', 'Saved tokens', ...noted];
  return `${[paint(padded(heads), 'dim', color), ...lines, ...notes, ...wrong].join('\n')}\n`;
}

/** What came of a saved order is said even where nothing is wrong: it may be taken out, or has lost its meaning. */
function isNoted({ act, status }: Check): boolean {
  return act.startsWith('saved token') && status === 'ok';
}

function head(check: Check): string {
  return escapeTerminal(`${check.scenario.path}, ${nameOfCheck(check)}`);
}

function detail(check: Check): string {
  const { status, sentence, problems, line } = check;
  const shown = problems.slice(0, PROBLEMS_MAX);
  const hidden = problems.length - shown.length;
  return [
    '',
    `${SIGNS[status]} ${WORDS[status]}: ${head(check)}`,
    `  ${escapeTerminal(sentence)}`,
    ...shown.map(({ level, message }) => `  ${level}: ${escapeTerminal(message)}`),
    ...(hidden > 0 ? [`  \u2026 and ${hidden} more in the report`] : []),
    `  ${escapeTerminal(line)}`,
  ].join('\n');
}

function cell(text: string): string {
  return fitText(escapeTerminal(text), CELL_WIDTH_MAX);
}
