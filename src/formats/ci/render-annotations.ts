import { commandMessage, commandProperty, counted } from '../../words/index.js';
import { type Check, type CheckProblem, nameOfCheck } from './check.js';
import type { Results } from './results.js';
import { cutText } from './utf8-length.js';

/** GitHub shows so many annotations of one level for a step, and drops the others without a word. */
const ANNOTATIONS_MAX = 10;
/**
 * An annotation may have 64 kB. A UTF-16 unit becomes at most 12 bytes (U+202E is
 * written out as a word of 8 characters, two of them of 3 bytes): two texts of
 * 2,000, a title of 250 and a path of 1,000 make (4,000 + 250 + 1,000) x 12 = 63,000.
 */
const MESSAGE_LENGTH_MAX = 2_000;
const TITLE_LENGTH_MAX = 250;
/** A path is not cut: cut it would name another file. Longer ones are left out. */
const PATH_LENGTH_MAX = 1_000;

/** Workflow commands of GitHub Actions: one annotation for each problem, at most ten of a level. */
export function renderAnnotations({ checks }: Pick<Results, 'checks'>): string {
  return [...annotations(checks, 'error'), ...annotations(checks, 'warning')].join('');
}

function annotations(checks: readonly Check[], level: CheckProblem['level']): readonly string[] {
  const found = checks.flatMap((check) =>
    check.problems
      .filter((problem) => problem.level === level)
      .map((problem) => ({ check, problem })),
  );
  const room = found.length > ANNOTATIONS_MAX ? ANNOTATIONS_MAX - 1 : ANNOTATIONS_MAX;
  const lines = found.slice(0, room).map(({ check, problem }) => annotation(check, problem));
  const left = found.length - lines.length;
  if (left === 0) return lines;
  const title = commandProperty(`${counted(left, `more ${level}`)} not shown`);
  const message = commandMessage([
    `GitHub shows ${ANNOTATIONS_MAX} annotations of a level for a step. The step summary and the reports have the rest.`,
  ]);
  return [...lines, `::${level} title=${title}::${message}\n`];
}

function annotation(check: Check, { level, rule, message, place }: CheckProblem): string {
  const { path } = check.scenario;
  const file =
    path.length > PATH_LENGTH_MAX
      ? ''
      : `file=${commandProperty(path)},line=${place.line},col=${place.column},`;
  const title = cutText(`${rule}: ${nameOfCheck(check)}`, TITLE_LENGTH_MAX);
  const body = [
    cutText(message, MESSAGE_LENGTH_MAX),
    cutText(`See it again: ${check.line}`, MESSAGE_LENGTH_MAX),
  ];
  return `::${level} ${file}title=${commandProperty(title)}::${commandMessage(body)}\n`;
}
