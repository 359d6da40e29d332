import {
  type CallListener,
  callInTwoLegs,
  type LatencyModel,
  type StruckStatement,
  type TaskFaults,
} from '../database/index.js';
import type { Broker, Fill, MicroUsd, Order, OrderResult, PositionRow } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';

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
    return { orderId: ++this.#orders, symbol, side, quantity, price };
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

/** The broker port of one task: two legs, the fill between them. Draws two numbers a call. */
export class PaperBroker implements Broker {
  readonly #world: { kernel: Kernel; books: BrokerBooks; latency: LatencyModel };
  readonly #task: Task;
  readonly #listener: BrokerListener;
  readonly #faults: TaskFaults | null;

  constructor(
    world: { kernel: Kernel; books: BrokerBooks; latency: LatencyModel },
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
    const { kernel, books } = this.#world;
    const { name } = this.#task;
    this.#listener.order(order);
    const statement = (): string => `${order.side} ${order.quantity} ${order.symbol}`;
    const faults = this.#faults;
    const call: StruckStatement = {
      operation: 'broker',
      statement: 'submit order',
      symbol: order.symbol,
    };
    const fault = faults?.strike(call) ?? null;
    const fills = fault?.kind === 'broker-reject' ? 'rejects' : 'fills';
    return callInTwoLegs<OrderResult>(this.#world, this.#task, this.#listener, {
      operation: 'broker',
      statement,
      words: () => ({
        effect: `the broker ${fills} ${statement()} for ${name}`,
        response: `${name} hears of its fill (${statement()})`,
      }),
      fault:
        fault === null ? null : { fault, tell: (number) => faults!.struck(fault, call, number) },
      instead: {
        rejected: () => {
          this.#listener.reject(order, REJECTED);
          return { kind: 'rejected', reason: REJECTED };
        },
      },
      effect: () => {
        kernel.touchKey('broker', 'write', order.symbol);
        const fill = books.fill(order);
        this.#listener.fill(order, fill);
        return { kind: 'filled', fill };
      },
    });
  }
}

const REJECTED = 'rejected by the broker';
