import type { MicroUsd, PathName, PositionRow, Side } from '../domain/index.js';
import type { EquitySource, TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';

/** A row of `positions`, and since when and by which path the symbol is held. */
export interface HeldPosition extends PositionRow {
  /** Virtual time of the row that opened it; null: held when the scenario begins. */
  readonly enteredAtUs: number | null;
  /** The path that opened it; null where it was held from the start or cannot be told. */
  readonly path: PathName | null;
}

/** A row of `trades`, with the moment of its commit. */
export type BookedTrade = Pick<
  TapeEventOf<'trade-row'>,
  'id' | 'symbol' | 'side' | 'quantity' | 'price' | 'pnl' | 'path' | 'atUs' | 'seq'
>;

/** Sums over all trade rows so far; a profit that is NULL counts as 0. */
interface TradeTotals {
  readonly count: number;
  readonly buys: number;
  readonly sells: number;
  readonly winners: number;
  readonly losers: number;
  /** Sum of quantity x price. */
  readonly volume: MicroUsd;
  readonly pnl: MicroUsd;
}

/** The newest trade rows that are kept one by one; a day has a hundred thousand. */
export const TRADES_KEPT = 1_000;

type Holdings = Map<string, { quantity: number; price: MicroUsd }>;

/**
 * How the account stands after any event of a tape: a fold over its events, in
 * order. Three sources know of money, and each is followed by itself: the
 * `account row` and the rows of `positions` in the database, the `portfolio` in
 * the memory of the process, and the books of the `broker`. For each, equity is
 * cash plus the sum of quantity x market price.
 *
 * A new market price of the closing shows once its row is written, a leg later
 * than in memory; what the tape's `end` says of the sources is taken as it is.
 * Memory: symbols, and the newest trade rows.
 */
export class AccountState {
  /** The last event that was taken in; -1: none yet. */
  seq = -1;
  atUs = 0;
  /** `end`: the tape is at its end; `stalled`: nothing can happen any more, yet tasks wait. */
  phase: 'running' | 'stalled' | 'end' = 'running';
  readonly #positions = new Map<string, HeldPosition>();
  readonly #trades: BookedTrade[] = [];
  readonly #totals = {
    count: 0,
    buys: 0,
    sells: 0,
    winners: 0,
    losers: 0,
    volume: 0,
    pnl: 0,
  };
  readonly #pending = new Set<string>();
  readonly #portfolio: Holdings = new Map();
  readonly #broker: Holdings = new Map();
  /** What each task's order came to, by runner: a booking says how much money, not how many shares. */
  readonly #fills = new Map<string, Map<string, TapeEventOf<'fill'>>>();
  #cash: MicroUsd;
  #brokerCash: MicroUsd;
  #account: { cash: MicroUsd; equity: MicroUsd };
  #ended: readonly EquitySource[] | null = null;
  /** BUY and SELL fills at the broker. */
  fillsCount = 0;
  /** Attempts that a guard stopped. */
  blockedCount = 0;

  constructor({ scenario }: Pick<TapeHeader, 'scenario'>) {
    const { cash } = scenario.account;
    let worth = 0;
    for (const row of scenario.positions) {
      const { symbol, quantity, marketPrice } = row;
      this.#positions.set(symbol, { ...row, enteredAtUs: null, path: null });
      this.#portfolio.set(symbol, { quantity, price: marketPrice });
      this.#broker.set(symbol, { quantity, price: marketPrice });
      worth += quantity * marketPrice;
    }
    this.#cash = cash;
    this.#brokerCash = cash;
    this.#account = { cash, equity: cash + worth };
  }

  step(event: TapeEvent): void {
    this.seq = event.seq;
    this.atUs = event.atUs;
    switch (event.kind) {
      case 'fill':
        this.#fill(event);
        return;
      case 'booking':
        this.#book(event);
        return;
      case 'trade-row':
        this.#addTrade(event);
        return;
      case 'position-row':
        this.#writePosition(event);
        return;
      case 'account-row':
        this.#account = { cash: event.cash, equity: event.equity };
        return;
      case 'guard':
        this.#guard(event);
        return;
      case 'cycle-end':
        if (event.runner !== null) this.#fills.delete(event.runner);
        return;
      case 'stall':
        this.phase = 'stalled';
        return;
      case 'end':
        if (this.phase === 'running') this.phase = 'end';
        this.#ended = event.equity;
        return;
      default:
        return;
    }
  }

  /** Cash of the process: what its dashboard shows. */
  get cash(): MicroUsd {
    return this.#source('portfolio')?.cash ?? this.#cash;
  }

  /** Value of what the process holds, by its own books. */
  get holdings(): MicroUsd {
    return this.#source('portfolio')?.holdings ?? worthOf(this.#portfolio);
  }

  /** Cash + sum of quantity x market price, by the books of the process. */
  get equity(): MicroUsd {
    return this.cash + this.holdings;
  }

  /** The same three as the end of a tape, in the same order, at any event. */
  sources(): readonly EquitySource[] {
    if (this.#ended !== null) return this.#ended;
    const { cash, equity } = this.#account;
    return [
      { source: 'account row', cash, holdings: equity - cash, equity },
      sourceOf('portfolio', this.#cash, this.#portfolio),
      sourceOf('broker', this.#brokerCash, this.#broker),
    ];
  }

  /** Rows of `positions` with a quantity other than 0, by symbol. */
  positions(): readonly HeldPosition[] {
    return [...this.#positions.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  }

  /** The row of one symbol; null where there is none. */
  position(symbol: string): HeldPosition | null {
    return this.#positions.get(symbol) ?? null;
  }

  get positionsCount(): number {
    return this.#positions.size;
  }

  /** Symbols that a row speaks of or the broker holds, sorted. */
  symbols(): readonly string[] {
    const held = [...this.#broker].filter(([, { quantity }]) => quantity !== 0);
    return [...new Set([...this.#positions.keys(), ...held.map(([symbol]) => symbol)])].sort();
  }

  /** What the broker holds of a symbol, whatever the system believes. */
  brokerQuantity(symbol: string): number {
    return this.#broker.get(symbol)?.quantity ?? 0;
  }

  /** Profit on paper: what the rows of `positions` are worth beyond their cost. */
  get unrealized(): MicroUsd {
    let sum = 0;
    for (const { quantity, avgCost, marketPrice } of this.#positions.values()) {
      sum += quantity * (marketPrice - avgCost);
    }
    return sum;
  }

  /** The newest rows of `trades`, oldest first: all of them up to `TRADES_KEPT`. */
  get trades(): readonly BookedTrade[] {
    return this.#trades;
  }

  get tradeTotals(): TradeTotals {
    return this.#totals;
  }

  /** Symbols with a pending mark, as `r1.c1 APP`, sorted. */
  pending(): readonly string[] {
    return [...this.#pending].sort();
  }

  #source(name: string): EquitySource | undefined {
    return this.#ended?.find(({ source }) => source === name);
  }

  #fill(event: TapeEventOf<'fill'>): void {
    const { symbol, side, quantity, price } = event;
    const bought = isBuy(side) ? quantity : -quantity;
    this.fillsCount++;
    this.#brokerCash -= bought * price;
    const held = this.#broker.get(symbol)?.quantity ?? 0;
    this.#broker.set(symbol, { quantity: held + bought, price });
    const runner = event.runner ?? '';
    const ofRunner = this.#fills.get(runner) ?? new Map<string, TapeEventOf<'fill'>>();
    ofRunner.set(event.task ?? '', event);
    this.#fills.set(runner, ofRunner);
  }

  #book({ symbol, delta, cash, task, runner }: TapeEventOf<'booking'>): void {
    this.#cash = cash;
    const fill = this.#fills.get(runner ?? '')?.get(task ?? '');
    if (fill === undefined || fill.price === 0) return;
    const left = (this.#portfolio.get(symbol)?.quantity ?? 0) - Math.round(delta / fill.price);
    if (left === 0) this.#portfolio.delete(symbol);
    else this.#portfolio.set(symbol, { quantity: left, price: fill.price });
  }

  #addTrade(event: TapeEventOf<'trade-row'>): void {
    const { id, symbol, side, quantity, price, pnl, path, atUs, seq } = event;
    this.#trades.push({ id, symbol, side, quantity, price, pnl, path, atUs, seq });
    // Let go in halves: shifting one at a time would move a thousand rows for each.
    if (this.#trades.length >= 2 * TRADES_KEPT) this.#trades.splice(0, TRADES_KEPT);
    const totals = this.#totals;
    totals.count++;
    if (isBuy(side)) totals.buys++;
    else totals.sells++;
    if (pnl !== null && pnl > 0) totals.winners++;
    if (pnl !== null && pnl < 0) totals.losers++;
    totals.volume += quantity * price;
    totals.pnl += pnl ?? 0;
  }

  #writePosition(event: TapeEventOf<'position-row'>): void {
    const { symbol, quantity, avgCost, marketPrice, atUs, task } = event;
    const before = this.#positions.get(symbol);
    if (quantity === 0) this.#positions.delete(symbol);
    else {
      const opened =
        before === undefined
          ? { enteredAtUs: atUs, path: this.#fills.get(event.runner ?? '')?.get(task ?? '')?.path }
          : before;
      const { enteredAtUs, path = null } = opened;
      this.#positions.set(symbol, { symbol, quantity, avgCost, marketPrice, enteredAtUs, path });
    }
    // The closing of a cycle writes by the cycle's own task, and prices what is held anew.
    const held = this.#portfolio.get(symbol);
    if (held !== undefined && task === `${event.runner}.c${event.cycle}`) held.price = marketPrice;
  }

  #guard({ layer, decision, symbol, runner, cycle }: TapeEventOf<'guard'>): void {
    if (decision === 'blocked') this.blockedCount++;
    if (layer !== 'pending-lock') return;
    const mark = `${runner}.c${cycle} ${symbol}`;
    if (decision === 'marked') this.#pending.add(mark);
    if (decision === 'released') this.#pending.delete(mark);
  }
}

function isBuy(side: Side): boolean {
  return side === 'BUY' || side === 'BUY_TO_COVER';
}

function worthOf(holdings: Holdings): MicroUsd {
  let worth = 0;
  for (const { quantity, price } of holdings.values()) worth += quantity * price;
  return worth;
}

function sourceOf(source: string, cash: MicroUsd, holdings: Holdings): EquitySource {
  const worth = worthOf(holdings);
  return { source, cash, holdings: worth, equity: cash + worth };
}
