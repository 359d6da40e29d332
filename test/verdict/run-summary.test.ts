import { describe, expect, it } from 'vitest';
import { conclude, FindingLog, RunSummary } from '../../src/verdict/index.js';
import { fill, guard, held, signal, tradeRow } from '../assertions/story.js';
import { endOf, QUIET_END, sampleHeader, stampAll, type Told } from '../tape/sample-tape.js';

function summaryOf(told: readonly Told[]): RunSummary {
  const summary = new RunSummary();
  for (const event of stampAll(told)) summary.step(event);
  return summary;
}

describe('the summary of a run', () => {
  it('gathers fills, trade rows, position rows and blocked attempts', () => {
    const words = summaryOf([
      signal(),
      fill({ quantity: 7 }),
      tradeRow({ quantity: 7, path: 'second' }),
      guard('passed'),
      guard('blocked', { layer: 'db-position', reason: 'held (qty=7)' }),
      guard('blocked', { task: null }),
      endOf({ cash: 0, positions: [held(7)] }),
    ]).words();
    const execution = {
      symbol: 'APP',
      side: 'BUY',
      quantity: 7,
      price: 100_000_000,
      cycle: 1,
      runner: 'r1',
    };
    expect(words).toEqual({
      fills: [{ ...execution, atUs: 1_000, path: 'main' }],
      trades: [{ ...execution, atUs: 2_000, path: 'second' }],
      positions: [{ symbol: 'APP', quantity: 7 }],
      blocked: [
        {
          layer: 'db-position',
          symbol: 'APP',
          task: 'r1.c1/T',
          atUs: 4_000,
          reason: 'held (qty=7)',
        },
        { layer: 'cycle-set', symbol: 'APP', task: '', atUs: 5_000, reason: 'why' },
      ],
    });
  });

  it('has run only where an attempt was made and the end is there', () => {
    expect(summaryOf([signal(), QUIET_END]).ran).toBe(true);
    expect(summaryOf([signal()]).ran).toBe(false);
    expect(summaryOf([QUIET_END]).ran).toBe(false);
  });

  it('concludes to a judgement', () => {
    const summary = summaryOf([signal(), QUIET_END]);
    expect(conclude(sampleHeader(), { summary, log: new FindingLog() })).toEqual({
      verdict: 'pass',
      findings: [],
      fills: [],
      trades: [],
      positions: [],
      blocked: [],
      duplicates: [],
      record: null,
      matchesRecord: null,
      expected: true,
    });
  });
});
