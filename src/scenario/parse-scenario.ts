import { checkAcross } from './cross-checks.js';
import { deepFreeze } from './deep-freeze.js';
import { definition, type ReadableFields, type ScenarioFields } from './definition.js';
import { databaseOf } from './definition-database.js';
import { faultOf } from './faults-fields.js';
import { type Partly, readFields } from './field-kinds.js';
import { resolveGuards } from './guard-set.js';
import { type Problems, problemsOf, type Refusal } from './problem.js';
import { resolveProfile, type WrittenProfile } from './profiles/profile.js';
import type { ReadRecorded } from './profiles/recorded-file.js';
import type { LatencyProfile, LatencySettings, Scenario, SystemSettings } from './scenario.js';
import { expandSignals } from './signals.js';
import { fieldOf, type PlacedRefusal, readYamlPage } from './yaml-page.js';

/** A frozen scenario, or why there is none. */
export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | ({ readonly ok: false } & Problems);

/**
 * Reads a scenario file: a frozen `Scenario`, or every problem in it, in order
 * of place (the first thousand, and how many more there are). `path` names the file as the person who asked did; it is opened by nobody.
 * `readRecorded` hands over the text of a recorded file that a latency profile
 * names; left out, such a profile is a problem.
 * Cost: linear in the text and in the number of signals, repeats counted.
 */
export function parseScenario(
  text: string,
  { path, readRecorded }: { path: string; readRecorded?: ReadRecorded },
): ScenarioResult {
  const file = path.replaceAll('\\', '/');
  const page = readYamlPage(text);
  let refusals: PlacedRefusal[] = [...page.refusals];
  let unlisted = 0;
  let fields: ReadableFields | undefined;
  let latency: LatencySettings = {};
  if (page.tree !== null) {
    const unread = readFields(definition, page);
    fields = unread.read as ReadableFields | undefined;
    refusals = refusals.concat(unread.refusals);
    unlisted = unread.unlisted;
    for (const { at, ...words } of checkAcross(fields ?? {})) {
      refusals.push({ ...page.placeOf(at), field: fieldOf(at), ...words });
    }
    const resolved = resolveLatency(fields?.latency ?? {}, readRecorded);
    latency = resolved.latency;
    for (const { operation, ...words } of resolved.refusals) {
      const at = ['latency', operation];
      refusals.push({ ...page.placeOf(at), field: fieldOf(at), ...words });
    }
  }
  if (refusals.length > 0) return { ok: false, ...problemsOf(file, refusals, unlisted) };
  return { ok: true, scenario: deepFreeze(scenarioOf(fields as ScenarioFields, latency, file)) };
}

function scenarioOf(fields: ScenarioFields, latency: LatencySettings, path: string): Scenario {
  const system = systemOf(fields.system);
  const { start, record, account, positions, expect } = fields;
  return {
    id: (path.split('/').at(-1) ?? path).replace(/(?<=.)\.[^.]*$/, ''),
    path,
    title: fields.title,
    story: fields.story.trim(),
    source: fields.source,
    start: start.text,
    startEpochUs: start.epochUs,
    zone: fields.zone,
    record: record === undefined ? null : recordOf(record),
    system,
    account: { cash: account.cash },
    positions: positions.map(({ symbol, quantity, price, 'avg-cost': avgCost = price }) => ({
      symbol,
      quantity,
      avgCost,
      marketPrice: price,
    })),
    signals: expandSignals(fields.signals, (system.runners[0] as { id: string }).id),
    latency,
    faults: fields.faults.map(faultOf),
    faultsMax: fields['faults-max'] ?? null,
    database: fields.database === undefined ? null : databaseOf(fields.database),
    expect: expect.map(({ guards, verdict, duplicates = null, explore = null }) => ({
      guardSet: guards.guardSet,
      guards: resolveGuards(guards, system),
      verdict,
      duplicates,
      explore,
    })),
  };
}

function recordOf({ trades, span }: NonNullable<ScenarioFields['record']>): Scenario['record'] {
  const rows = trades.flatMap(({ count, ...row }) => Array.from({ length: count }, () => row));
  return { trades: rows, spanUs: span };
}

function systemOf(system: ScenarioFields['system']): SystemSettings {
  const { limiter } = system;
  return {
    cycleIntervalUs: system.interval,
    failedCyclePauseUs: system['failed-pause'],
    parallelism: system.parallelism,
    guards: system.guards.guards ?? [],
    recentTradeWindowUs: system['recent-trade-window'],
    leaseTtlUs: system['lease-ttl'],
    leaseFencing: system['lease-fencing'],
    brokerTimeoutUs: system['broker-timeout'] ?? null,
    brokerRetriesCount: system['broker-retries'],
    limiter:
      limiter === 'none'
        ? null
        : { perSecond: limiter['per-second'], perMinute: limiter['per-minute'] },
    closing: system.closing,
    runners: system.runners.map((runner) => ({
      id: runner.id,
      startUs: runner.start,
      cycles: runner.cycles,
      positionsLoad: runner['positions-load'],
      process: runner.process,
      clockSkewUs: runner['clock-skew'],
      zoneBugUs: runner['zone-bug'],
    })),
  };
}

/**
 * The operations that have a profile, each with its numbers: what a recorded
 * file came to is part of the scenario, so that whatever is bound to the scenario
 * is bound to it.
 */
function resolveLatency(
  written: Partly<ScenarioFields['latency']>,
  readRecorded: ReadRecorded | undefined,
): {
  readonly latency: LatencySettings;
  readonly refusals: readonly (Refusal & { readonly operation: string })[];
} {
  const latency: Record<string, LatencyProfile> = {};
  const refusals: (Refusal & { readonly operation: string })[] = [];
  for (const [operation, profile] of Object.entries(written)) {
    if (profile === undefined) continue;
    const resolved = resolveProfile(profile as WrittenProfile, readRecorded);
    if (resolved.ok) latency[operation] = resolved.value;
    else refusals.push({ operation, ...resolved.refusal });
  }
  return { latency, refusals };
}
