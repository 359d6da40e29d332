import { type guards, parseScenario, type Scenario } from '../../../src/index.js';

/** A small scenario that names no guard: signals to buy seven shares that start together, with these ids, of these symbols. */
export function buying(
  signals: readonly { readonly id: string; readonly symbol: string }[],
): Scenario {
  const rows = signals.map(
    ({ id, symbol }) => `  - {id: ${id}, symbol: ${symbol}, quantity: 7, price: 540.00}`,
  );
  const parsed = parseScenario(
    `title: signals that start together
story: probe
source: {origin: probe, recorded: [], inferred: [all]}
start: 2026-01-26T15:42:07Z
zone: America/New_York
system: {guards: none, closing: false, limiter: none}
account: {cash: "$144,420.92"}
positions: []
signals:
${rows.join('\n')}
latency:
  db.read: uniform(1ms,200ms)
  db.write: uniform(2ms,10ms)
  broker: uniform(8ms,40ms)
`,
    { path: 'signals.yaml' },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

/** Two symbols, one signal each, that start together: what an exploration takes apart. */
export function twoSymbols(): Scenario {
  return buying([
    { id: 'first', symbol: 'AAA' },
    { id: 'second', symbol: 'BBB' },
  ]);
}

/** What a guard or a rule from outside says of itself; null: nothing. */
export type Said = 'own symbol' | 'any symbol' | null;

/** Lets a BUY through only while the account holds nothing at all: a limit of one holding. */
export function oneHolding(decidesOn: Said): guards.Guard {
  return {
    name: 'one-holding',
    place: 'path',
    ...(decidesOn === null ? {} : { decidesOn }),
    async wrap({ ports, signal }, next) {
      const rows = await ports.store.positions();
      const held = rows.find((row) => row.quantity > 0);
      const words = { kind: 'guard', layer: 'one-holding', symbol: signal.symbol } as const;
      if (held !== undefined) {
        const reason = `holds ${held.symbol} already`;
        ports.journal.write({ ...words, signalId: signal.id, decision: 'blocked', reason });
        return { kind: 'blocked', layer: 'one-holding', reason };
      }
      ports.journal.write({
        ...words,
        signalId: signal.id,
        decision: 'passed',
        reason: 'holds nothing',
      });
      return next();
    },
  };
}
