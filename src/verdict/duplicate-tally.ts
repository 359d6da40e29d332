import type { DuplicateKind, Finding } from './finding.js';
import type { Duplicate } from './judgement.js';

/** Counts duplicates as their findings come in, also those that are too many to be kept. */
export class DuplicateTally {
  readonly #bySymbol = new Map<string, { symbol: string; count: number; kind: DuplicateKind }>();

  /** A finding without a kind is about something else and counts for nothing. */
  add({ symbol, duplicateKind }: Finding): void {
    if (symbol === null || duplicateKind === null) return;
    const known = this.#bySymbol.get(symbol);
    if (known !== undefined) known.count++;
    else this.#bySymbol.set(symbol, { symbol, count: 1, kind: duplicateKind });
  }

  /** One entry per symbol, in the order of the first duplicate; of mixed kinds the first. */
  list(): readonly Duplicate[] {
    return [...this.#bySymbol.values()].map((entry) => ({ ...entry }));
  }
}

/** The duplicates that a list of findings speaks of, by symbol. */
export function duplicatesOf(findings: readonly Finding[]): readonly Duplicate[] {
  const tally = new DuplicateTally();
  for (const finding of findings) tally.add(finding);
  return tally.list();
}
