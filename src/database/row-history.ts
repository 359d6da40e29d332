import type { PositionRow } from '../domain/index.js';
import type { Kernel, KernelClock, Moment } from '../kernel/index.js';
import type { Executed } from './writing.js';

/** What a commit left of one symbol, and when. */
interface Committed<T> {
  readonly row: T;
  readonly at: Moment;
}

/**
 * Every commit of a run, so that a read can be answered as of an earlier time:
 * what a replica knows that lags behind by a constant. Kept only where a fault
 * of the run asks for it.
 *
 * Whether a commit is old enough to be seen is a comparison of the clock, asked
 * at the stale read and nowhere else: no further step, no further shared object.
 * Its footprint is that of the read itself (the rows, gaps included), its timing
 * a difference constraint between the read and the commit. Commits of one symbol
 * are asked about from the newest back, so that what is seen is one of its states.
 */
export class RowHistory {
  readonly #kernel: Kernel;
  readonly #atStart: ReadonlyMap<string, PositionRow>;
  readonly #positions = new Map<string, Committed<PositionRow>[]>();
  readonly #buys = new Map<string, Committed<Executed>[]>();

  constructor(kernel: Kernel, atStart: readonly PositionRow[]) {
    this.#kernel = kernel;
    this.#atStart = new Map(atStart.map((row) => [row.symbol, row]));
  }

  position(row: PositionRow): void {
    this.#add(this.#positions, row.symbol, row);
  }

  /** `executed`: when its statement was, which is what its stamp says. */
  buy(symbol: string, executed: Executed): void {
    this.#add(this.#buys, symbol, executed);
  }

  /** Rows with a quantity other than 0 as they were `lagUs` ago, by symbol. */
  positionsBefore(clock: KernelClock, lagUs: number): PositionRow[] {
    const symbols = [...new Set([...this.#atStart.keys(), ...this.#positions.keys()])].sort();
    return symbols.flatMap((symbol) => {
      const seen = seenBy(clock, lagUs, this.#positions.get(symbol));
      const row = seen === null ? this.#atStart.get(symbol) : seen.row;
      return row === undefined || row.quantity === 0 ? [] : [row];
    });
  }

  /** The newest BUY row of a symbol as it was known `lagUs` ago, or null. */
  lastBuyBefore(clock: KernelClock, lagUs: number, symbol: string): Executed | null {
    return seenBy(clock, lagUs, this.#buys.get(symbol))?.row ?? null;
  }

  #add<T>(commits: Map<string, Committed<T>[]>, symbol: string, row: T): void {
    const { nowUs: us, step } = this.#kernel;
    const committed = { row, at: { us, step, granularityUs: 1, phaseUs: 0 } };
    const known = commits.get(symbol);
    if (known === undefined) commits.set(symbol, [committed]);
    else known.push(committed);
  }
}

function seenBy<T>(
  clock: KernelClock,
  lagUs: number,
  commits: readonly Committed<T>[] = [],
): Committed<T> | null {
  for (let index = commits.length - 1; index >= 0; index--) {
    const commit = commits[index]!;
    if (clock.hasElapsed(commit.at, lagUs)) return commit;
  }
  return null;
}
