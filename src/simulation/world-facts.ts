import type { PositionRow } from '../domain/index.js';
import type { Streams } from '../kernel/index.js';
import type { Scenario, ScenarioSignal } from '../scenario/index.js';
import { ORDER_SIZED_MAX } from '../trading/index.js';
import { type Delivery, deliveriesOf } from './deliveries.js';
import { crashesMax, isMortal } from './process-lives.js';

/** What follows from a scenario alone and is the same in each of its runs. */
export interface WorldFacts {
  readonly deliveries: readonly Delivery[];
  /** What all runners are given, the signals that are left out of this part included. */
  readonly wholeDeliveries: readonly Delivery[];
  /** Ids of the signals that are delivered more than once. */
  readonly repeated: ReadonlySet<string>;
  /** The symbol of each signal, where a fault can ask for it. */
  readonly symbolOf: ReadonlyMap<string, string>;
  readonly spendMax: number;
  readonly processesCount: number;
  /** Whether a process can die. */
  readonly isMortal: boolean;
  readonly mayBeFlat: ReadonlySet<string>;
}

/**
 * @param whole the scenario that this one is a part of, or itself
 * @param streams where faults with a probability draw; null: an exploration chooses them
 */
export function worldFactsOf(
  scenario: Scenario,
  whole: Scenario,
  streams: Streams | null,
): WorldFacts {
  const { system } = scenario;
  const delivered = ({ signals, faults }: Scenario): readonly Delivery[] =>
    deliveriesOf(signals, faults, streams);
  const deliveries = delivered(scenario);
  const wholeDeliveries = whole === scenario ? deliveries : delivered(whole);
  const repeated = deliveries.filter(({ nth }) => nth > 1).map(({ signal }) => signal.id);
  const symbols = scenario.faults.length === 0 ? [] : scenario.signals;
  return {
    deliveries,
    wholeDeliveries,
    repeated: new Set(repeated),
    symbolOf: new Map(symbols.map(({ id, symbol }) => [id, symbol])),
    spendMax: spendMaxOf(
      wholeDeliveries.map(({ signal }) => signal),
      (1 + system.brokerRetriesCount) * (1 + crashesMax(whole)),
    ),
    processesCount: new Set(system.runners.map((runner) => runner.process)).size,
    isMortal: isMortal(scenario, streams === null ? 'searched' : 'drawn'),
    mayBeFlat: mayBeFlatOf(scenario),
  };
}

/** Every symbol of the scenario, sorted. */
export function symbolsOf({ positions, signals }: Scenario): readonly string[] {
  return [...new Set([...positions, ...signals].map(({ symbol }) => symbol))].sort();
}

/**
 * Symbols that the broker may hold none of after a fill. Of all others a block
 * is judged alike before and after any fill, so it need not be ordered among them.
 */
function mayBeFlatOf({ positions, signals }: Scenario): ReadonlySet<string> {
  return new Set([
    ...signals.filter(({ side }) => side !== 'BUY').map(({ symbol }) => symbol),
    ...positions.filter(({ quantity }) => quantity < 0).map(({ symbol }) => symbol),
  ]);
}

/** The most that all BUY orders together can cost: a delivery of a signal leads to one order for each attempt at most. */
function spendMaxOf(signals: readonly ScenarioSignal[], attemptsMax: number): number {
  let sum = 0;
  for (const { side, quantity, price } of signals) {
    if (side === 'BUY') sum += quantity === null ? ORDER_SIZED_MAX : quantity * price;
  }
  return sum * attemptsMax;
}

export function worthOf(positions: readonly PositionRow[]): number {
  return positions.reduce((sum, { quantity, marketPrice }) => sum + quantity * marketPrice, 0);
}
