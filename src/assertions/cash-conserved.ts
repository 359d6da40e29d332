import type { MicroUsd } from '../domain/index.js';
import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableMoney, readableTime } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { signedCash } from './signed.js';
import { type Assertion, streamOf } from './stream-of.js';

/**
 * No money appears or vanishes. The broker's cash at the end is the account's at
 * the start and what the fills moved; each booking in memory follows from the
 * one before, and memory ends where its bookings lead. An account that the end
 * does not name cannot be checked, which is a finding too. Sums over the symbols: what holds of each
 * symbol's money holds of all of it.
 */
export const cashConservedRule: Rule = {
  name: 'cash-conserved',
  severity: 'error',
  kinds: ['fill', 'booking', 'end'],
  relates: 'own symbol',
  start: (header) => new CashWatch(header),
};

export const cashConserved: Assertion = streamOf(cashConservedRule);

class CashWatch implements RuleRun {
  #broker: MicroUsd;
  /** Start and deltas. */
  #booked: MicroUsd;
  /** The balance that the last booking named. */
  #balance: MicroUsd;

  constructor({ scenario }: TapeHeader) {
    this.#broker = scenario.account.cash;
    this.#booked = scenario.account.cash;
    this.#balance = scenario.account.cash;
  }

  step(event: TapeEvent): readonly Finding[] | undefined {
    switch (event.kind) {
      case 'fill':
        this.#broker += signedCash(event);
        return undefined;
      case 'booking':
        return this.#book(event);
      case 'end':
        return this.#close(event);
      default:
        return undefined;
    }
  }

  end(): readonly Finding[] {
    return NOTHING;
  }

  #book(event: TapeEventOf<'booking'>): readonly Finding[] | undefined {
    const { symbol, delta, cash, atUs } = event;
    const due = this.#balance + delta;
    this.#booked += delta;
    this.#balance = cash;
    if (cash === due) return undefined;
    const message =
      `${symbol}: the booking of ${readableMoney(delta)} at ${readableTime(atUs)} left ${readableMoney(cash)} in memory, ` +
      `not ${readableMoney(due)}. Two bookings overlapped and one was lost.`;
    return [findingOf(cashConservedRule, event, { message, symbol })];
  }

  #close(event: TapeEventOf<'end'>): readonly Finding[] | undefined {
    const found: Finding[] = [];
    const check = (source: string, due: MicroUsd, sum: string): void => {
      const cash = event.equity.find((each) => each.source === source)?.cash;
      if (cash === due) return;
      const seen = cash === undefined ? 'is not told' : `is ${readableMoney(cash)}`;
      const message = `Cash of the ${source} ${seen} at the end; ${sum} make ${readableMoney(due)}. Money appeared or vanished.`;
      found.push(findingOf(cashConservedRule, event, { message }));
    };
    check('broker', this.#broker, 'the start and all fills');
    check('portfolio', this.#booked, 'the start and all bookings');
    return found.length > 0 ? found : undefined;
  }
}
