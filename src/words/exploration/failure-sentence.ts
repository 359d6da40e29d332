import { counted, listed, times } from '../text/count-words.js';
import type { ExplorationReport } from './exploration.js';

const SYMBOLS_NAMED_MAX = 3;

/**
 * The verdict of an exploration as one sentence.
 * @example 'APP can be bought twice where once was due.'
 */
export function explorationSentence(
  explored: Pick<ExplorationReport, 'verdict' | 'counterexample' | 'outcomes' | 'coverage'>,
): string {
  const { verdict, coverage, outcomes } = explored;
  if (verdict === 'fail') return failureSentence(explored);
  if (verdict === 'pass')
    return coverage.kind === 'complete'
      ? 'No order duplicates or loses an order.'
      : 'No order that was run duplicates or loses an order.';
  if (outcomes.some((outcome) => outcome.verdict === 'inconclusive'))
    return 'There is no verdict: some orders could not be judged.';
  return 'There is no verdict: nothing failed, but not all was run that was asked for.';
}

function failureSentence({
  counterexample,
  outcomes,
}: Pick<ExplorationReport, 'counterexample' | 'outcomes'>): string {
  const failing = outcomes.find(({ verdict }) => verdict === 'fail');
  const errors = failing?.errors ?? [];
  if (errors.length > 0 && !errors.includes('no-duplicate'))
    return `An order of events breaks ${listed(errors)}.`;
  const fills = Object.entries(counterexample?.fills ?? failing?.fills ?? {});
  const doubled = fills.filter(([, count]) => count > 1);
  const named = (doubled.length > 0 ? doubled : fills).slice(0, SYMBOLS_NAMED_MAX);
  const words = named.map(([symbol, count]) => `${symbol} can be bought ${times(count)}`);
  if (doubled.length > named.length)
    words.push(`${counted(doubled.length - named.length, 'more symbol')} too often`);
  return words.length === 0 ? 'An order of events duplicates an order.' : `${listed(words)}.`;
}

/** What one outcome bought, in words. */
export function fillsWords(fills: Readonly<Record<string, number>>): string {
  const words = Object.entries(fills).map(([symbol, count]) => `${symbol} bought ${times(count)}`);
  return words.length === 0 ? 'nothing bought' : listed(words);
}
