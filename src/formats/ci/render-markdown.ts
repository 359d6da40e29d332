import { codeBlock, counted, escapeMarkdown } from '../../words/index.js';
import { type Check, nameOfCheck, verdictOfCheck } from './check.js';
import { fitParts } from './fit-parts.js';
import type { Results } from './results.js';
import { cutText } from './utf8-length.js';

/** A comment on GitHub holds 65,536 characters; counted here in bytes, which is never fewer. */
const COMMENT_BYTES_MAX = 65_536;
/** A step summary holds 1 MiB. */
const SUMMARY_BYTES_MAX = 1_048_576;

const CELL_LENGTH_MAX = 300;
const SENTENCE_LENGTH_MAX = 1_000;
const LINE_LENGTH_MAX = 4_000;
const PROBLEMS_MAX = 20;
const STEPS_MAX = 60;

const SIGNS = {
  ok: '\u2713 ok',
  refused: '\u2717 refused',
  unproven: '? not proven',
  alarm: '! **alarm**',
} as const;

/** For a comment under a pull request. */
export function renderMarkdown({ checks }: Pick<Results, 'checks'>): string {
  return markdownOf(checks, COMMENT_BYTES_MAX);
}

/** For the step summary of GitHub Actions. */
export function renderStepSummary({ checks }: Pick<Results, 'checks'>): string {
  return markdownOf(checks, SUMMARY_BYTES_MAX);
}

/**
 * The heading with the count, what is wrong in detail, then the table of all
 * checks: where there is no room for everything, what is wrong comes first.
 */
function markdownOf(checks: readonly Check[], bytesMax: number): string {
  const wrong = checks.filter(({ status }) => status !== 'ok');
  const announce =
    (words: string) =>
    (left: number): string =>
      `\n*${words.replace('N', String(left))} left out: there is no room for more. The other reports have all of it.*\n`;
  const head = headline(checks);
  // Half of the room for the details, so that a table can follow.
  const details = fitParts(wrong.map(detail), {
    bytesMax: Math.floor((bytesMax - 1_000) / 2),
    announce: announce('N of the details are'),
  });
  const table = fitParts(
    ['\n| | scenario | check | verdict | claim |\n|---|---|---|---|---|\n', ...checks.map(row)],
    {
      bytesMax: Math.floor((bytesMax - 1_000) / 2),
      announce: announce('N rows are'),
    },
  );
  return `${head}${details}${checks.length === 0 ? '' : table}`;
}

function headline(checks: readonly Check[]): string {
  const count = (status: Check['status']): number =>
    checks.filter((check) => check.status === status).length;
  const [refused, unproven, alarms] = [count('refused'), count('unproven'), count('alarm')];
  if (checks.length === 0) return '### racetape: nothing ran\n';
  if (alarms > 0)
    return `### ! racetape: ALARM, it contradicts itself in ${alarms} of ${counted(checks.length, 'check')}: no answer of this build counts\n`;
  if (refused + unproven === 0)
    return `### \u2713 racetape: ${counted(checks.length, 'check')}, all as they should be\n`;
  const words = [
    ...(refused === 0 ? [] : [`${refused} refused`]),
    ...(unproven === 0 ? [] : [`${unproven} not proven`]),
  ];
  return `### \u2717 racetape: ${words.join(', ')} of ${counted(checks.length, 'check')}\n`;
}

function row(check: Check): string {
  const { scenario, status, claim } = check;
  const cells = [
    SIGNS[status],
    cell(scenario.path),
    cell(nameOfCheck(check)),
    verdictOfCheck(check),
    claim === null ? '' : cell(claim),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function cell(text: string): string {
  return escapeMarkdown(cutText(text, CELL_LENGTH_MAX));
}

function detail(check: Check): string {
  const { scenario, status, sentence, problems, steps, line } = check;
  const shown = problems.slice(0, PROBLEMS_MAX);
  const items = shown.map(
    ({ level, rule, message }) =>
      `- ${level}: ${cell(rule)}: ${escapeMarkdown(cutText(message, SENTENCE_LENGTH_MAX))}\n`,
  );
  const more = problems.length - shown.length;
  if (more > 0) items.push(`- \u2026 and ${more} more\n`);
  const told = steps.slice(0, STEPS_MAX).map(({ step, words, deviates }) => {
    const sign = deviates ? ' \u2190 deviates' : '';
    return `${step}. ${cutText(words, CELL_LENGTH_MAX)}${sign}`;
  });
  if (steps.length > STEPS_MAX) told.push(`\u2026 and ${steps.length - STEPS_MAX} more steps`);
  const story =
    told.length === 0
      ? ''
      : `\n<details><summary>How it happens</summary>\n\n${codeBlock(told)}\n</details>\n`;
  return `\n#### ${SIGNS[status]}: ${cell(scenario.path)}, ${cell(nameOfCheck(check))}\n\n${SIGNS[status]}: ${escapeMarkdown(cutText(sentence, SENTENCE_LENGTH_MAX))}\n\n${items.join('')}${story}\nSee it again:\n\n${codeBlock([cutText(line, LINE_LENGTH_MAX)])}`;
}
