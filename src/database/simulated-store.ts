import type {
  AccountRow,
  Fault,
  Instant,
  Order,
  PositionRow,
  Signal,
  Statement,
  TradeRow,
  TradingStore,
} from '../domain/index.js';
import { STATEMENTS } from '../domain/index.js';
import { type Kernel, KernelClock, type Moment, type Task } from '../kernel/index.js';
import type { TaskFaults } from './call-faults.js';
import type { LatencyModel } from './latency-model.js';
import type { RowHistory } from './row-history.js';
import type { Touch, TradingTables } from './trading-tables.js';
import { type CallListener, callInTwoLegs } from './two-leg-call.js';

/** Hears the calls and the committed rows; for the tape. */
export interface StoreListener extends CallListener {
  tradeRow(id: number, trade: TradeRow): void;
  positionRow(position: PositionRow): void;
  accountRow(account: AccountRow): void;
}

/** What an effect is to people: who does what. */
const WORDS = {
  'insert signal': (task: string, symbol: string) => `${task} stores its signal for ${symbol}`,
  'read positions': (task: string) => `${task} reads positions`,
  'read last BUY of': (task: string, symbol: string) =>
    `${task} looks for the last BUY of ${symbol}`,
  'insert trade': (task: string, symbol: string) => `the trade of ${symbol} is written by ${task}`,
  'write position': (task: string, symbol: string) =>
    `the position of ${symbol} is written by ${task}`,
  'write account': (task: string) => `the account is written by ${task}`,
  'claim intent': (task: string, symbol: string) => `${task} claims the intent to buy ${symbol}`,
  'release intent': (task: string, symbol: string) =>
    `${task} gives back the intent to buy ${symbol}`,
} as const satisfies Readonly<Record<Verb, (task: string, symbol: string) => string>>;

type Verb = Exclude<Statement, 'submit order'>;

/** What a statement does, and what follows where it was committed. */
interface Work<T> {
  run(touch: Touch): T;
  /** For a write: the tape and whoever keeps what was written. */
  committed?(): void;
  /** For a read: its answer as of an earlier time. */
  before?(lagUs: number): T;
}

/** What all tasks of one run share besides the tables themselves. */
export class StoreRun {
  /** Step in which the newest BUY row of a symbol was written: its moment carries that step. */
  readonly lastBuyStep = new Map<string, number>();
  readonly touch: Touch;

  constructor(
    readonly kernel: Kernel,
    readonly tables: TradingTables,
    readonly latency: LatencyModel,
    readonly startEpochUs: number,
    /** Kept where a fault of the run reads what was true earlier. */
    readonly history: RowHistory | null = null,
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
  readonly #faults: TaskFaults | null;

  /** @param reads `fail`: every read of this task throws, as a locked database does */
  constructor(
    run: StoreRun,
    task: Task,
    listener: StoreListener,
    reads: 'work' | 'fail' = 'work',
    faults: TaskFaults | null = null,
  ) {
    this.#run = run;
    this.#task = task;
    this.#listener = listener;
    this.#reads = reads;
    this.#faults = faults;
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
      };
      return moment as Instant;
    };
    return this.#call<Instant | null>('read last BUY of', symbol, {
      run: (touch) => {
        const row = this.#run.tables.lastBuy(symbol, touch);
        return row === null ? null : stamped(row.epochSecond, lastBuyStep.get(symbol) ?? -1);
      },
      before: (lagUs) => {
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
      committed: () => {
        if (trade.side === 'BUY') {
          this.#run.lastBuyStep.set(trade.symbol, this.#run.kernel.step);
          this.#run.history?.buy(trade.symbol);
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

  #clock(): KernelClock {
    return new KernelClock(this.#run.kernel, this.#task);
  }

  #call<T>(verb: Verb, symbol: string, work: Work<T>): Promise<T> {
    const { name } = this.#task;
    const { touch, tables } = this.#run;
    const operation = STATEMENTS[verb];
    const statement = (): string => (symbol === '' ? verb : `${verb} ${symbol}`);
    const fault = this.#struck(verb, symbol);
    return callInTwoLegs<T>(this.#run, this.#task, this.#listener, {
      operation,
      statement,
      words: () => ({
        effect: WORDS[verb](name, symbol),
        response: `${name} gets the answer to "${statement()}"`,
      }),
      fault,
      instead: {
        // What is taken back at once has changed nothing: it has only read what it read.
        lost: () => tables.lose(() => work.run(readsOf(touch))),
        stale: () => work.before!(fault!.fault.us!),
      },
      effect:
        operation === 'db.read' && this.#reads === 'fail'
          ? () => {
              throw new Error('database is locked');
            }
          : () => {
              const result = work.run(touch);
              work.committed?.();
              return result;
            },
    });
  }

  #struck(verb: Verb, symbol: string): { fault: Fault; tell(call: number | null): void } | null {
    const faults = this.#faults;
    if (faults === null) return null;
    const call = { operation: STATEMENTS[verb], statement: verb, symbol: symbol || null };
    const fault = faults.strike(call);
    return fault === null ? null : { fault, tell: (number) => faults.struck(fault, call, number) };
  }
}

function readsOf(touch: Touch): Touch {
  return (object, mode, key) => {
    if (mode === 'read') touch(object, mode, key);
  };
}
