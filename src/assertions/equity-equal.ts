import { toCents } from '../domain/index.js';
import type { EquitySource } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableMoney } from './readable.js';
import { findingOf, ruleOfEnd } from './rule.js';
import { type Assertion, streamOf } from './stream-of.js';

/**
 * At the end every source names the same equity, to the cent, and each one's
 * equity is its cash and the value of its holdings. Both are sums over the symbols, so they hold of
 * all where they hold of each, but for a rounding to cents that the walks over the whole would show.
 */
export const equityEqualRule = ruleOfEnd(
  { name: 'equity-equal', severity: 'error', relates: 'own symbol' },
  (end, rule) => {
    const found: Finding[] = [];
    for (const each of end.equity) {
      const { source, cash, holdings, equity } = each;
      if (toCents(cash + holdings) === toCents(equity)) continue;
      const message =
        `Equity of the ${source} is ${readableMoney(equity)}, but its cash of ${readableMoney(cash)} and holdings of ` +
        `${readableMoney(holdings)} make ${readableMoney(cash + holdings)}.`;
      found.push(findingOf(rule, end, { message }));
    }
    if (new Set(end.equity.map(({ equity }) => toCents(equity))).size > 1) {
      const message = `Equity differs between the sources at the end: ${sideBySide(end.equity)}. One of them missed or doubled a fill.`;
      found.push(findingOf(rule, end, { message }));
    }
    return found;
  },
);

export const equityEqual: Assertion = streamOf(equityEqualRule);

function sideBySide(sources: readonly EquitySource[]): string {
  return sources.map(({ source, equity }) => `${source} ${readableMoney(equity)}`).join(', ');
}
