import { DuplicateTally } from './duplicate-tally.js';
import type { Finding } from './finding.js';
import type { Duplicate, SymbolError } from './judgement.js';

/** How many findings of one assertion are kept. A day without guards can make a hundred thousand. */
export const FINDINGS_MAX = 1_000;

interface Shelf {
  count: number;
  last: Finding;
}

/**
 * Owns the findings of one judgement: keeps the first thousand of each
 * assertion, counts all, and announces what it did not keep.
 */
export class FindingLog {
  readonly #kept: Finding[] = [];
  readonly #shelves = new Map<string, Shelf>();
  readonly #duplicates = new DuplicateTally();
  /** By assertion: the symbols that its errors name. */
  readonly #symbols = new Map<string, Set<string | null>>();

  add(finding: Finding): void {
    this.#duplicates.add(finding);
    if (finding.severity === 'error') this.#noteSymbol(finding);
    const shelf = this.#shelves.get(finding.assertion);
    if (shelf === undefined) this.#shelves.set(finding.assertion, { count: 1, last: finding });
    else {
      shelf.count++;
      shelf.last = finding;
    }
    if ((shelf?.count ?? 1) <= FINDINGS_MAX) this.#kept.push(finding);
  }

  /** In the order in which they came, then one line per assertion that had more. */
  findings(): readonly Finding[] {
    const remainders: Finding[] = [];
    for (const [assertion, { count, last }] of this.#shelves) {
      const more = count - FINDINGS_MAX;
      if (more <= 0) continue;
      const message = `${more} more of ${assertion} not listed, the last at event ${last.seq}.`;
      remainders.push({ ...last, message, symbol: null, duplicateKind: null });
    }
    return [...this.#kept, ...remainders];
  }

  /** Names of the assertions that found an error, sorted. */
  errors(): readonly string[] {
    const names: string[] = [];
    for (const [name, { last }] of this.#shelves) if (last.severity === 'error') names.push(name);
    return names.sort();
  }

  /** The same symbol by symbol, once each, in the order of their names; null, of no one symbol, first. */
  errorsOf(): readonly SymbolError[] {
    return this.errors().flatMap((assertion) =>
      [...(this.#symbols.get(assertion) ?? [])]
        .sort((a, b) => (a === null ? -1 : b === null ? 1 : a < b ? -1 : 1))
        .map((symbol) => ({ assertion, symbol })),
    );
  }

  #noteSymbol({ assertion, symbol }: Finding): void {
    const known = this.#symbols.get(assertion);
    if (known === undefined) this.#symbols.set(assertion, new Set([symbol]));
    else known.add(symbol);
  }

  /** Counted over all findings, kept or not. */
  duplicates(): readonly Duplicate[] {
    return this.#duplicates.list();
  }
}
