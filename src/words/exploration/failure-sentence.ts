import { type ExtraBuys, extraBuys, jointOutcomes } from '../../verdict/index.js';
import { counted, listed, times } from '../text/count-words.js';
import { groupDigits } from '../text/format-time.js';
import { alarmParagraph } from './alarm-words.js';
import type { ExplorationReport } from './exploration.js';

const SYMBOLS_NAMED_MAX = 3;

/**
 * The verdict of an exploration as one sentence.
 * @example 'APP is bought 4 times in every order.'
 */
export function explorationSentence(
  explored: Pick<ExplorationReport, 'verdict' | 'outcomes' | 'coverage'>,
): string {
  const { verdict, coverage, outcomes } = explored;
  if (coverage.alarm) {
    const failing = verdict === 'fail' ? ` ${failureSentence(explored)}` : '';
    return `${alarmParagraph(coverage.alarm)}${failing}`;
  }
  if (verdict === 'fail') return failureSentence(explored);
  if (verdict === 'pass')
    return coverage.kind === 'complete'
      ? 'No order duplicates or loses an order.'
      : 'No order that was run duplicates or loses an order.';
  if (outcomes.some((outcome) => outcome.verdict === 'inconclusive'))
    return 'There is no verdict: some orders could not be judged.';
  return 'There is no verdict: nothing failed, but not all was run that was asked for.';
}

/** By the outcomes of all orders: the story is smaller, and may buy less often than the scenario. */
function failureSentence({
  outcomes,
  coverage,
}: Pick<ExplorationReport, 'outcomes' | 'coverage'>): string {
  const bought = extraBuys(outcomes, coverage.kind);
  if (bought.length > 0) {
    const words = bought.slice(0, SYMBOLS_NAMED_MAX).map(extraWords);
    const more = bought.length - words.length;
    if (more > 0) words.push(`${counted(more, 'more symbol')} too often`);
    return `${listed(words)}.`;
  }
  const errors = outcomes.find(({ verdict }) => verdict === 'fail')?.errors ?? [];
  return errors.length === 0
    ? 'An order of events fails.'
    : `An order of events breaks ${listed(errors)}.`;
}

function extraWords({ symbol, least, most, inEveryOrder }: ExtraBuys): string {
  const often = least === most ? times(most) : `${least} to ${groupDigits(most)} times`;
  return inEveryOrder
    ? `${symbol} is bought ${often} in every order`
    : `${symbol} can be bought ${often}`;
}

/**
 * How much of the scenario a story kept, and what it buys; null where it kept all.
 * @example 'The story keeps 2 of 4 signals: APP bought twice.'
 */
export function keptSentence({
  counterexample,
  signalsCount,
}: Pick<ExplorationReport, 'counterexample' | 'signalsCount'>): string | null {
  if (counterexample === null || counterexample.signals >= signalsCount) return null;
  const { signals, fills } = counterexample;
  return `The story keeps ${signals} of ${counted(signalsCount, 'signal')}: ${fillsWords(fills)}.`;
}

/** What outcomes by symbol mean, and what they come to together; null where they are the scenario's. */
export function apartSentence(outcomes: ExplorationReport['outcomes']): string | null {
  if (outcomes.every(({ apart }) => apart === null)) return null;
  const joint = jointOutcomes(outcomes);
  const note = 'Outcomes are by symbol: these symbols share nothing, so each was explored apart.';
  if (joint === null) return note;
  return `${note} Together: ${joint.map(({ fills }) => fillsWords(fills)).join('; ')}.`;
}

/** What one outcome bought, in words. */
export function fillsWords(fills: Readonly<Record<string, number>>): string {
  const words = Object.entries(fills).map(([symbol, count]) => `${symbol} bought ${times(count)}`);
  return words.length === 0 ? 'nothing bought' : listed(words);
}
