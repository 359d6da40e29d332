import type { Broker, Fill, Order, OrderResult, Ports } from '../domain/index.js';
import { chain, type Guard, type Outcome } from './guard.js';

/** A broker port with guards around it: what every path of the system submits to. */
export class GuardedBroker implements Broker {
  readonly #broker: Broker;
  readonly #guards: readonly Guard[];
  readonly #ports: Ports;

  constructor(broker: Broker, guards: readonly Guard[], ports: Ports) {
    this.#broker = broker;
    this.#guards = guards;
    this.#ports = ports;
  }

  async submit(order: Order): Promise<OrderResult> {
    let outgoing = order;
    const attempt = {
      signal: { ...order, id: order.signalId },
      ports: this.#ports,
      order,
      amend: (words: Partial<Order>) => {
        outgoing = { ...outgoing, ...words };
      },
      whenChecked: (action: () => void) => action(),
    };
    const last = (): Promise<Outcome> => this.#broker.submit(outgoing);
    return (await chain(this.#guards, attempt, last)) as OrderResult;
  }

  lookup(order: Order): Promise<Fill | null> {
    return this.#broker.lookup(order);
  }
}
