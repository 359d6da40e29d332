import type { CriticalValue, SweepPoint, SweepResult } from '../verdict/index.js';
import { alarmParagraph, alarmWord } from './exploration/alarm-words.js';
import { tokenLine } from './exploration/explore-line.js';
import { counted } from './text/count-words.js';
import { formatSpan, formatTime, groupDigits } from './text/format-time.js';

/**
 * A probability for a glance: three digits, small ones as a power of ten.
 * @example probabilityWords(0.00001) // '1.00e-5'
 */
export function probabilityWords(probability: number): string {
  if (probability === 0 || probability === 1) return String(probability);
  if (probability < 0.001) return probability.toExponential(2);
  // Rounded away from 1: what may still happen is not told as certain.
  return probability > 0.999 ? '>0.999' : probability.toFixed(3);
}

/** The interval, or why there is none to tell. */
export function intervalWords({ low, high, method }: SweepPoint): string {
  if (method === 'certificate') return 'never: every order explored';
  if (method === 'one replay') return 'nothing is drawn';
  return `${probabilityWords(low)} – ${probabilityWords(high)}`;
}

/** Is a duplicate possible here? */
export function possibleWords(possible: SweepPoint['possible']): string {
  if (possible === null) return '?';
  return possible ? 'can fail' : 'cannot';
}

/** One sentence: from which value on something fails under a guard set. */
export function criticalSentence(
  { guardSet, valueUs, claim, upToUs, kind, note, secondUs, alarm }: CriticalValue,
  { vary }: Pick<SweepResult, 'vary'>,
): string {
  const [first, second] = vary;
  const name = first!.parameter;
  const where =
    secondUs === null || second === undefined
      ? guardSet
      : `${guardSet} at ${second.parameter} ${formatTime(secondUs)}`;
  const why = kind === null ? '' : ` (${kind})`;
  if (alarm) return `${where}: ${alarmWord(alarm)}. ${alarmParagraph(alarm)}`;
  switch (claim) {
    case 'exact':
      return valueUs === 0
        ? `${where}: can fail at any ${name} from 0 on${why}.`
        : `${where}: cannot fail below ${name} = ${formatTime(valueUs!)}, and can from there${why}.`;
    case 'upper bound':
      return `${where}: can fail at ${name} = ${formatTime(valueUs!)}${why}; perhaps below: ${note ?? 'not all was solved'}.`;
    case 'none':
      return `${where}: cannot fail at any ${name} up to ${formatSpan(upToUs)}: every order was explored.`;
    case 'unknown':
      return `${where}: not solved: ${note ?? 'nothing was found'}.`;
  }
}

/** The line that shows a failing order at a critical value; null where there is no token. */
export function criticalLine(
  { token, tokenOptions, guardSet }: CriticalValue,
  { scenario, extraOptions }: Pick<SweepResult, 'scenario' | 'extraOptions'>,
): string | null {
  if (token === null) return null;
  // A latency that the sweep sets goes before one of the command line for the same operation.
  const set = new Set(tokenOptions.map((word) => word.split('=')[0]));
  const kept = extraOptions.filter((word, index) => {
    const value = word === '--latency' ? extraOptions[index + 1] : word;
    return !set.has(value?.split('=')[0]);
  });
  return tokenLine({ scenario, guardSet, extraOptions: [...kept, ...tokenOptions] }, { token });
}

/** What a sweep is, in one line. */
export function sweepTitle({ vary, trials, guardSets, seed }: SweepResult): string {
  const varied = vary.map(({ words }) => words).join(' × ');
  return `${varied}, ${counted(guardSets.length, 'guard set')}, ${groupDigits(trials)} replays a point, seeds from ${seed}`;
}

/** How the probabilities of this sweep came about: one sentence for each method that was used. */
export function methodSentences({ points }: SweepResult): readonly string[] {
  const used = new Set(points.map(({ method }) => method));
  return [...METHODS].flatMap(([method, sentence]) => (used.has(method) ? [sentence] : []));
}

const METHODS: ReadonlyMap<SweepPoint['method'], string> = new Map([
  [
    'replays',
    'Probabilities are the share of the replays with a duplicate; intervals are 95 %, after Clopper and Pearson.',
  ],
  [
    'one replay',
    'Where nothing is drawn (constant latencies, no tie), all replays are one: it was run once.',
  ],
  [
    'certificate',
    'Where every order was explored and none that these latencies allow fails, the probability is 0, not just small.',
  ],
  [
    'stratified',
    'Rare events: runs were drawn from the part of the latencies that failing orders need, found by exploration, and weighted with the probability of that part (stratified sampling, unbiased; 95 % intervals after Clopper and Pearson).',
  ],
]);

/** Whether the host ended it early. */
export function unfinishedSentence({ points, pointsAsked }: SweepResult): string | null {
  return points.length === pointsAsked
    ? null
    : `Stopped early: ${groupDigits(points.length)} of ${groupDigits(pointsAsked)} points are done; the others are left out.`;
}
