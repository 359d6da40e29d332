import type { GuardName } from '../../src/domain/index.js';
import { GUARD_NAMES, GUARD_SETS } from '../../src/guards/index.js';
import { type Chooser, DefaultChooser } from '../../src/kernel/index.js';
import { parseScenario, renderProblems, type Scenario } from '../../src/scenario/index.js';
import { Simulation } from '../../src/simulation/index.js';
import type { TapeEvent, TapeEventOf } from '../../src/tape/index.js';

const HEAD = `title: A small world
start: 2026-01-26T15:42:07Z
account: {cash: "$144,420.92"}
`;

const LATENCY = `latency:
  db.read: constant(2ms)
  db.write: constant(4ms)
  broker: constant(20ms)
`;

/** A scenario from the lines that differ; constant latencies unless it has its own. */
export function worldOf(lines: string): Scenario {
  const text = HEAD + (lines.includes('latency:') ? '' : LATENCY) + lines;
  const result = parseScenario(text, { path: 'small-world.yaml' });
  if (!result.ok) throw new Error(renderProblems(result));
  return result.scenario;
}

export function guardsOf(set: string): readonly GuardName[] {
  return GUARD_SETS[set] ?? GUARD_NAMES.filter((name) => set.split(',').includes(name));
}

/** Every event of one run. */
export async function eventsOf(
  scenario: Scenario,
  set = 'none',
  more: { seed?: number; chooser?: (simulation: Simulation) => Chooser } = {},
): Promise<TapeEvent[]> {
  const simulation = await Simulation.open({
    scenario,
    guards: guardsOf(set),
    seed: more.seed ?? 1,
    runs: 'one',
  });
  const events: TapeEvent[] = [];
  const chooser = more.chooser?.(simulation) ?? new DefaultChooser(simulation.streams);
  await simulation.run(chooser, (event) => events.push(event));
  simulation.close();
  return events;
}

export function only<K extends TapeEvent['kind']>(
  events: readonly TapeEvent[],
  kind: K,
): TapeEventOf<K>[] {
  return events.filter((event): event is TapeEventOf<K> => event.kind === kind);
}

/** Ids of the signals that became BUY fills, in order. */
export function bought(events: readonly TapeEvent[]): string[] {
  return only(events, 'fill')
    .filter(({ side }) => side === 'BUY')
    .map(({ signalId }) => signalId);
}

/** `signal: layer` for each block. */
export function blocked(events: readonly TapeEvent[]): string[] {
  return only(events, 'guard')
    .filter(({ decision }) => decision === 'blocked')
    .map(({ signalId, layer }) => `${signalId}: ${layer}`);
}
