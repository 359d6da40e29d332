import type { MicroUsd, Portfolio, PositionRow, Side } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';

/** Cash and holdings in the memory of the process, shared by all of its runners. */
export class ProcessPortfolio implements Portfolio {
  readonly #kernel: Kernel;
  readonly #holdings = new Map<string, { quantity: number; price: MicroUsd }>();
  #cash: MicroUsd;

  constructor(kernel: Kernel, cash: MicroUsd, positions: readonly PositionRow[]) {
    this.#kernel = kernel;
    this.#cash = cash;
    for (const { symbol, quantity, marketPrice } of positions) {
      this.#holdings.set(symbol, { quantity, price: marketPrice });
    }
  }

  cash(): MicroUsd {
    this.#kernel.touchRange('portfolio.cash', 'read');
    return this.#cash;
  }

  addCash(delta: MicroUsd): MicroUsd {
    // Adding commutes with adding; it does not with whoever reads the balance.
    this.#kernel.touchRange('portfolio.cash', 'add');
    this.#cash += delta;
    return this.#cash;
  }

  quantity(symbol: string): number {
    this.#kernel.touchRange('portfolio.holdings', 'read', { key: symbol });
    return this.#holdings.get(symbol)?.quantity ?? 0;
  }

  book(symbol: string, side: Side, quantity: number, price: MicroUsd): void {
    this.#kernel.touchRange('portfolio.holdings', 'write', { key: symbol });
    const held = this.#holdings.get(symbol)?.quantity ?? 0;
    const left = held + (side === 'BUY' || side === 'BUY_TO_COVER' ? quantity : -quantity);
    if (left === 0) this.#holdings.delete(symbol);
    else this.#holdings.set(symbol, { quantity: left, price });
  }

  reprice(symbol: string, price: MicroUsd): void {
    const holding = this.#holdings.get(symbol);
    const changes = holding !== undefined && holding.price !== price;
    this.#kernel.touchRange('portfolio.holdings', changes ? 'write' : 'read', { key: symbol });
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
