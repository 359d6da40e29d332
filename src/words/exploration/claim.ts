import type { ExplorationCoverage } from '../../verdict/index.js';
import { counted } from '../text/count-words.js';
import { groupDigits } from '../text/format-time.js';
import type { ExplorationReport } from './exploration.js';

type Claimed = Pick<ExplorationReport, 'mode' | 'timed'> & {
  readonly coverage: ExplorationCoverage;
};

/**
 * The claim in one word.
 * @example 'complete(133)'
 */
export function claimWord({ kind, classes, bound, schedules, alarm }: ExplorationCoverage): string {
  if (alarm) return 'no claim';
  if (kind === 'complete') return `complete(${classes})`;
  return kind === 'bounded' ? `bounded(${bound})` : `sampled(${schedules})`;
}

/** The claim as one sentence for a person, and no more than is true. */
export function claimSentence(explored: Claimed): string {
  const { kind, alarm } = explored.coverage;
  if (alarm) return 'Nothing is claimed of any order but those that were run.';
  if (kind === 'complete') return completeSentence(explored);
  return kind === 'bounded' ? boundedSentence(explored) : sampledSentence(explored);
}

function completeSentence({ timed, coverage }: Claimed): string {
  const { classes } = coverage;
  const faults = faultWords(coverage);
  if (classes === 1)
    return `There is one class of orders${timed ? ' that these latencies allow' : ''}, and it was run.`;
  const all = `Every one of ${groupDigits(classes)} classes of orders`;
  return timed
    ? `${all} that these latencies allow${faults} was run.`
    : `${all}${faults} was run, whatever the latencies.`;
}

/** What a claim is about, where faults were searched: none beyond so many. */
function faultWords({ faultsMax, plans }: ExplorationCoverage): string {
  return faultsMax === 0
    ? ''
    : `, with at most ${counted(faultsMax, 'fault')} (${counted(plans, 'set')} of them),`;
}

function boundedSentence({ timed, coverage }: Claimed): string {
  const { bound, classes } = coverage;
  const where = timed ? ' that these latencies allow' : '';
  return `Every order${where} with at most ${counted(bound ?? 0, 'deviation')} from the default order${faultWords(coverage)} was run: ${counted(classes, 'class', 'classes')}. Orders that deviate more were not looked at.`;
}

function sampledSentence({ mode, timed, coverage }: Claimed): string {
  const { schedules, classes, estimate, infeasible } = coverage;
  if (schedules === 0) return 'No order was run: nothing is claimed.';
  const orders = `${counted(schedules, 'order')} ${schedules === 1 ? 'was' : 'were'}`;
  const impossible =
    infeasible === 0 ? '' : `, beside ${groupDigits(infeasible)} that no latencies produce`;
  const found = `${counted(classes, 'class', 'classes')}${timed ? ' that these latencies allow' : ''}${impossible}`;
  if (mode !== 'sample')
    return `It was stopped early: ${orders} run (${found}), and nothing is claimed of the others.`;
  const all =
    estimate === null
      ? 'How many there are could not be estimated.'
      : `There are an estimated ${groupDigits(Math.round(estimate))}.`;
  return `${orders} drawn at random: ${found}. ${all} What was not drawn may still fail.`;
}
