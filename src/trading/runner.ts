import type { Ports, PositionRow, Signal } from '../domain/index.js';
import { type Guard, MEMORY_POSITIONS, type MemoryPosition } from '../guards/index.js';
import { type MainPath, remember, runMainPath } from './main-path.js';
import { OrderLimiter } from './order-limiter.js';
import { runSecondPath } from './second-path.js';
import type { RunnerSettings } from './settings.js';
import type { SignalFeed } from './signal-feed.js';

/**
 * One trading cycle. A runner is built fresh for each cycle, as recorded: its
 * memory (positions, cycle set, pending orders) starts empty and is filled from
 * the database; where that load fails it starts with none (fail-open).
 */
export class Runner {
  readonly #ports: Ports;
  readonly #main: MainPath;

  /** @param guards the guards of the main path, in their order */
  constructor(ports: Ports, settings: RunnerSettings, guards: readonly Guard[]) {
    this.#ports = ports;
    const limiter = settings.limiter === null ? null : new OrderLimiter(settings.limiter);
    this.#main = { settings, guards, limiter };
  }

  async runCycle(feed: SignalFeed): Promise<void> {
    await this.#loadPositions();
    if (this.#main.settings.reconciling) await this.#reconcile();
    await this.#runSymbolTasks(feed);
    if (this.#main.settings.closing) await this.#rewriteMarketPrices();
    await this.#runPairs(feed);
    if (this.#main.settings.closing) await this.#writeAccount();
    this.#ports.journal.write({ kind: 'cycle-end' });
  }

  async #loadPositions(): Promise<void> {
    let rows: readonly PositionRow[] = [];
    let loadFailed = false;
    try {
      rows = await this.#ports.store.positions();
    } catch {
      loadFailed = true;
    }
    const positions = this.#ports.map<MemoryPosition>(MEMORY_POSITIONS);
    for (const { symbol, quantity, avgCost, marketPrice } of rows) {
      positions.set(symbol, { quantity, avgCost, marketPrice });
    }
    this.#ports.journal.write({ kind: 'cycle-start', positions: rows.length, loadFailed });
  }

  /** What was left pending is submitted again: the `outbox` at the broker port finds out what became of it. */
  async #reconcile(): Promise<void> {
    // Where the outbox cannot be read, the next attempt at an intent still finds it pending.
    const pending = await this.#ports.store.pendingOrders().catch(() => []);
    for (const order of pending) {
      const result = await this.#ports.broker.submit(order);
      if (result.kind === 'filled') remember(this.#ports, order, result.fill);
    }
  }

  /** The symbol tasks, at most `parallelism` at once; signals that arrive meanwhile join them. */
  async #runSymbolTasks(feed: SignalFeed): Promise<void> {
    const permits = this.#main.settings.parallelism;
    const usersMax = Math.max(1, feed.countMax('main'));
    const started: Promise<void>[] = [];
    const start = (signal: Signal): void => {
      const task = this.#ports.fork(signal.id, async (ports) => {
        const semaphore = ports.semaphore('symbol-tasks', { permits, usersMax });
        await semaphore.acquire();
        try {
          await runMainPath(this.#main, ports, signal);
        } finally {
          semaphore.release();
        }
      });
      // Whoever awaits it may do so later: until then what it throws counts as heard.
      task.catch(() => undefined);
      started.push(task);
    };
    const stop = feed.listen('main', start);
    let failed: PromiseRejectedResult | undefined;
    try {
      while (failed === undefined) {
        // Determinism: asking the feed again, although it listens, puts the decision to stop after the arrivals.
        for (const signal of feed.take('main')) start(signal);
        if (started.length === 0) break;
        // All of them, even where one fails: none may go on unheard of after the cycle has ended.
        const ended = await Promise.allSettled(started.splice(0));
        failed = ended.find((task) => task.status === 'rejected');
      }
    } finally {
      stop();
    }
    // Those of signals that came before it stopped listening, too: what they throw must be heard.
    while (started.length > 0) await Promise.allSettled(started.splice(0));
    if (failed !== undefined) throw failed.reason;
  }

  /** One upsert for each held position, from memory: it clobbers whoever wrote the row meanwhile. */
  async #rewriteMarketPrices(): Promise<void> {
    const positions = this.#ports.map<MemoryPosition>(MEMORY_POSITIONS);
    for (const [symbol, position] of positions.entries()) {
      this.#ports.portfolio.reprice(symbol, position.marketPrice);
      await this.#ports.store.upsertPosition({ symbol, ...position });
    }
  }

  /** The second path: one signal after the other, after the symbol tasks of the cycle. */
  async #runPairs(feed: SignalFeed): Promise<void> {
    for (let waiting = feed.take('second'); waiting.length > 0; waiting = feed.take('second')) {
      for (const signal of waiting) {
        await this.#ports.fork(signal.id, async (ports) => {
          await runSecondPath(ports, signal);
        });
      }
    }
  }

  /** Cash and equity persist only here. */
  async #writeAccount(): Promise<void> {
    const { portfolio, store } = this.#ports;
    await store.writeAccount({ cash: portfolio.cash(), equity: portfolio.equity() });
  }
}
