import type { Duplicate, Finding, Judgement } from '../verdict/index.js';
import type { JudgedRun } from './report-run.js';
import { blockedByLayer } from './run-outcome.js';
import { counted, listed, times } from './text/count-words.js';

/** Symbols named in one sentence; a longer list is told by its length. */
const SYMBOLS_NAMED_MAX = 3;

/**
 * A verdict as one sentence that a stranger understands in ten seconds.
 * @example 'APP was bought 4 times where once was due.'
 * @example '1 order went out; 3 more were stopped, all by cycle-set.'
 */
export function verdictSentence(run: Pick<JudgedRun, 'header' | 'judgement'>): string {
  const { judgement } = run;
  if (judgement.duplicates.length > 0) return `${duplicateWords(judgement)}${stoppedToo(run)}.`;
  const errors = judgement.findings.filter(({ severity }) => severity === 'error');
  if (judgement.verdict === 'fail') {
    return `No order was doubled, yet the run failed${because(errors[0])}`;
  }
  if (judgement.verdict === 'inconclusive') {
    return `There is no verdict${because(errors[0] ?? judgement.findings[0])}`;
  }
  return `${passWords(run)}.`;
}

function duplicateWords({ duplicates, fills }: Judgement): string {
  const named = duplicates.slice(0, SYMBOLS_NAMED_MAX).map((duplicate, index) => {
    const bought = fills.filter(
      ({ side, symbol }) => side === 'BUY' && symbol === duplicate.symbol,
    );
    return tooOften(duplicate, {
      boughtCount: bought.length,
      verb: index === 0 ? 'was bought' : '',
    });
  });
  const others = duplicates.length - named.length;
  if (others > 0) named.push(`${counted(others, 'more symbol')} too often`);
  return listed(named);
}

function tooOften(duplicate: Duplicate, words: { boughtCount: number; verb: string }): string {
  const due = words.boughtCount - duplicate.count;
  const where = due > 0 ? `where ${times(due)} was due` : 'where none was due';
  const verb = words.verb === '' ? ' ' : ` ${words.verb} `;
  return `${duplicate.symbol}${verb}${times(words.boughtCount)} ${where}`;
}

function stoppedToo(run: Pick<JudgedRun, 'header' | 'judgement'>): string {
  const count = run.judgement.blocked.length;
  return count === 0 ? '' : `; ${counted(count, 'other attempt')} ${layersWords(run)}`;
}

function passWords(run: Pick<JudgedRun, 'header' | 'judgement'>): string {
  const { fills, blocked } = run.judgement;
  const wentOut =
    fills.length === 0 ? 'No order went out' : `${counted(fills.length, 'order')} went out`;
  if (blocked.length === 0) return fills.length === 0 ? wentOut : `${wentOut}, none of them twice`;
  const more = fills.length === 0 ? '' : ' more';
  return `${wentOut}; ${blocked.length}${more} ${layersWords(run)}`;
}

function layersWords(run: Pick<JudgedRun, 'header' | 'judgement'>): string {
  const layers = blockedByLayer(run);
  const was = run.judgement.blocked.length === 1 ? 'was' : 'were';
  if (layers.length === 1) {
    const all = run.judgement.blocked.length > 1 ? ', all by' : ' by';
    return `${was} stopped${all} ${layers[0]!.layer}`;
  }
  return `${was} stopped: ${listed(layers.map(({ layer, count }) => `${count} by ${layer}`))}`;
}

function because(finding: Finding | undefined): string {
  return finding === undefined ? '.' : `: ${finding.message}`;
}
