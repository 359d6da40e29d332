import type {
  AccountRow,
  Instant,
  Order,
  PositionRow,
  Signal,
  TradeRow,
  TradingStore,
} from '../domain/index.js';
import type { Kernel, Moment, Task } from '../kernel/index.js';
import type { LatencyModel } from './latency-model.js';
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
} as const;

type Verb = keyof typeof WORDS;

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
 * Draws two numbers a call from the task's own latency stream.
 */
export class SimulatedStore implements TradingStore {
  readonly #run: StoreRun;
  readonly #task: Task;
  readonly #listener: StoreListener;
  readonly #reads: 'work' | 'fail';

  /** @param reads `fail`: every read of this task throws, as a locked database does */
  constructor(run: StoreRun, task: Task, listener: StoreListener, reads: 'work' | 'fail' = 'work') {
    this.#run = run;
    this.#task = task;
    this.#listener = listener;
    this.#reads = reads;
  }

  insertSignal(signal: Signal): Promise<void> {
    return this.#call('db.write', 'insert signal', signal.symbol, () =>
      this.#run.tables.insertSignal(signal, this.#run.touch),
    );
  }

  positions(): Promise<readonly PositionRow[]> {
    return this.#call('db.read', 'read positions', '', () =>
      this.#run.tables.positions(this.#run.touch),
    );
  }

  lastBuyAt(symbol: string): Promise<Instant | null> {
    return this.#call('db.read', 'read last BUY of', symbol, () => {
      const row = this.#run.tables.lastBuy(symbol, this.#run.touch);
      if (row === null) return null;
      const { startEpochUs, lastBuyStep } = this.#run;
      const moment: Moment = {
        us: row.epochSecond * 1_000_000 - startEpochUs,
        step: lastBuyStep.get(symbol) ?? -1,
        granularityUs: 1_000_000,
        phaseUs: startEpochUs % 1_000_000,
      };
      return moment as Instant;
    });
  }

  insertTrade(trade: TradeRow): Promise<void> {
    return this.#call('db.write', 'insert trade', trade.symbol, () => {
      const id = this.#run.tables.insertTrade(trade, this.#run.touch);
      if (trade.side === 'BUY') this.#run.lastBuyStep.set(trade.symbol, this.#run.kernel.step);
      this.#listener.tradeRow(id, trade);
    });
  }

  upsertPosition(position: PositionRow): Promise<void> {
    return this.#call('db.write', 'write position', position.symbol, () => {
      this.#run.tables.upsertPosition(position, this.#run.touch);
      this.#listener.positionRow(position);
    });
  }

  writeAccount(account: AccountRow): Promise<void> {
    return this.#call('db.write', 'write account', '', () => {
      this.#run.tables.writeAccount(account, this.#run.touch);
      this.#listener.accountRow(account);
    });
  }

  claimIntent(order: Order): Promise<boolean> {
    return this.#call('db.write', 'claim intent', order.symbol, () =>
      this.#run.tables.claimIntent(order, this.#run.touch),
    );
  }

  releaseIntent(order: Order): Promise<void> {
    return this.#call('db.write', 'release intent', order.symbol, () =>
      this.#run.tables.releaseIntent(order, this.#run.touch),
    );
  }

  #call<T>(
    operation: 'db.read' | 'db.write',
    verb: Verb,
    symbol: string,
    effect: () => T,
  ): Promise<T> {
    const { name } = this.#task;
    const statement = (): string => (symbol === '' ? verb : `${verb} ${symbol}`);
    return callInTwoLegs(this.#run, this.#task, this.#listener, {
      operation,
      statement,
      words: () => ({
        effect: WORDS[verb](name, symbol),
        response: `${name} gets the answer to "${statement()}"`,
      }),
      effect:
        operation === 'db.read' && this.#reads === 'fail'
          ? () => {
              throw new Error('database is locked');
            }
          : effect,
    });
  }
}
