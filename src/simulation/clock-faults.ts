import { ANYWHERE, doesStrike, type Fault, type FaultKindOf } from '../domain/index.js';
import type { Streams } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { isSame } from './deliveries.js';

/** What a runner makes of the database's stamps. */
export interface ClockReading {
  /** How far too long ago it takes them to be. */
  readonly agedUs: number;
  /** The faults that make it so; what its settings make is none. */
  readonly faults: readonly Fault[];
}

/** How much older a fault makes the stamps, by its own time. A new kind does not compile before it has a line here. */
export const CLOCK_FAULTS: Readonly<Record<FaultKindOf<'runner'>, (us: number) => number>> = {
  'clock-skew': (us) => us,
  'wrong-zone': (us) => us,
};

/**
 * How each runner reads the clock: its own may be off, or it takes the
 * database's zone for another. Draws one number for each drawn fault and runner
 * that it fits, from a stream of that runner's own.
 */
export function clockReadings(
  { system, faults }: Scenario,
  streams: Streams | null,
): ReadonlyMap<string, ClockReading> {
  return new Map(
    system.runners.map(({ id, clockSkewUs, zoneBugUs }) => {
      const striking = faults.filter(
        (fault, index) =>
          doesStrike(fault.kind, 'runner') &&
          (fault.place.runner === null || fault.place.runner === id) &&
          happens(fault, index, id, streams),
      );
      const byFaults = striking.reduce((sum, fault) => sum + agedBy(fault), 0);
      return [id, { agedUs: clockSkewUs - zoneBugUs + byFaults, faults: striking }];
    }),
  );
}

/** The runners of which a searched fault could be true: known from the scenario, the same in every run. */
export function clockSites({ system, faults }: Scenario): readonly Fault[] {
  return faults.flatMap((fault) => {
    if (!doesStrike(fault.kind, 'runner') || fault.when === 'always') return [];
    return system.runners
      .filter(({ id }) => fault.place.runner === null || fault.place.runner === id)
      .map(({ id }): Fault => ({ ...fault, when: 'always', place: { ...ANYWHERE, runner: id } }))
      .filter((site) => !faults.some((known) => isSame(known, site)));
  });
}

function agedBy({ kind, us }: Fault): number {
  return doesStrike(kind, 'runner') ? CLOCK_FAULTS[kind](us ?? 0) : 0;
}

function happens({ when }: Fault, index: number, runner: string, streams: Streams | null): boolean {
  if (typeof when !== 'number') return when === 'always';
  return streams !== null && streams.open(`fault/${index}/runner ${runner}`).next() < when;
}
