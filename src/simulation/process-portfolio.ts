import type { MicroUsd, Portfolio, PositionRow, Side } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';

/** Cash and holdings in the memory of the process, shared by all of its runners. */
export class ProcessPortfolio implements Portfolio {
  readonly #kernel: Kernel;
  readonly #holdings = new Map<string, { quantity: number; price: MicroUsd }>();
  /** Cash that no order of events can run out of: then asking for it reads nothing that could differ. */
  readonly #ample: boolean;
  #cash: MicroUsd;

  /** @param options.spendMax the most that all orders of the run together can cost */
  constructor(
    kernel: Kernel,
    options: { cash: MicroUsd; positions: readonly PositionRow[]; spendMax: MicroUsd },
  ) {
    this.#kernel = kernel;
    this.#cash = options.cash;
    this.#ample = options.cash >= options.spendMax;
    for (const { symbol, quantity, marketPrice } of options.positions) {
      this.#holdings.set(symbol, { quantity, price: marketPrice });
    }
  }

  cash(): MicroUsd {
    this.#kernel.touchRange('portfolio.cash', 'read');
    return this.#cash;
  }

  canAfford(value: MicroUsd): boolean {
    return this.#ample || value <= this.cash();
  }

  addCash(delta: MicroUsd): MicroUsd {
    // Adding commutes with adding; it does not with whoever reads the balance.
    this.#kernel.touchRange('portfolio.cash', 'add');
    this.#cash += delta;
    return this.#cash;
  }

  quantity(symbol: string): number {
    this.#kernel.touchKey('portfolio.holdings', 'read', symbol);
    return this.#holdings.get(symbol)?.quantity ?? 0;
  }

  book(symbol: string, side: Side, quantity: number, price: MicroUsd): void {
    this.#kernel.touchKey('portfolio.holdings', 'write', symbol);
    const held = this.#holdings.get(symbol)?.quantity ?? 0;
    const left = held + (side === 'BUY' || side === 'BUY_TO_COVER' ? quantity : -quantity);
    if (left === 0) this.#holdings.delete(symbol);
    else this.#holdings.set(symbol, { quantity: left, price });
  }

  reprice(symbol: string, price: MicroUsd): void {
    const holding = this.#holdings.get(symbol);
    const changes = holding !== undefined && holding.price !== price;
    this.#kernel.touchKey('portfolio.holdings', changes ? 'write' : 'read', symbol);
    if (changes) holding.price = price;
  }

  equity(): MicroUsd {
    this.#kernel.touchRange('portfolio.cash', 'read');
    this.#kernel.touchRange('portfolio.holdings', 'read');
    return this.#cash + this.peekValue();
  }

  /** As `cash`, from outside the program. */
  peekCash(): MicroUsd {
    return this.#cash;
  }

  /** Sum of quantity x price, from outside the program. */
  peekValue(): MicroUsd {
    let value = 0;
    for (const { quantity, price } of this.#holdings.values()) value += quantity * price;
    return value;
  }
}
