import type { MicroUsd, Portfolio, PositionRow, Side } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';

/**
 * Cash and holdings in the memory of one process, shared by all of its runners.
 * Each process starts with the whole account and learns of its own fills alone.
 */
export class ProcessPortfolio implements Portfolio {
  readonly #kernel: Kernel;
  /** Where all processes' bookings are put together; null: this one is the only one. */
  readonly #together: ProcessPortfolio | null;
  readonly #cashName: string;
  readonly #holdingsName: string;
  readonly #holdings = new Map<string, { quantity: number; price: MicroUsd }>();
  /** Cash that no order of events can run out of: then asking for it reads nothing that could differ. */
  readonly #ample: boolean;
  #cash: MicroUsd;

  /**
   * @param options.spendMax the most that all orders of the run together can cost
   * @param share where there are several processes: this one's name, and where their bookings are put together
   */
  constructor(
    kernel: Kernel,
    options: { cash: MicroUsd; positions: readonly PositionRow[]; spendMax: MicroUsd },
    share: { readonly process: string; readonly together: ProcessPortfolio } | null = null,
  ) {
    this.#kernel = kernel;
    this.#together = share?.together ?? null;
    const suffix = share === null ? '' : `:${share.process}`;
    this.#cashName = `portfolio.cash${suffix}`;
    this.#holdingsName = `portfolio.holdings${suffix}`;
    this.#cash = options.cash;
    this.#ample = options.cash >= options.spendMax;
    for (const { symbol, quantity, marketPrice } of options.positions) {
      this.#holdings.set(symbol, { quantity, price: marketPrice });
    }
  }

  cash(): MicroUsd {
    this.#kernel.touchRange(this.#cashName, 'read');
    return this.#cash;
  }

  canAfford(value: MicroUsd): boolean {
    return this.#ample || value <= this.cash();
  }

  addCash(delta: MicroUsd): MicroUsd {
    // Adding commutes with adding; it does not with whoever reads the balance.
    this.#kernel.touchRange(this.#cashName, 'add');
    this.#cash += delta;
    return this.#together === null ? this.#cash : this.#together.addCash(delta);
  }

  quantity(symbol: string): number {
    this.#kernel.touchKey(this.#holdingsName, 'read', symbol);
    return this.#holdings.get(symbol)?.quantity ?? 0;
  }

  book(symbol: string, side: Side, quantity: number, price: MicroUsd): void {
    this.#kernel.touchKey(this.#holdingsName, 'write', symbol);
    const held = this.#holdings.get(symbol)?.quantity ?? 0;
    const left = held + (side === 'BUY' || side === 'BUY_TO_COVER' ? quantity : -quantity);
    if (left === 0) this.#holdings.delete(symbol);
    else this.#holdings.set(symbol, { quantity: left, price });
    this.#together?.book(symbol, side, quantity, price);
  }

  reprice(symbol: string, price: MicroUsd): void {
    const holding = this.#holdings.get(symbol);
    const changes = holding !== undefined && holding.price !== price;
    this.#kernel.touchKey(this.#holdingsName, changes ? 'write' : 'read', symbol);
    if (changes) holding.price = price;
    this.#together?.reprice(symbol, price);
  }

  equity(): MicroUsd {
    this.#kernel.touchRange(this.#cashName, 'read');
    this.#kernel.touchRange(this.#holdingsName, 'read');
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
