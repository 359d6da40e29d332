import { quoteText } from './quote-text.js';

/** Why a piece of text is not what it should be: what the command line and a scenario file share. */
export interface Refusal {
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

/** A value, or the reason why there is none. Wrong input is data here, never an exception. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** A refusal with its place in a scenario file. */
export interface Problem extends Refusal {
  /** The file as named by the person who asked. */
  readonly path: string;
  /** Counts from 1; 0 where the file has been evaluated (TypeScript, JavaScript) and only the field is known. */
  readonly line: number;
  /** Counts from 1, in UTF-16 code units, as editors do. */
  readonly column: number;
  /** The field, as in `signals[2].quantity` (indices start at 0); empty for the file as a whole. */
  readonly field: string;
}

/** More than this many are counted and not printed. */
const PROBLEMS_SHOWN_MAX = 100;

/** More than this many are counted and not kept: a generated file can make one mistake a million times. */
export const PROBLEMS_LISTED_MAX = 1_000;

/** Why a file is refused: its first problems in order of place, and how many more there are. */
export interface Problems {
  readonly problems: readonly Problem[];
  readonly unlisted: number;
}

/** The first problems of a file, in order of place; problems of one place keep the order in which they were found. */
export function problemsOf(
  path: string,
  refusals: readonly Omit<Problem, 'path'>[],
  unlisted: number,
): Problems {
  const ordered = [...refusals].sort((a, b) => a.line - b.line || a.column - b.column);
  const listed = ordered.slice(0, PROBLEMS_LISTED_MAX);
  return {
    problems: listed.map((refusal) => ({ path, ...refusal })),
    unlisted: unlisted + ordered.length - listed.length,
  };
}

export function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** Refuses `text`, quoted as found. */
export function refuse(text: string, expected: string, hint: string): Parsed<never> {
  return { ok: false, refusal: { expected, found: quoteText(text), hint } };
}

/**
 * One line for what is wrong and one for what to try, for each problem in
 * order of place; the last line counts them.
 */
export function renderProblems(
  { problems, unlisted }: Problems,
  manual = 'scenarios/README.md',
): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX).map(renderProblem);
  const all = problems.length + unlisted;
  const hidden = all - shown.length;
  const more = hidden > 0 ? [`… and ${hidden} more, not shown.`] : [];
  const count = all === 1 ? '1 problem' : `${all} problems`;
  return `${[...shown, ...more, `${count}. Every field is explained in ${manual}.`].join('\n')}\n`;
}

function renderProblem({ path, line, column, field, expected, found, hint }: Problem): string {
  const subject = field === '' ? '' : `${field}: `;
  const place = line === 0 ? path : `${path}:${line}:${column}`;
  return `${place}: ${subject}expected ${expected}, found ${found}\n    try: ${hint}`;
}
