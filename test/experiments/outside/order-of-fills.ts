import { findingOf, type Rule } from '../../../src/index.js';

const SIGHT = { at: ['fill'], sees: 'each other', of: 'run' } as const;

/** BBB must not be bought before AAA: decides on the order of two fills that no broker orders. */
export function boughtFirst(says: 'that it looks at fills' | 'nothing of it'): Rule {
  const rule: Rule = {
    name: 'bought-first',
    severity: 'error',
    kinds: ['fill'],
    relates: 'any symbol',
    ...(says === 'nothing of it' ? {} : { looksAt: [SIGHT] }),
    start: () => {
      const bought = new Set<string>();
      return {
        step(event) {
          if (event.kind !== 'fill') return undefined;
          bought.add(event.symbol);
          if (event.symbol !== 'BBB' || bought.has('AAA')) return undefined;
          const message = 'BBB was bought before AAA.';
          return [findingOf(rule, event, { message, symbol: 'BBB' })];
        },
        end: () => [],
      };
    },
  };
  return rule;
}

/** Two fills within 12 ms are wrong: decides on a distance in time. */
export function nearFills(severity: Rule['severity']): Rule {
  const rule: Rule = {
    name: 'near-fills',
    severity,
    kinds: ['fill'],
    relates: 'any symbol',
    looksAt: [SIGHT],
    start: () => {
      let beforeUs = Number.NEGATIVE_INFINITY;
      return {
        step(event) {
          if (event.kind !== 'fill') return undefined;
          const isNear = event.atUs - beforeUs < 12_000;
          beforeUs = event.atUs;
          return isNear ? [findingOf(rule, event, { message: 'Two fills at once.' })] : undefined;
        },
        end: () => [],
      };
    },
  };
  return rule;
}
