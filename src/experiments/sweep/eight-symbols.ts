import { parseMoney } from '../../domain/index.js';
import type { Scenario } from '../../scenario/index.js';

/** As many as the recorded system handles at once. */
const SYMBOLS = ['PROBA', 'PROBB', 'PROBC', 'PROBD', 'PROBE', 'PROBF', 'PROBG', 'PROBH'] as const;

export const PROBE_SYMBOLS_COUNT = SYMBOLS.length;

/**
 * What a guard set costs: a scenario's latencies and permits under one cycle
 * with eight signals, each of another symbol, present when the cycle starts.
 * Nothing else is left of it: no duplicate is possible, no limiter stands in the
 * way, nothing goes wrong, nothing is closed at the end. What differs between
 * guard sets is then what their checks cost; a check that awaits the database
 * inside a lock makes the eight wait for one another.
 */
export function eightSymbols(scenario: Scenario): Scenario {
  const { system } = scenario;
  const runner = system.runners[0]!;
  return {
    ...scenario,
    record: null,
    expect: [],
    faults: [],
    positions: [],
    account: { cash: parseMoney('1000000.00')! },
    system: {
      ...system,
      limiter: null,
      closing: false,
      runners: [{ ...runner, startUs: 0, cycles: 1, positionsLoad: 'works' }],
    },
    signals: SYMBOLS.map((symbol) => ({
      id: symbol,
      symbol,
      side: 'BUY' as const,
      quantity: 10,
      price: parseMoney('100.00')!,
      path: 'main' as const,
      scaleIn: false,
      atUs: 0,
      runner: runner.id,
    })),
  };
}
