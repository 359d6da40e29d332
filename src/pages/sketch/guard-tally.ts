import type { GuardEntry, LayerName } from '../../domain/index.js';

/** How often each layer decided what. */
export type GuardTally = Map<LayerName, Record<GuardEntry['decision'], number>>;

export function noteGuard(tally: GuardTally, { layer, decision }: GuardEntry): void {
  const counts = tally.get(layer) ?? { marked: 0, passed: 0, blocked: 0, released: 0 };
  counts[decision]++;
  tally.set(layer, counts);
}
