import type {
  AccountRow,
  Broker,
  Clock,
  Fill,
  GuardEntry,
  Instant,
  Journal,
  JournalEntry,
  Lock,
  Order,
  OrderResult,
  Portfolio,
  Ports,
  PositionRow,
  Semaphore,
  SharedMap,
  Side,
  Signal,
  TradeRow,
  TradingStore,
} from '../../src/domain/index.js';
import type { Attempt } from '../../src/guards/index.js';

/** One signal, APP unless said otherwise. */
export function signalOf(words: Partial<Signal> = {}): Signal {
  return {
    id: 'breakout',
    symbol: 'APP',
    side: 'BUY',
    quantity: 7,
    price: 540_000_000,
    path: 'main',
    scaleIn: false,
    ...words,
  };
}

export function orderFor(words: Partial<Signal> = {}): Order {
  const { id, symbol, side, quantity, price, path, scaleIn } = signalOf(words);
  return { signalId: id, symbol, side, quantity: quantity ?? 1, price, path, scaleIn };
}

/** An attempt as the main path makes it; what is to be done once checked stays with the caller. */
export function attemptWith(
  ports: Ports,
  words: Partial<Signal> = {},
  more: { order?: Order } = {},
): Attempt & { readonly checked: () => void; readonly amended: Partial<Order> } {
  const actions: (() => void)[] = [];
  const amended: Partial<Order> = {};
  return {
    signal: signalOf(words),
    ports,
    order: more.order ?? null,
    amended,
    amend: (words) => Object.assign(amended, words),
    whenChecked: (action) => actions.push(action),
    checked: () => {
      for (const action of actions.splice(0)) action();
    },
  };
}

/** First in, first out, handed over inside `release`; says who waits and whether it is held. */
export class FakeLock implements Lock, Semaphore {
  readonly #waiting: (() => void)[] = [];
  #permits: number;
  readonly #steps: string[];
  readonly #name: string;

  constructor(name: string, permits: number, steps: string[]) {
    this.#name = name;
    this.#permits = permits;
    this.#steps = steps;
  }

  get held(): boolean {
    return this.#permits === 0;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  acquire(): Promise<void> {
    this.#steps.push(`acquire ${this.#name}`);
    if (this.#permits > 0) {
      this.#permits--;
      return Promise.resolve();
    }
    return new Promise((resume) => this.#waiting.push(resume));
  }

  release(): void {
    this.#steps.push(`release ${this.#name}`);
    const next = this.#waiting.shift();
    if (next === undefined) this.#permits++;
    else next();
  }
}

class FakeMap<V> implements SharedMap<V> {
  readonly #values = new Map<string, V>();
  readonly #steps: string[];
  readonly #name: string;

  constructor(name: string, steps: string[]) {
    this.#name = name;
    this.#steps = steps;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#steps.push(`set ${this.#name} ${key}`);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#steps.push(`delete ${this.#name} ${key}`);
    this.#values.delete(key);
  }

  entries(): readonly (readonly [string, V])[] {
    return [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/**
 * The world in a few maps, without a clock that runs: every call answers in a
 * microtask. `steps` says in which order things were asked for; `store`,
 * `broker` and `claims` can be replaced one method at a time.
 */
export class FakePorts implements Ports, Clock, Journal, Portfolio {
  readonly task = 'fake';
  readonly steps: string[] = [];
  readonly journalled: JournalEntry[] = [];
  readonly trades: (TradeRow & { readonly atUs: number })[] = [];
  readonly rows = new Map<string, PositionRow>();
  readonly accounts: AccountRow[] = [];
  readonly claims = new Set<string>();
  readonly leases = new Map<string, { token: number; takenUs: number | null }>();
  readonly outbox = new Map<string, { state: 'pending' | 'settled'; order: Order }>();
  readonly orders: Order[] = [];
  readonly slept: number[] = [];
  readonly holdings = new Map<string, { quantity: number; price: number }>();
  nowUs = 0;
  balance = 144_420_920_000;
  epoch = 0;
  readonly #locks = new Map<string, FakeLock>();
  readonly #maps = new Map<string, FakeMap<unknown>>();

  readonly store: TradingStore = {
    insertSignal: async (signal) => {
      this.steps.push(`insert signal ${signal.symbol}`);
    },
    positions: async () => {
      this.steps.push('read positions');
      return [...this.rows.values()];
    },
    lastBuyAt: async (symbol) => {
      this.steps.push(`read last BUY ${symbol}`);
      const last = this.trades.filter((row) => row.symbol === symbol && row.side === 'BUY').at(-1);
      return last === undefined ? null : { us: last.atUs };
    },
    insertTrade: async (trade) => {
      this.steps.push(`insert trade ${trade.symbol}`);
      this.trades.push({ ...trade, atUs: this.nowUs });
    },
    upsertPosition: async (position) => {
      this.steps.push(`write position ${position.symbol}`);
      if (position.quantity === 0) {
        if (this.rows.delete(position.symbol)) this.epoch++;
      } else this.rows.set(position.symbol, position);
    },
    writeAccount: async (account) => {
      this.steps.push('write account');
      this.accounts.push(account);
    },
    claimIntent: async (order) => {
      this.steps.push(`claim intent ${order.symbol}`);
      const key = `${order.symbol} ${this.epoch} ${order.scaleIn ? order.signalId : ''}`;
      if (this.claims.has(key)) return false;
      this.claims.add(key);
      return true;
    },
    releaseIntent: async (order) => {
      this.steps.push(`release intent ${order.symbol}`);
      this.claims.delete(`${order.symbol} ${this.epoch} ${order.scaleIn ? order.signalId : ''}`);
    },
    acquireLease: async (symbol, ttlUs) => {
      this.steps.push(`acquire lease ${symbol}`);
      const lease = this.leases.get(symbol) ?? { token: 0, takenUs: null };
      if (lease.takenUs !== null && this.nowUs - lease.takenUs < ttlUs) return null;
      this.leases.set(symbol, { token: lease.token + 1, takenUs: this.nowUs });
      return lease.token + 1;
    },
    releaseLease: async (symbol, token) => {
      this.steps.push(`release lease ${symbol}`);
      const lease = this.leases.get(symbol);
      if (lease?.token === token) lease.takenUs = null;
    },
    openOutbox: async (order) => {
      this.steps.push(`open outbox ${order.symbol}`);
      const key = `${order.symbol}/${this.epoch}/${order.scaleIn ? order.signalId : ''}`;
      const known = this.outbox.get(order.clientOrderId ?? key);
      if (known !== undefined) return known;
      const named = { ...order, clientOrderId: key };
      this.outbox.set(key, { state: 'pending', order: named });
      return { state: 'new', order: named };
    },
    settleOutbox: async (order, fill) => {
      this.steps.push(`settle outbox ${order.symbol}`);
      const entry = this.outbox.get(order.clientOrderId!);
      if (entry?.state !== 'pending') return false;
      entry.state = 'settled';
      const { symbol, side, quantity, price } = fill;
      this.trades.push({ symbol, side, quantity, price, pnl: null, atUs: this.nowUs });
      this.rows.set(symbol, { symbol, quantity, avgCost: price, marketPrice: price });
      return true;
    },
    cancelOutbox: async (order) => {
      this.steps.push(`cancel outbox ${order.symbol}`);
      this.outbox.delete(order.clientOrderId!);
    },
    pendingOrders: async () => {
      this.steps.push('read outbox');
      return [...this.outbox.values()]
        .filter(({ state }) => state === 'pending')
        .map(({ order }) => order);
    },
  };

  /** What the broker has filled, by client order id. */
  readonly named = new Map<string, Fill>();

  broker: Broker = {
    lookup: async ({ clientOrderId }) => {
      this.steps.push(`look up ${clientOrderId}`);
      return this.named.get(clientOrderId ?? '') ?? null;
    },
    submit: async (order): Promise<OrderResult> => {
      this.steps.push(`submit ${order.side} ${order.quantity} ${order.symbol}`);
      this.orders.push(order);
      const { symbol, side, quantity, price, clientOrderId } = order;
      const known = clientOrderId === undefined ? undefined : this.named.get(clientOrderId);
      const fill = known ?? { orderId: this.orders.length, symbol, side, quantity, price };
      if (clientOrderId !== undefined) this.named.set(clientOrderId, fill);
      return { kind: 'filled', fill };
    },
  };

  get clock(): Clock {
    return this;
  }

  get journal(): Journal {
    return this;
  }

  get portfolio(): Portfolio {
    return this;
  }

  lock(name: string): FakeLock {
    return this.semaphore(name, { permits: 1 });
  }

  semaphore(name: string, { permits }: { permits: number }): FakeLock {
    const lock = this.#locks.get(name) ?? new FakeLock(name, permits, this.steps);
    this.#locks.set(name, lock);
    return lock;
  }

  map<V>(name: string): SharedMap<V> {
    const map = this.#maps.get(name) ?? new FakeMap<unknown>(name, this.steps);
    this.#maps.set(name, map);
    return map as FakeMap<V>;
  }

  fork(_name: string, body: (ports: Ports) => Promise<void>): Promise<void> {
    return body(this);
  }

  // Clock
  now(): Instant {
    return { us: this.nowUs };
  }

  hasElapsed(since: Instant, windowUs: number): boolean {
    return this.nowUs - since.us >= windowUs;
  }

  async sleep(durationUs: number): Promise<void> {
    this.steps.push('sleep');
    this.slept.push(durationUs);
    this.nowUs += durationUs;
  }

  async sleepUntil(since: Instant, afterUs: number): Promise<void> {
    if (!this.hasElapsed(since, afterUs)) await this.sleep(since.us + afterUs - this.nowUs);
  }

  // Journal
  write(entry: JournalEntry): void {
    this.steps.push(entry.kind === 'guard' ? `say ${entry.layer} ${entry.decision}` : entry.kind);
    this.journalled.push(entry);
  }

  /** What the guards said: `layer decision`. */
  said(): string[] {
    return this.journalled
      .filter((entry): entry is GuardEntry => entry.kind === 'guard')
      .map(({ layer, decision }) => `${layer} ${decision}`);
  }

  // Portfolio
  cash(): number {
    return this.balance;
  }

  canAfford(value: number): boolean {
    return value <= this.balance;
  }

  addCash(delta: number): number {
    this.steps.push('add cash');
    this.balance += delta;
    return this.balance;
  }

  quantity(symbol: string): number {
    return this.holdings.get(symbol)?.quantity ?? 0;
  }

  book(symbol: string, side: Side, quantity: number, price: number): void {
    const sign = side === 'BUY' ? 1 : -1;
    this.holdings.set(symbol, { quantity: this.quantity(symbol) + sign * quantity, price });
  }

  reprice(symbol: string, price: number): void {
    this.steps.push(`reprice ${symbol}`);
    this.holdings.set(symbol, { quantity: this.quantity(symbol), price });
  }

  equity(): number {
    let equity = this.balance;
    for (const { quantity, price } of this.holdings.values()) equity += quantity * price;
    return equity;
  }
}
