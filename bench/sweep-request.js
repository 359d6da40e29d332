import { GUARD_SETS } from '../dist/domain/index.js';
import { parseVariation } from '../dist/experiments/index.js';
import { parseScenario } from '../dist/scenario/index.js';

const TEXT = `title: Two runners
start: 2026-01-26T15:42:07Z
system: {closing: false, limiter: none, runners: [{id: r1}, {id: r2, start: 30ms}]}
account: {cash: "$100,000.00"}
signals:
  - {id: first, symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {id: again, symbol: APP, quantity: 1, price: 540.00, runner: r2}
latency: {db.read: "uniform(1ms,4ms)", db.write: constant(4ms), broker: "uniform(2ms,12ms)"}
`;

/** A sweep of so many points a guard set. */
export function sweepRequest(points, trials) {
  const { scenario } = parseScenario(TEXT, { path: 'bench.yaml' });
  const stepUs = Math.floor(30_000 / points);
  const last = (points - 1) * stepUs;
  const variation = parseVariation(`db.write=0us..${last}us:${stepUs}us`, scenario);
  return {
    scenario,
    guardSets: ['none', 'three-layer', 'all'].map((guardSet) => ({
      guardSet,
      guards: GUARD_SETS[guardSet],
    })),
    vary: [variation.value],
    trials,
    seed: 1,
    rareRuns: 0,
  };
}
