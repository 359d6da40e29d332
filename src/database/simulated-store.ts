import type {
  AccountRow,
  Fill,
  Instant,
  Order,
  OutboxEntry,
  PositionRow,
  Signal,
  StoreStatement,
  TradeRow,
  TradingStore,
} from '../domain/index.js';
import { STATEMENTS } from '../domain/index.js';
import { type Kernel, KernelClock, type Moment, type Task } from '../kernel/index.js';
import type { BookingConnection } from './booking-connection.js';
import { struckBy, type TaskFaults } from './call-faults.js';
import type { Connections } from './connection-pool.js';
import type { LatencyModel } from './latency-model.js';
import type { RowHistory } from './row-history.js';
import { StatementCall, type Work } from './statement-call.js';
import type { SettledRows, Touch, TradingTables } from './trading-tables.js';
import { type CallListener, callInTwoLegs, type StruckBy } from './two-leg-call.js';
import type { Executed, Writing } from './writing.js';

/** Hears the calls and the committed rows; for the tape. */
export interface StoreListener extends CallListener {
  tradeRow(id: number, trade: TradeRow): void;
  positionRow(position: PositionRow): void;
  accountRow(account: AccountRow): void;
}

/** What books a fill: on one connection, where a task keeps one for that. */
const BOOKS: ReadonlySet<StoreStatement> = new Set([
  'insert trade',
  'write position',
  'settle outbox for',
]);

/** What all tasks of one run share besides the tables themselves. */
export class StoreRun {
  /** Step in which the newest BUY row of a symbol was written: its moment carries that step. */
  readonly lastBuyStep = new Map<string, number>();
  /** When the lease on a symbol was taken last: its expiry is compared with that. */
  readonly leasedAt = new Map<string, Moment>();
  readonly touch: Touch;

  constructor(
    readonly kernel: Kernel,
    readonly tables: TradingTables,
    readonly latency: LatencyModel,
    readonly startEpochUs: number,
    /** Kept where a fault of the run reads what was true earlier. */
    readonly history: RowHistory | null = null,
    /** How writes keep the one writer's lock; null: no time. */
    readonly writing: Writing | null = null,
  ) {
    this.touch = (object, mode, key) => {
      if (key === undefined) kernel.touchRange(object, mode);
      else kernel.touchKey(object, mode, key);
    };
  }
}

/**
 * The store as one task sees it. A call has two legs, request and response; the
 * statement takes effect between them, at one instant, on real SQLite.
 * Draws two numbers a call from the task's own latency stream, struck by a fault or not.
 */
export class SimulatedStore implements TradingStore {
  readonly #run: StoreRun;
  readonly #task: Task;
  readonly #listener: StoreListener;
  readonly #reads: 'work' | 'fail';
  readonly #agedUs: number;
  readonly #faults: TaskFaults | null;
  readonly #pool: Connections | null;
  readonly #booking: BookingConnection | null;

  /**
   * @param reader.reads `fail`: every read of this task throws, as a locked database does
   * @param reader.agedUs how far too long ago this reader takes the database's stamps to be
   * @param reader.faults what can strike its calls
   * @param reader.pool where its connections come from; null: there is one for every call
   * @param reader.booking the one that it keeps for its booking; left out: the pool's
   */
  constructor(
    run: StoreRun,
    task: Task,
    listener: StoreListener,
    reader: {
      readonly reads?: 'work' | 'fail';
      readonly agedUs?: number;
      readonly faults?: TaskFaults | null;
      readonly pool?: Connections | null;
      readonly booking?: BookingConnection | null;
    } = {},
  ) {
    this.#run = run;
    this.#task = task;
    this.#listener = listener;
    this.#reads = reader.reads ?? 'work';
    this.#agedUs = reader.agedUs ?? 0;
    this.#faults = reader.faults ?? null;
    this.#pool = reader.pool ?? null;
    this.#booking = reader.booking ?? null;
  }

  insertSignal(signal: Signal): Promise<void> {
    return this.#call('insert signal', signal.symbol, {
      run: (touch) => this.#run.tables.insertSignal(signal, touch),
    });
  }

  positions(): Promise<readonly PositionRow[]> {
    return this.#call<readonly PositionRow[]>('read positions', '', {
      run: (touch) => this.#run.tables.positions(touch),
      before: (lagUs) => {
        // What it looks at is what every read of all rows looks at.
        this.#run.tables.positions(this.#run.touch);
        return this.#run.history!.positionsBefore(this.#clock(), lagUs);
      },
    });
  }

  lastBuyAt(symbol: string): Promise<Instant | null> {
    const { startEpochUs, lastBuyStep } = this.#run;
    const stamped = (epochSecond: number, step: number): Instant => {
      const moment: Moment = {
        us: epochSecond * 1_000_000 - startEpochUs,
        step,
        granularityUs: 1_000_000,
        phaseUs: startEpochUs % 1_000_000,
        ...(this.#agedUs === 0 ? {} : { agedUs: this.#agedUs }),
      };
      return moment as Instant;
    };
    return this.#call<Instant | null>('read last BUY of', symbol, {
      run: (touch) => {
        this.#run.tables.demandLastBuy();
        const row = this.#run.tables.lastBuy(symbol, touch);
        return row === null ? null : stamped(row.epochSecond, lastBuyStep.get(symbol) ?? -1);
      },
      before: (lagUs) => {
        this.#run.tables.demandLastBuy();
        this.#run.tables.lastBuy(symbol, this.#run.touch);
        const seen = this.#run.history!.lastBuyBefore(this.#clock(), lagUs, symbol);
        if (seen === null) return null;
        return stamped(Math.floor((startEpochUs + seen.us) / 1_000_000), seen.step);
      },
    });
  }

  insertTrade(trade: TradeRow): Promise<void> {
    let id = 0;
    return this.#call('insert trade', trade.symbol, {
      run: (touch) => {
        id = this.#run.tables.insertTrade(trade, touch);
      },
      committed: (executed) => {
        if (trade.side === 'BUY') {
          this.#run.lastBuyStep.set(trade.symbol, executed.step);
          this.#run.history?.buy(trade.symbol, executed);
        }
        this.#listener.tradeRow(id, trade);
      },
    });
  }

  upsertPosition(position: PositionRow): Promise<void> {
    return this.#call('write position', position.symbol, {
      run: (touch) => this.#run.tables.upsertPosition(position, touch),
      committed: () => {
        this.#run.history?.position(position);
        this.#listener.positionRow(position);
      },
    });
  }

  writeAccount(account: AccountRow): Promise<void> {
    return this.#call('write account', '', {
      run: (touch) => this.#run.tables.writeAccount(account, touch),
      committed: () => this.#listener.accountRow(account),
    });
  }

  claimIntent(order: Order): Promise<boolean> {
    return this.#call('claim intent', order.symbol, {
      run: (touch) => this.#run.tables.claimIntent(order, touch),
    });
  }

  releaseIntent(order: Order): Promise<void> {
    return this.#call('release intent', order.symbol, {
      run: (touch) => this.#run.tables.releaseIntent(order, touch),
    });
  }

  acquireLease(symbol: string, ttlUs: number): Promise<number | null> {
    const { tables, leasedAt } = this.#run;
    let token: number | null = null;
    return this.#call('acquire lease on', symbol, {
      run: (touch) => {
        // The database's own clock, at the instant of the transaction: all holders share it.
        const since = leasedAt.get(symbol);
        const hasExpired = (): boolean =>
          since === undefined || this.#clock().hasElapsed(since, ttlUs);
        token = tables.acquireLease({ symbol, holder: this.#task.name }, hasExpired, touch);
        return token;
      },
      committed: () => {
        if (token !== null) leasedAt.set(symbol, this.#clock().now());
      },
    });
  }

  releaseLease(symbol: string, token: number): Promise<void> {
    return this.#call('release lease on', symbol, {
      run: (touch) => this.#run.tables.releaseLease(symbol, token, touch),
    });
  }

  openOutbox(order: Order): Promise<OutboxEntry> {
    return this.#call('open outbox for', order.symbol, {
      run: (touch) => this.#run.tables.openOutbox(order, touch),
    });
  }

  settleOutbox(order: Order, fill: Fill): Promise<boolean> {
    let rows: SettledRows | null = null;
    return this.#call('settle outbox for', order.symbol, {
      run: (touch) => {
        rows = this.#run.tables.settleOutbox(order, fill, touch);
        return rows !== null;
      },
      committed: (executed) => {
        if (rows !== null) this.#settled(rows, executed);
      },
    });
  }

  #settled({ id, trade, position }: SettledRows, executed: Executed): void {
    this.#run.lastBuyStep.set(trade.symbol, executed.step);
    this.#run.history?.buy(trade.symbol, executed);
    this.#run.history?.position(position);
    this.#listener.tradeRow(id, trade);
    this.#listener.positionRow(position);
  }

  cancelOutbox(order: Order): Promise<void> {
    return this.#call('cancel outbox for', order.symbol, {
      run: (touch) => this.#run.tables.cancelOutbox(order, touch),
    });
  }

  pendingOrders(): Promise<readonly Order[]> {
    return this.#call<readonly Order[]>('read outbox', '', {
      run: (touch) => this.#run.tables.pendingOrders(touch),
      // A replica that lags behind is not asked for intents: it would be of no use.
      before: () => this.#run.tables.pendingOrders(this.#run.touch),
    });
  }

  #clock(): KernelClock {
    return new KernelClock(this.#run.kernel, this.#task);
  }

  #call<T>(verb: StoreStatement, symbol: string, work: Work<T>): Promise<T> {
    const run = this.#run;
    const call = new StatementCall(run, {
      verb,
      symbol,
      work,
      fault: this.#struck(verb, symbol),
      reads: this.#reads,
      connections: this.#connectionsOf(verb),
    });
    return callInTwoLegs<T>(run, this.#task, this.#listener, call);
  }

  /** Whoever keeps a connection makes all its calls of that time on it: nobody wants a second. */
  #connectionsOf(verb: StoreStatement): Connections | null {
    const booking = this.#booking;
    return booking !== null && (BOOKS.has(verb) || booking.holds) ? booking : this.#pool;
  }

  #struck(verb: StoreStatement, symbol: string): StruckBy | null {
    const faults = this.#faults;
    if (faults === null) return null;
    const call = { operation: STATEMENTS[verb], statement: verb, symbol: symbol || null };
    return struckBy(faults, call);
  }
}
