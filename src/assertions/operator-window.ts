import type { TapeEvent, TapeHeader } from '../tape/index.js';
import { clockSecond, type Finding } from '../verdict/index.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

/** The window of the operator's duplicate query, in clock seconds; exactly this far apart is outside. */
export const OPERATOR_WINDOW_S = 300;

/** The newest BUY row of a symbol. */
interface BuyRow {
  readonly id: number;
  readonly second: number;
}

/**
 * What the operator's query would show: two BUY rows of one symbol less than
 * 300 s apart by their clock-second stamps. One finding per row that follows
 * another (the query itself lists every pair).
 */
export const operatorWindowRule: Rule = {
  name: 'operator-window',
  severity: 'warning',
  kinds: ['trade-row'],
  relates: 'own symbol',
  start: (header) => new WindowWatch(header),
};

export const operatorWindow: Assertion = streamOf(operatorWindowRule);

class WindowWatch implements RuleRun {
  readonly #startEpochUs: number;
  readonly #newest = new Map<string, BuyRow>();

  constructor(header: TapeHeader) {
    this.#startEpochUs = header.scenario.startEpochUs;
  }

  step(event: TapeEvent): readonly Finding[] | undefined {
    if (event.kind !== 'trade-row' || event.side !== 'BUY') return undefined;
    const { id, symbol, atUs } = event;
    const second = clockSecond({ startEpochUs: this.#startEpochUs, atUs });
    const before = this.#newest.get(symbol);
    this.#newest.set(symbol, { id, second });
    if (before === undefined || second - before.second >= OPERATOR_WINDOW_S) return undefined;
    const message =
      `${symbol}: BUY rows ${before.id} and ${id} of trades are stamped ${second - before.second} s apart, ` +
      `within the operator's window of ${OPERATOR_WINDOW_S} s. One of them may be a duplicate.`;
    return [findingOf(operatorWindowRule, event, { message, symbol })];
  }

  end(): readonly Finding[] {
    return NOTHING;
  }
}
