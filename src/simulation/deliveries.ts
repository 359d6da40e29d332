import { ANYWHERE, doesStrike, type Fault, type FaultKindOf } from '../domain/index.js';
import type { Streams } from '../kernel/index.js';
import type { ScenarioSignal } from '../scenario/index.js';

/** One delivery of one signal: the first, or a further one of the same message. */
export interface Delivery {
  readonly signal: ScenarioSignal;
  /** The fault by which it comes late, or again; null: it comes as it was sent. */
  readonly fault: Fault | null;
  /** Counts from 1 over the deliveries of this signal. */
  readonly nth: number;
}

/**
 * What each kind makes of a delivery: it comes late in place of its own time, or once
 * more behind it. A new kind does not compile before it has a line here.
 */
export const SIGNAL_FAULTS: Readonly<Record<FaultKindOf<'signal'>, 'late' | 'again'>> = {
  'signal-again': 'again',
  'signal-late': 'late',
};

/**
 * What is delivered when: the signals as they were sent, each perhaps late, and
 * behind them all those that come again. Draws one number for each drawn fault
 * and signal that it fits, from a stream of that signal's own.
 */
export function deliveriesOf(
  signals: readonly ScenarioSignal[],
  faults: readonly Fault[],
  streams: Streams | null,
): readonly Delivery[] {
  const ofSignals = faults.flatMap((fault, index) =>
    doesStrike(fault.kind, 'signal') ? [{ fault, index, comes: SIGNAL_FAULTS[fault.kind] }] : [],
  );
  const first: Delivery[] = [];
  const again: Delivery[] = [];
  for (const sent of signals) {
    const striking = ofSignals.filter(
      ({ fault, index }) => fitsSignal(fault, sent) && happens(fault, index, sent, streams),
    );
    const late = striking.find(({ comes }) => comes === 'late')?.fault ?? null;
    const signal = late === null ? sent : { ...sent, atUs: sent.atUs + late.us! };
    first.push({ signal, fault: late, nth: 1 });
    let nth = 1;
    for (const { fault, comes } of striking) {
      if (comes !== 'again') continue;
      const repeated = { ...sent, atUs: sent.atUs + fault.us!, runner: fault.to ?? sent.runner };
      again.push({ signal: repeated, fault, nth: ++nth });
    }
  }
  return [...first, ...again];
}

/** The places at which a searched fault of signals could be chosen: known from the scenario, the same in every run. */
export function signalSites(
  signals: readonly ScenarioSignal[],
  faults: readonly Fault[],
): readonly Fault[] {
  return faults.flatMap((fault) => {
    if (fault.when === 'always') return [];
    if (!doesStrike(fault.kind, 'signal')) return [];
    return signals
      .filter((signal) => fitsSignal(fault, signal))
      .map(({ id }): Fault => ({ ...fault, when: 'always', place: { ...ANYWHERE, signal: id } }))
      .filter((site) => !faults.some((known) => isSame(known, site)));
  });
}

export function isSame(a: Fault, b: Fault): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function fitsSignal({ place }: Fault, { id, symbol, runner }: ScenarioSignal): boolean {
  return (
    (place.signal === null || place.signal === id) &&
    (place.symbol === null || place.symbol === symbol) &&
    (place.runner === null || place.runner === runner)
  );
}

function happens(
  { when }: Fault,
  index: number,
  { id }: ScenarioSignal,
  streams: Streams | null,
): boolean {
  if (typeof when !== 'number') return when === 'always';
  return streams !== null && streams.open(`fault/${index}/signal ${id}`).next() < when;
}
