import type { ExpectationStanding, VerdictKind } from '../../verdict/index.js';
import { groupDigits } from '../../words/index.js';

interface Answered {
  readonly standing: ExpectationStanding;
  readonly verdict: VerdictKind;
}

/**
 * The line under a table: how many answers were as expected, and which were not.
 * Its sign is that of the exit code: without an expectation, only a pass succeeds.
 *
 * @param all the answers with their noun
 * @example '✓ 2 runs, all as expected'
 * @example '✗ 3 runs, 1 not as expected, 1 without an expectation'
 */
export function standingTotal(answers: readonly Answered[], all: string): string {
  const count = (wanted: ExpectationStanding): number =>
    answers.filter(({ standing }) => standing === wanted).length;
  const isGood = answers.every(
    ({ standing, verdict }) => standing === 'met' || (standing === 'none' && verdict === 'pass'),
  );
  const [missed, none] = [count('missed'), count('none')];
  const parts = [
    ...(missed === 0 ? [] : [`${groupDigits(missed)} not as expected`]),
    ...(none === 0 ? [] : [`${groupDigits(none)} without an expectation`]),
  ];
  if (parts.length === 0) parts.push(answers.length === 1 ? 'as expected' : 'all as expected');
  return `${isGood ? '\u2713' : '\u2717'} ${all}, ${parts.join(', ')}`;
}
