import { findingOf, type Rule } from '../../../src/index.js';
import type { Said } from './one-holding.js';

/** A BUY while anything at all is held is one too many: relates the symbols of the account. */
export function accountWide(relates: Said): Rule {
  const rule: Rule = {
    name: 'account-wide-duplicate',
    severity: 'error',
    kinds: ['fill'],
    ...(relates === null ? {} : { relates }),
    start: () => {
      const held = new Map<string, number>();
      return {
        step(event) {
          if (event.kind !== 'fill') return undefined;
          const before = Math.max(0, ...held.values());
          const sign = event.side === 'BUY' ? 1 : -1;
          held.set(event.symbol, (held.get(event.symbol) ?? 0) + sign * event.quantity);
          if (event.side !== 'BUY' || before <= 0) return undefined;
          const message = `${event.symbol} was bought while the account held something.`;
          return [findingOf(rule, event, { message, symbol: event.symbol })];
        },
        end: () => [],
      };
    },
  };
  return rule;
}
