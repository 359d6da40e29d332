import type { MicroUsd, PositionRow } from '../domain/index.js';
import type { Exact } from './exact.js';

/** Which way a trade went. A short sale is a SELL, a cover a BUY: holdings tell them apart. */
export type TradeSide = 'BUY' | 'SELL';

/** A moment as it was recorded. */
export interface RecordedTime {
  readonly epochUs: number;
  /** How fine the stamp is: two stamps that are equal say nothing of which came first. */
  readonly resolutionUs: number;
}

/** One row of the file that says that something was bought or sold. */
export interface RecordedTrade {
  /** The row's own id in a database; its line in a text. */
  readonly row: number;
  /** Names the execution: told twice, it is one. Null: the file has none. */
  readonly executionId: string | null;
  /** Names the order: rows of one order are its parts. Null: the file has none. */
  readonly orderId: string | null;
  readonly time: RecordedTime;
  readonly symbol: string;
  readonly side: TradeSide;
  /** Above 0. */
  readonly quantity: Exact;
  /** Above 0. */
  readonly price: Exact;
}

/** What a file says, as far as it says it. */
export interface Facts {
  /** In the order of the file. */
  readonly trades: readonly RecordedTrade[];
  /** Rows of orders that nothing came of. */
  readonly leftOut: number;
  /** What a row number counts. */
  readonly rowWord: 'id' | 'line' | 'entry';
  /**
   * `each row`: the file has one row for an order. `ids`: order ids tell. `unknown`: rows of one
   * stamp may be parts of one order as well as orders of their own.
   */
  readonly ordersTold: 'each row' | 'ids' | 'unknown';
  /** What was held when the file ends; null: the file does not say. */
  readonly heldAtEnd: readonly PositionRow[] | null;
  /** Cash when the file ends; null: the file does not say. */
  readonly cashAtEnd: MicroUsd | null;
  /** What must be known of what it says, beyond what every reader tells. */
  readonly remarks?: readonly string[];
  /** The zone of its stamps, and how that is known. */
  readonly zone: string;
}
