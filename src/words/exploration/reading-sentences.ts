import type { GuardName } from '../../domain/index.js';
import type { MatrixReading } from '../../verdict/index.js';
import { counted, listed } from '../text/count-words.js';
import type { MatrixReport } from './exploration.js';

/** Undecided sets that are named; of more, the table beside says which they are. */
const SETS_NAMED_MAX = 4;

type Read = Pick<MatrixReport, 'reading' | 'cells' | 'varied' | 'ending'>;

/** What the cells of a matrix say together, each fact of the reading as a sentence. */
export function readingSentences(read: Read): readonly string[] {
  const { reading, cells } = read;
  const all = cells.length;
  if (reading.safe > 0)
    return [
      ...smallestSentences(read),
      ...necessarySentences(reading),
      ...redundantSentences(reading),
      ...undecidedSentences(read),
    ];
  if (reading.failing === all)
    return [`No set of these guards is safe: each of the ${all} has a failing order.`];
  if (reading.failing === 0) return [`Nothing proven yet: ${undecidedWords(read)}.`];
  return [
    `No safe set found yet: ${counted(reading.failing, 'set')} of ${all} ${reading.failing === 1 ? 'has' : 'have'} a failing order, ${undecidedWords(read)}.`,
    ...provenNecessary(reading),
  ];
}

function smallestSentences({ reading, varied }: Read): readonly string[] {
  const { minimalSafe, soFar } = reading;
  const proven = minimalSafe.map((guards) => setWords(guards, varied));
  const open = soFar.minimalSafe.map(
    ({ guards, undecided }) =>
      `${setWords(guards, varied)} (${counted(undecided, 'smaller set')} undecided)`,
  );
  return [
    ...(proven.length === 0 ? [] : [`${smallest(proven)}: ${proven.join('; ')}.`]),
    ...(open.length === 0 ? [] : [`${smallest(open)} so far: ${open.join('; ')}.`]),
  ];
}

function smallest({ length }: readonly string[]): string {
  return length === 1 ? 'Smallest safe set' : 'Smallest safe sets';
}

/** Here a safe set is known, so a guard that is not named is missing from one. */
function necessarySentences(reading: MatrixReading): readonly string[] {
  const open = reading.soFar.necessary.map(
    ({ guard, undecided }) =>
      `Necessary so far: ${guard}. ${counted(undecided, 'set')} without it ${undecided === 1 ? 'is' : 'are'} undecided.`,
  );
  const said = [...provenNecessary(reading), ...open];
  return said.length === 0 ? ['No guard is necessary: each can be replaced by others.'] : said;
}

function provenNecessary({ necessary }: MatrixReading): readonly string[] {
  const any = necessary.length === 1 ? 'it' : 'any one of them';
  return necessary.length === 0
    ? []
    : [`Necessary: ${listed(necessary)}. Every set without ${any} has a failing order.`];
}

function redundantSentences({ redundant, soFar }: MatrixReading): readonly string[] {
  const proven =
    redundant.length === 0
      ? []
      : [
          `Redundant here: ${listed(redundant)}. A safe set stays safe without ${redundant.length === 1 ? 'it' : 'any one of them'}.`,
        ];
  const open = soFar.redundant.map(
    ({ guard, undecided }) =>
      `Redundant so far: ${guard}. ${counted(undecided, 'set')} with it could still show a need for it.`,
  );
  const said = [...proven, ...open];
  return said.length === 0 ? ['No guard is redundant: each is needed by a safe set.'] : said;
}

function undecidedSentences(read: Read): readonly string[] {
  const { undecidedSets } = read.reading;
  if (undecidedSets.length === 0) return [];
  const words = undecidedWords(read);
  if (undecidedSets.length > SETS_NAMED_MAX) return [`Undecided: ${words}.`];
  const names = undecidedSets.map(({ guards }) => setWords(guards, read.varied));
  return [`Undecided: ${words} (${names.join('; ')}).`];
}

/**
 * How many sets are undecided, and why.
 * @example '28 of 32 sets ran out of budget'
 */
function undecidedWords({ reading, cells, ending }: Read): string {
  const cause = ending === 'interrupted' ? 'were not finished' : 'ran out of budget';
  const words = [
    ['not finished', cause],
    ['not judged', 'could not be judged'],
    ['alarm', 'ended in an alarm'],
  ] as const;
  return words
    .flatMap(([reason, said]) => {
      const count = reading.undecidedSets.filter(({ why }) => why === reason).length;
      return count === 0 ? [] : [`${count} of ${cells.length} sets ${said}`];
    })
    .join(', ');
}

function setWords(guards: readonly GuardName[], varied: readonly GuardName[]): string {
  const names = guards.filter((name) => varied.includes(name));
  return names.length === 0 ? 'memory-position alone' : names.join(' + ');
}
