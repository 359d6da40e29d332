import type { Mismatch } from './codec.js';
import { type JsonPositions, jsonPositions } from './json-positions.js';
import { quote } from './quote.js';

/** Why a text is no tape. Lines and columns count from 1; the file's name is the caller's to put before. */
export interface TapeProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

/** Longest excerpt of a faulty value that a message quotes. */
const FOUND_LENGTH = 60;

export const HINTS = {
  notTape: 'A tape begins with a line {"format":"racetape",…}; `racetape replay` writes one.',
  version: 'Another version of racetape wrote this tape; read it with that one, or replay again.',
  edited: 'Tapes are written by racetape and not edited by hand; replay the scenario again.',
  order: 'Lines are missing, doubled or out of order; replay the scenario again.',
  truncated: 'The run was cut off or the file is incomplete; replay the scenario again.',
} as const;

/** A faulty value in words, as text that is safe to show. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  const whole = quote(value);
  return whole.length > FOUND_LENGTH ? `${whole.slice(0, FOUND_LENGTH)}…` : whole;
}

/** Where values begin; beyond a mebichar nobody counts columns, and column 1 has to do. */
function positionsOf(source: string): JsonPositions {
  if (source.length > 1024 * 1024) return { errorAt: 0, at: () => 0 };
  return jsonPositions(source);
}

/** A line that is not JSON. */
export function syntaxProblem(source: string, line: number, hint: string): TapeProblem {
  const errorAt = positionsOf(source).errorAt ?? 0;
  const rest = source.slice(errorAt, errorAt + FOUND_LENGTH + 1);
  return {
    line,
    column: errorAt + 1,
    expected: 'a JSON object on one line',
    found: rest === '' ? 'the end of the line' : show(rest),
    hint,
  };
}

/** Lines whose JSON is of the wrong shape. */
export function shapeProblems(
  source: string,
  line: number,
  mismatches: readonly Mismatch[],
  hint: string,
): TapeProblem[] {
  const positions = positionsOf(source);
  return mismatches.map(({ path, expected, found }) => ({
    line,
    column: positions.at(path) + 1,
    expected: path.length === 0 ? expected : `${pathWords(path)}: ${expected}`,
    found: show(found),
    hint,
  }));
}

function pathWords(path: readonly (string | number)[]): string {
  let words = '';
  for (const step of path) {
    words += typeof step === 'number' ? `[${step}]` : `${words === '' ? '' : '.'}${step}`;
  }
  return quote(words).slice(1, -1);
}
