import {
  type Call,
  type CallListener,
  callInTwoLegs,
  type LatencyModel,
  type StruckStatement,
  struckBy,
  type TaskFaults,
} from '../database/index.js';
import type { Broker, Fill, MicroUsd, Order, OrderResult, PositionRow } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';
import { answeredInTime } from './answered-in-time.js';

/** Hears what happens at the broker; for the tape. */
export interface BrokerListener extends CallListener {
  order(order: Order): void;
  reject(order: Order, reason: string): void;
  fill(order: Order, fill: Fill): void;
}

/** The broker's own books: what was really bought, whatever the system believes. */
export class BrokerBooks {
  readonly #quantities = new Map<string, number>();
  readonly #prices = new Map<string, MicroUsd>();
  /** Fills of orders that came under a name: of each name one order is filled. */
  readonly #byClientOrderId = new Map<string, Fill>();
  /** The newest fencing token that came with an order, by symbol. */
  readonly #newestToken = new Map<string, number>();
  #cash: MicroUsd;
  #orders = 0;

  constructor(cash: MicroUsd, positions: readonly PositionRow[]) {
    this.#cash = cash;
    for (const { symbol, quantity, marketPrice } of positions) {
      this.#quantities.set(symbol, quantity);
      this.#prices.set(symbol, marketPrice);
    }
  }

  /** Fills an order at its price. */
  fill(order: Order): Fill {
    const { symbol, side, quantity, price } = order;
    const buys = side === 'BUY' || side === 'BUY_TO_COVER';
    this.#cash += buys ? -quantity * price : quantity * price;
    this.#quantities.set(symbol, this.quantity(symbol) + (buys ? quantity : -quantity));
    this.#prices.set(symbol, price);
    const fill: Fill = { orderId: ++this.#orders, symbol, side, quantity, price };
    if (order.clientOrderId !== undefined) this.#byClientOrderId.set(order.clientOrderId, fill);
    return fill;
  }

  /** The fill of an order that came under this order's name; null: none did, or it has none. */
  known({ clientOrderId }: Order): Fill | null {
    return clientOrderId === undefined ? null : (this.#byClientOrderId.get(clientOrderId) ?? null);
  }

  /** Does this BUY come under the newest lease that was seen? Then it is from now on. */
  passesFence({ symbol, side, fencing }: Order): boolean {
    if (side !== 'BUY') return true;
    if (fencing === undefined || fencing < (this.#newestToken.get(symbol) ?? 0)) return false;
    this.#newestToken.set(symbol, fencing);
    return true;
  }

  quantity(symbol: string): number {
    return this.#quantities.get(symbol) ?? 0;
  }

  get cash(): MicroUsd {
    return this.#cash;
  }

  /** Sum of quantity x last price. */
  value(): MicroUsd {
    let value = 0;
    for (const [symbol, quantity] of this.#quantities)
      value += quantity * this.#prices.get(symbol)!;
    return value;
  }

  /** Holdings other than 0, by symbol. */
  holdings(): { symbol: string; quantity: number }[] {
    return [...this.#quantities]
      .filter(([, quantity]) => quantity !== 0)
      .map(([symbol, quantity]) => ({ symbol, quantity }))
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  }
}

/** What all tasks' broker ports share. */
interface BrokerWorld {
  readonly kernel: Kernel;
  readonly books: BrokerBooks;
  readonly latency: LatencyModel;
  /** The guard for which the gateway refuses a BUY under an old number, or none; null: it refuses none. */
  readonly fencedBy: string | null;
  /** After so long without an answer the outcome counts as unknown; null: one waits for ever. */
  readonly brokerTimeoutUs: number | null;
}

/** The broker port of one task: two legs, the fill between them. Draws two numbers a call. */
export class PaperBroker implements Broker {
  readonly #world: BrokerWorld;
  readonly #task: Task;
  readonly #listener: BrokerListener;
  readonly #faults: TaskFaults | null;

  constructor(
    world: BrokerWorld,
    task: Task,
    listener: BrokerListener,
    faults: TaskFaults | null = null,
  ) {
    this.#world = world;
    this.#task = task;
    this.#listener = listener;
    this.#faults = faults;
  }

  submit(order: Order): Promise<OrderResult> {
    const { kernel, books, fencedBy, brokerTimeoutUs } = this.#world;
    this.#listener.order(order);
    const statement = (): string => `${order.side} ${order.quantity} ${order.symbol}`;
    const call: StruckStatement = {
      operation: 'broker',
      statement: 'submit order',
      symbol: order.symbol,
    };
    const fault = struckBy(this.#faults, call);
    const effect = (): OrderResult => {
      kernel.touchKey('broker', 'write', order.symbol);
      const known = books.known(order);
      if (known !== null) return { kind: 'filled', fill: known };
      if (fencedBy !== null && !books.passesFence(order)) {
        return { kind: 'blocked', layer: fencedBy, reason: fenceWords(order) };
      }
      const fill = books.fill(order);
      this.#listener.fill(order, fill);
      return { kind: 'filled', fill };
    };
    const reply = callInTwoLegs<OrderResult>(this.#world, this.#task, this.#listener, {
      operation: 'broker',
      statement,
      asked: () => ({
        kind: 'submit',
        side: order.side,
        quantity: order.quantity,
        symbol: order.symbol,
      }),
      fault,
      instead: fault === null ? NO_OTHER_END : this.#otherEnds(order, effect),
      effect,
    });
    return brokerTimeoutUs === null
      ? reply
      : answeredInTime(kernel, this.#task, { reply, timeoutUs: brokerTimeoutUs });
  }

  #otherEnds(order: Order, effect: () => OrderResult): OtherEnds {
    return {
      rejected: () => {
        this.#listener.reject(order, REJECTED);
        return { kind: 'rejected', reason: REJECTED };
      },
      unanswered: () => {
        effect();
        return UNKNOWN;
      },
      undelivered: () => UNKNOWN,
    };
  }

  lookup(order: Order): Promise<Fill | null> {
    const { kernel, books } = this.#world;
    return callInTwoLegs<Fill | null>(this.#world, this.#task, this.#listener, {
      operation: 'broker',
      statement: () => `look up ${order.clientOrderId}`,
      fault: struckBy(this.#faults, {
        operation: 'broker',
        statement: 'look up order',
        symbol: order.symbol,
      }),
      instead: { rejected: unavailable, unanswered: unavailable, undelivered: unavailable },
      asked: () => ({ kind: 'look up', clientOrderId: order.clientOrderId ?? null }),
      effect: () => {
        kernel.touchKey('broker', 'read', order.symbol);
        return books.known(order);
      },
    });
  }
}

type OtherEnds = NonNullable<Call<OrderResult>['instead']>;

const NO_OTHER_END: OtherEnds = {};

const REJECTED = 'rejected by the broker';

const UNKNOWN: OrderResult = { kind: 'unknown', reason: 'the broker did not answer' };

/** Who only asks and gets no answer knows as much as before: that is no outcome but a failure. */
function unavailable(): never {
  throw new Error('the broker did not answer');
}

function fenceWords({ fencing }: Order): string {
  return `the gateway refuses ${fencing === undefined ? 'an order under no lease' : `lease ${fencing}, which is not the newest`}`;
}
