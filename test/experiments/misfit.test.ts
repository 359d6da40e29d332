import { describe, expect, it } from 'vitest';
import { misfitOf } from '../../src/experiments/misfit.js';
import type { RunOutcome } from '../../src/experiments/run-outcome.js';

/** `AAA:1` is a fill, `exactly-one AAA` an error of a symbol, `no-stall` one of none. */
function outcome(fills: string, ...errors: readonly string[]): RunOutcome {
  const errorsOf = errors.map((words) => {
    const [assertion, symbol = null] = words.split(' ');
    return { assertion: assertion!, symbol };
  });
  return {
    name: `${fills} ${errors.join()}`,
    verdict: errors.length === 0 ? 'pass' : 'fail',
    fills: Object.fromEntries(
      fills
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => [word.split(':')[0]!, Number(word.split(':')[1])]),
    ),
    duplicates: [],
    errors: errorsOf.map(({ assertion }) => assertion),
    errorsOf,
    faults: 'all struck',
  };
}

const SYMBOLS = ['AAA', 'BBB'];

describe('an outcome of all symbols', () => {
  const found = [
    [outcome('AAA:1'), outcome('', 'exactly-one AAA')],
    [outcome('BBB:1'), outcome('BBB:2', 'no-duplicate BBB')],
  ];

  it.each([
    outcome('AAA:1 BBB:1'),
    outcome('AAA:1 BBB:2', 'no-duplicate BBB'),
    outcome('BBB:2', 'no-duplicate BBB', 'exactly-one AAA'),
  ])('is the sum of its parts where each symbol came to the same alone: $name', (whole) => {
    expect(misfitOf(whole, SYMBOLS, found)).toBe(null);
  });

  it.each([
    [outcome('AAA:1'), 'BBB bought 0 times, nothing wrong'],
    [outcome('BBB:1'), 'AAA bought 0 times, nothing wrong'],
    [outcome('AAA:1 BBB:1', 'exactly-one AAA'), 'AAA bought 1 times, exactly-one'],
    [outcome('AAA:1 BBB:1', 'no-stall'), 'no-stall in the run as a whole'],
  ])('is not where one did not: $name', (whole, words) => {
    expect(misfitOf(whole, SYMBOLS, found)).toBe(words);
  });

  it('has an error of no symbol exactly where the parts that make it have', () => {
    const stalls = [[outcome('AAA:1'), outcome('', 'no-stall')], [outcome('BBB:1')]];
    expect(misfitOf(outcome('BBB:1', 'no-stall'), SYMBOLS, stalls)).toBe(null);
    expect(misfitOf(outcome('BBB:1'), SYMBOLS, stalls)).toBe('no error in the run as a whole');
    expect(misfitOf(outcome('AAA:1 BBB:1', 'no-stall'), SYMBOLS, stalls)).toBe(
      'no-stall in the run as a whole',
    );
  });
});
