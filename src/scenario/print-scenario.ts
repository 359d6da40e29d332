import { formatMoney, formOf, type GuardName } from '../domain/index.js';
import { GUARD_SETS } from '../guards/index.js';
import { definition } from './definition.js';
import type { database } from './definition-database.js';
import type { record } from './definition-record.js';
import type { system } from './definition-system.js';
import { formatDuration } from './duration.js';
import type { fault } from './faults-fields.js';
import { decimal } from './faults-text.js';
import { canonicalTree, type Written } from './field-shapes.js';
import { writtenSignals } from './print-signals.js';
import { printProfile } from './profiles/print-profile.js';
import { LATENCY_OPERATIONS, type LatencyOperation, type Scenario } from './scenario.js';
import { textOfTree } from './yaml-nodes.js';

/**
 * Prints a scenario as a file that reads back as the same scenario: fields in the order of the
 * definition, those at their default left out, times with their units, money in dollars. What a
 * `Scenario` does not hold is not printed: comments (see `editScenario` for files that people
 * write), `account.equity`, which is a check, and the numbers behind `empirical(file=…)`, which
 * stay in that file. Repeated signals and rows are put together again with `count`.
 * Cost: linear in what is printed.
 * @example
 * const parsed = parseScenario(text, { path: 'incident.yaml' });
 * if (parsed.ok) writeFileSync('incident.yaml', printScenario(parsed.scenario));
 */
export function printScenario(scenario: Scenario): string {
  return textOfTree(definition, canonicalTree(definition, writtenScenario(scenario)));
}

/** Every field of the definition, by its kind: a new one does not compile before it is written here. */
function writtenScenario(scenario: Scenario): Written<typeof definition> {
  const { source, record, account, positions, faults, faultsMax, database, expect } = scenario;
  return {
    title: scenario.title,
    story: scenario.story,
    source: { origin: source.origin, recorded: source.recorded, inferred: source.inferred },
    start: scenario.start,
    zone: scenario.zone,
    record: record === null ? undefined : writtenRecord(record),
    system: writtenSystem(scenario.system),
    account: { cash: formatMoney(account.cash), equity: undefined },
    positions: positions.map(({ symbol, quantity, avgCost, marketPrice }) => ({
      symbol,
      quantity: String(quantity),
      price: formatMoney(marketPrice),
      'avg-cost': avgCost === marketPrice ? undefined : formatMoney(avgCost),
    })),
    signals: writtenSignals(scenario),
    latency: Object.fromEntries(
      LATENCY_OPERATIONS.map((operation) => {
        const profile = scenario.latency[operation];
        return [operation, profile === undefined ? undefined : printProfile(profile)];
      }),
    ) as Record<LatencyOperation, string | undefined>,
    faults: faults.map(writtenFault),
    'faults-max': faultsMax === null ? undefined : String(faultsMax),
    database: database === null ? undefined : writtenDatabase(database),
    expect: expect.map(({ guardSet, verdict, duplicates, explore }) => ({
      guards: guardSet,
      verdict,
      duplicates: duplicates === null ? undefined : String(duplicates),
      explore: explore ?? undefined,
    })),
  };
}

function writtenSystem(settings: Scenario['system']): Written<typeof system> {
  const { limiter, brokerTimeoutUs } = settings;
  return {
    interval: formatDuration(settings.cycleIntervalUs),
    'failed-pause': formatDuration(settings.failedCyclePauseUs),
    parallelism: String(settings.parallelism),
    guards: guardSetOf(settings.guards),
    'recent-trade-window': formatDuration(settings.recentTradeWindowUs),
    'lease-ttl': formatDuration(settings.leaseTtlUs),
    'lease-fencing': String(settings.leaseFencing),
    'broker-timeout': brokerTimeoutUs === null ? undefined : formatDuration(brokerTimeoutUs),
    'broker-retries': String(settings.brokerRetriesCount),
    limiter:
      limiter === null
        ? 'none'
        : { 'per-second': String(limiter.perSecond), 'per-minute': String(limiter.perMinute) },
    closing: String(settings.closing),
    runners: settings.runners.map((runner) => ({
      id: runner.id,
      start: formatDuration(runner.startUs),
      cycles: String(runner.cycles),
      'positions-load': runner.positionsLoad,
      process: runner.process,
      'clock-skew': signedDuration(runner.clockSkewUs),
      'zone-bug': signedDuration(runner.zoneBugUs),
    })),
  };
}

/** A set by its name where it has one. */
function guardSetOf(guards: readonly GuardName[]): string {
  const written = guards.join(',');
  const named = Object.entries(GUARD_SETS).find(([, set]) => set.join(',') === written);
  return named?.[0] ?? written;
}

function signedDuration(us: number): string {
  return us < 0 ? `-${formatDuration(-us)}` : formatDuration(us);
}

const ROWS_IN_ONE_MAX = 100_000;

/** Equal rows beside each other stand in one entry. */
function writtenRecord({
  trades,
  spanUs,
}: NonNullable<Scenario['record']>): Written<typeof record> {
  const entries: { row: (typeof trades)[number]; count: number }[] = [];
  for (const row of trades) {
    const last = entries.at(-1);
    const { symbol, side, quantity } = row;
    const isAgain =
      last !== undefined &&
      last.count < ROWS_IN_ONE_MAX &&
      last.row.symbol === symbol &&
      last.row.side === side &&
      last.row.quantity === quantity;
    if (isAgain) last.count++;
    else entries.push({ row, count: 1 });
  }
  return {
    trades: entries.map(({ row, count }) => ({
      symbol: row.symbol,
      side: row.side,
      quantity: String(row.quantity),
      count: String(count),
    })),
    span: formatDuration(spanUs),
  };
}

function writtenFault({
  kind,
  when,
  place,
  us,
  to,
}: Scenario['faults'][number]): Written<typeof fault> {
  const { time } = formOf(kind);
  const lasting = (name: 'for' | 'by' | 'after') =>
    time?.name !== name || us === null || us === time.defaultUs ? undefined : formatDuration(us);
  return {
    kind,
    when: typeof when === 'number' ? decimal(when) : when,
    task: place.task ?? undefined,
    runner: place.runner ?? undefined,
    cycle: place.cycle === null ? undefined : String(place.cycle),
    signal: place.signal ?? undefined,
    symbol: place.symbol ?? undefined,
    operation: place.operation ?? undefined,
    statement: place.statement ?? undefined,
    guard: place.guard ?? undefined,
    nth: place.nth === null ? undefined : String(place.nth),
    for: lasting('for'),
    by: lasting('by'),
    after: lasting('after'),
    to: to ?? undefined,
  };
}

function writtenDatabase(settings: NonNullable<Scenario['database']>): Written<typeof database> {
  const { checkoutTimeoutUs } = settings;
  return {
    pool: String(settings.connectionsCount),
    leaked: String(settings.leakedCount),
    'checkout-timeout': checkoutTimeoutUs === null ? 'none' : formatDuration(checkoutTimeoutUs),
    'busy-timeout': formatDuration(settings.busyTimeoutUs),
    keeps: settings.keeps,
  };
}
