import type { LatencyModel } from '../database/index.js';
import type { Broker, Fill, MicroUsd, Order, OrderResult, PositionRow } from '../domain/index.js';
import type { Kernel, Task } from '../kernel/index.js';

/** Hears what happens at the broker; for the tape. */
export interface BrokerListener {
  nextCall(): number;
  call(leg: {
    call: number;
    phase: 'request' | 'effect' | 'response';
    operation: 'broker';
    statement: string;
  }): void;
  order(order: Order): void;
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
  readonly #kernel: Kernel;
  readonly #task: Task;
  readonly #books: BrokerBooks;
  readonly #latency: LatencyModel;
  readonly #listener: BrokerListener;

  constructor(
    world: { kernel: Kernel; books: BrokerBooks; latency: LatencyModel },
    task: Task,
    listener: BrokerListener,
  ) {
    this.#kernel = world.kernel;
    this.#books = world.books;
    this.#latency = world.latency;
    this.#task = task;
    this.#listener = listener;
  }

  submit(order: Order): Promise<OrderResult> {
    const kernel = this.#kernel;
    const task = this.#task;
    const listener = this.#listener;
    kernel.acts(task);
    listener.order(order);
    const call = listener.nextCall();
    const leg = {
      call,
      operation: 'broker',
      statement: `${order.side} ${order.quantity} ${order.symbol}`,
    } as const;
    listener.call({ ...leg, phase: 'request' });
    const request = this.#latency.delay('broker', 'request', task.drawLatency());
    const response = this.#latency.delay('broker', 'response', task.drawLatency());
    const requestKey = task.nextKey();
    const responseKey = task.nextKey();
    if (kernel.labels !== null) {
      kernel.labels.set(requestKey, `the broker fills ${leg.statement} for ${task.name}`);
      kernel.labels.set(responseKey, `${task.name} hears of its fill (${leg.statement})`);
      kernel.operations?.set(requestKey, 'broker').set(responseKey, 'broker');
    }
    return new Promise((resolve) => {
      const fillOrder = (): void => {
        kernel.touchKey('broker', 'write', order.symbol);
        const fill = this.#books.fill(order);
        listener.call({ ...leg, phase: 'effect' });
        listener.fill(order, fill);
        const reply = (): void => {
          listener.call({ ...leg, phase: 'response' });
          resolve({ kind: 'filled', fill });
        };
        kernel.schedule(task, 'reply', response, reply, responseKey);
      };
      kernel.schedule(task, 'effect', request, fillOrder, requestKey);
    });
  }
}
