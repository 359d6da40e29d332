import { expect, it } from 'vitest';
import { ScenarioProgram } from '../../src/experiments/index.js';
import { exploreExhaustively } from '../../src/exploration/index.js';
import { Streams } from '../../src/kernel/index.js';
import { scenarioOf, settingOf } from './shipped.js';

it.each(['timed', 'untimed'] as const)(
  'tells a BUY that was stopped before a SELL from one that was stopped after it, %s',
  async (timing) => {
    // Stopped while 14 are held it was not due; stopped after the SELL filled, it was.
    const scenario = scenarioOf(`
title: Sold and bought again
start: 2026-01-26T15:42:07Z
system: {limiter: none, closing: false}
account: {cash: 144420.92}
positions:
  - {symbol: GME, quantity: 14, price: 540.00}
signals:
  - {symbol: GME, side: SELL, price: 540.00}
  - {symbol: GME, quantity: 7, price: 540.00}
latency: {db.read: "uniform(1ms,50ms)", db.write: "uniform(1ms,50ms)", broker: "uniform(1ms,50ms)"}
`);
    const program = new ScenarioProgram(settingOf(scenario, 'memory-position'));
    const draws = new Streams(1).open('audit');
    const { coverage, components } = await exploreExhaustively(program, {
      timing,
      audit: { runs: 300, random: () => draws.next() },
    });
    program.close();
    expect(coverage).toEqual({ kind: 'complete' });
    expect([...components[0]!.outcomes.keys()].sort()).toEqual([
      'fail  (exactly-one; )',
      'pass ',
      'pass GME:1',
    ]);
  },
);
