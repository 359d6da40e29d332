// The four-task burst that bench/explore measures: one text, so that every contender runs the same thing.
import { parseScenario } from '../dist/scenario/index.js';

export function burstScenario() {
  const parsed = parseScenario(
    `
title: Four-task burst
story: Four symbol tasks of one cycle want the same stock.
source: {origin: bench, recorded: [nothing], inferred: [everything]}
start: 2026-01-26T15:42:07Z
zone: America/New_York
system: {guards: before, limiter: none, closing: false}
account: {cash: "$144,420.92"}
signals:
  - {id: a, symbol: APP, quantity: 7, price: 540.00}
  - {id: b, symbol: APP, quantity: 7, price: 540.00}
  - {id: c, symbol: APP, quantity: 7, price: 540.00}
  - {id: d, symbol: APP, quantity: 7, price: 540.00}
latency: {db.read: "uniform(1ms,5ms)", db.write: "uniform(2ms,9ms)", broker: constant(20ms)}
`,
    { path: 'bench/burst.yaml' },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}
