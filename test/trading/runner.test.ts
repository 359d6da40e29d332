import { describe, expect, it } from 'vitest';
import type { GuardName, PathName, Signal } from '../../src/domain/index.js';
import { guardsAt, MEMORY_POSITIONS, type MemoryPosition } from '../../src/guards/index.js';
import { Runner, type RunnerSettings, type SignalFeed } from '../../src/trading/index.js';
import { FakePorts, signalOf } from '../guards/fake-ports.js';

const SETTINGS: RunnerSettings = {
  parallelism: 8,
  limiter: { perSecond: 2, perMinute: 50 },
  brokerRetriesCount: 0,
  reconciling: false,
  closing: false,
};

/** A feed that holds these signals and never gets another one. */
function feedOf(signals: readonly Signal[]): SignalFeed & { listening: number } {
  const waiting = [...signals];
  return {
    listening: 0,
    countMax: (path: PathName) => signals.filter((signal) => signal.path === path).length,
    take(path) {
      const taken = waiting.filter((signal) => signal.path === path);
      for (const signal of taken) waiting.splice(waiting.indexOf(signal), 1);
      return taken;
    },
    listen() {
      this.listening++;
      return () => void this.listening--;
    },
  };
}

async function cycle(
  signals: readonly Signal[],
  more: {
    ports?: FakePorts;
    guards?: readonly GuardName[];
    settings?: Partial<RunnerSettings>;
  } = {},
): Promise<FakePorts> {
  const ports = more.ports ?? new FakePorts();
  const guards = guardsAt('path', { guards: more.guards ?? [] });
  await new Runner(ports, { ...SETTINGS, ...more.settings }, guards).runCycle(feedOf(signals));
  return ports;
}

const heldRow = (symbol: string, quantity: number, price = 500_000_000) => ({
  symbol,
  quantity,
  avgCost: price,
  marketPrice: price,
});
const held = (ports: FakePorts, symbol = 'APP') =>
  ports.map<MemoryPosition>(MEMORY_POSITIONS).get(symbol);
const skips = (ports: FakePorts) =>
  ports.journalled.flatMap((entry) => (entry.kind === 'skip' ? [entry.reason] : []));

describe('a BUY on the main path', () => {
  it('goes through the recorded steps in the recorded order, under all guards of the path', async () => {
    const ports = await cycle([signalOf()], {
      guards: ['memory-position', 'cycle-set', 'pending-lock', 'db-position', 'recent-trade'],
    });
    expect(ports.steps).toEqual([
      'read positions',
      'cycle-start',
      'acquire symbol-tasks',
      // 1 the signal row
      'insert signal APP',
      'signal',
      // 2 layer 1
      'acquire cycle-buys',
      'set cycle-executed-buys APP',
      'release cycle-buys',
      'say cycle-set marked',
      // 3 memory
      'say memory-position passed',
      // 4 layer 2
      'acquire pending-orders',
      'set pending-orders APP',
      'say pending-lock marked',
      // 5 layer 3, still inside the lock of layer 2; the fourth layer after it
      'read positions',
      'say db-position passed',
      'read last BUY APP',
      'say recent-trade passed',
      'release pending-orders',
      // 6 sizing and risk leave no trace; 7 limiter and fill
      'acquire order-limiter',
      'set order-limiter admitted',
      'release order-limiter',
      'submit BUY 7 APP',
      // 8 memory position and cash
      'set positions APP',
      'add cash',
      'booking',
      // 9 the trades row
      'insert trade APP',
      'recorded',
      // 10 the positions row
      'write position APP',
      // 11 finally: out of pending, under the lock
      'acquire pending-orders',
      'delete pending-orders APP',
      'release pending-orders',
      'say pending-lock released',
      'release symbol-tasks',
      'cycle-end',
    ]);
  });

  it('sizes itself where the signal names no quantity: 1 share of APP at $540', async () => {
    const ports = await cycle([signalOf({ quantity: null })]);
    expect(ports.orders).toMatchObject([{ side: 'BUY', quantity: 1, path: 'main' }]);
  });

  it('skips an order below $500, and places one of exactly $500', async () => {
    const small = await cycle([signalOf({ quantity: 4, price: 124_999_999 })]);
    expect(small.orders).toEqual([]);
    expect(skips(small)).toEqual(['order value below $500']);
    const enough = await cycle([signalOf({ quantity: 4, price: 125_000_000 })]);
    expect(enough.orders).toHaveLength(1);
  });

  it('skips what cash cannot pay, and spends it to the last cent', async () => {
    for (const [missing, orders] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const ports = new FakePorts();
      ports.balance = 7 * 540_000_000 - missing;
      await cycle([signalOf()], { ports });
      expect(ports.orders).toHaveLength(orders);
      expect(skips(ports)).toEqual(missing === 0 ? [] : ['risk check: not enough cash']);
    }
  });

  it('books price times quantity, and remembers the position at its price', async () => {
    const ports = await cycle([signalOf()]);
    expect(ports.balance).toBe(144_420_920_000 - 3_780_000_000);
    expect(held(ports)).toEqual({ quantity: 7, avgCost: 540_000_000, marketPrice: 540_000_000 });
    expect(ports.rows.get('APP')).toEqual({ symbol: 'APP', ...held(ports) });
    expect(ports.trades).toMatchObject([{ symbol: 'APP', side: 'BUY', quantity: 7, pnl: null }]);
  });

  it('overwrites what memory held, as recorded: 52 buys can end in 33 shares', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 33));
    await cycle([signalOf()], { ports });
    expect(ports.rows.get('APP')).toMatchObject({ quantity: 7, avgCost: 540_000_000 });
  });

  it('adds where the addition is wanted, at the average cost', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 33));
    await cycle([signalOf({ scaleIn: true })], { ports });
    // (33 x 500 + 7 x 540) / 40 = 507.
    expect(ports.rows.get('APP')).toEqual({
      symbol: 'APP',
      quantity: 40,
      avgCost: 507_000_000,
      marketPrice: 540_000_000,
    });
  });

  it('opens where an addition is wanted and nothing is held', async () => {
    const ports = await cycle([signalOf({ scaleIn: true })]);
    expect(held(ports)?.quantity).toBe(7);
  });

  it('writes nothing where the broker rejects', async () => {
    const ports = new FakePorts();
    ports.broker = {
      ...ports.broker,
      submit: async () => ({ kind: 'rejected', reason: 'halted' }),
    };
    await cycle([signalOf()], { ports });
    expect([ports.trades, ports.rows.size, held(ports)]).toEqual([[], 0, undefined]);
    expect(ports.balance).toBe(144_420_920_000);
  });

  it('goes without a limiter where there is none', async () => {
    const ports = await cycle([signalOf()], { settings: { limiter: null } });
    expect(ports.steps).not.toContain('acquire order-limiter');
    expect(ports.orders).toHaveLength(1);
  });
});

describe('a SELL on the main path', () => {
  const exit = signalOf({ id: 'exit', side: 'SELL', quantity: null, price: 550_000_000 });

  it('sells what is held, with profit and loss against the average cost, past every guard', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    await cycle([exit], { ports, guards: ['memory-position', 'cycle-set', 'db-position'] });
    expect(ports.said()).toEqual([]);
    // 7 x (550 − 500) = 350.
    expect(ports.trades).toMatchObject([{ side: 'SELL', quantity: 7, pnl: 350_000_000 }]);
    expect(ports.journalled).toContainEqual(
      expect.objectContaining({ kind: 'recorded', side: 'SELL', pnl: 350_000_000 }),
    );
    expect(ports.rows.has('APP')).toBe(false);
    expect(held(ports)).toBeUndefined();
    expect(ports.balance).toBe(144_420_920_000 + 3_850_000_000);
  });

  it('leaves the rest of the position where it sells a part, the average cost unchanged', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    await cycle([{ ...exit, quantity: 3 }], { ports });
    expect(held(ports)).toEqual({ quantity: 4, avgCost: 500_000_000, marketPrice: 550_000_000 });
  });

  it('sells no more than is held, and nothing where nothing is', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    await cycle([{ ...exit, quantity: 99 }], { ports });
    expect(ports.orders).toMatchObject([{ quantity: 7 }]);
    const none = await cycle([exit]);
    expect(skips(none)).toEqual(['nothing to sell']);
  });

  it('writes nothing where the broker rejects', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    ports.broker = {
      ...ports.broker,
      submit: async () => ({ kind: 'rejected', reason: 'halted' }),
    };
    await cycle([exit], { ports });
    expect(ports.trades).toEqual([]);
    expect(held(ports)?.quantity).toBe(7);
  });
});

describe('the second path', () => {
  const pair = signalOf({ id: 'pair', path: 'second', quantity: null });
  const wealthy = (): FakePorts => {
    const ports = new FakePorts();
    // Equity of the recorded account: $144,420.92 cash and $57,160.30 of positions.
    ports.holdings.set('MSFT', { quantity: 1, price: 57_160_300_000 });
    return ports;
  };

  it('passes no guard of the path, writes trades, and tells neither memory nor positions', async () => {
    const ports = await cycle([pair], { ports: wealthy(), guards: ['cycle-set', 'pending-lock'] });
    expect(ports.steps).toEqual([
      'read positions',
      'cycle-start',
      'signal',
      'submit BUY 7 APP',
      'insert trade APP',
      'recorded',
      'cycle-end',
    ]);
    expect(held(ports)).toBeUndefined();
  });

  it('buys the recorded sizes: 7 of APP at $540, 167 of GME at $24.05', async () => {
    const gme = { ...pair, id: 'gme', symbol: 'GME', price: 24_050_000 };
    const ports = await cycle([pair, gme], { ports: wealthy() });
    expect(ports.orders.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['APP', 7],
      ['GME', 167],
    ]);
  });

  it('holds back only from more than 100 shares in memory', async () => {
    for (const [quantity, orders] of [
      [100, 1],
      [101, 0],
    ] as const) {
      const ports = wealthy();
      ports.rows.set('APP', heldRow('APP', quantity));
      await cycle([pair], { ports });
      expect(ports.orders).toHaveLength(orders);
      expect(skips(ports)).toEqual(orders === 1 ? [] : ['more than 100 shares in memory']);
    }
  });

  it('skips what is too small or nothing at all', async () => {
    const small = await cycle([{ ...pair, quantity: 1, price: 499_999_999 }], { ports: wealthy() });
    expect(skips(small)).toEqual(['order value below $500']);
    const dear = await cycle([{ ...pair, price: 9_000_000_000 }], { ports: wealthy() });
    expect(skips(dear)).toEqual(['nothing to trade']);
  });

  it('sells what memory holds, or what the signal says', async () => {
    const ports = wealthy();
    ports.rows.set('APP', heldRow('APP', 7));
    const sell: Signal = { ...pair, side: 'SELL' };
    await cycle([sell, { ...sell, id: 'more', quantity: 3 }], { ports });
    expect(ports.orders.map(({ quantity }) => quantity)).toEqual([7, 3]);
    const none = await cycle([sell], { ports: wealthy() });
    expect(skips(none)).toEqual(['nothing to trade']);
  });

  it('writes no row where the order is blocked at the broker port', async () => {
    const ports = wealthy();
    ports.broker = {
      ...ports.broker,
      submit: async () => ({ kind: 'blocked', layer: 'unique-intent', reason: 'claimed' }),
    };
    await cycle([pair], { ports });
    expect(ports.trades).toEqual([]);
  });
});

describe('a cycle', () => {
  it('runs the symbol tasks, then rewrites prices, then the pairs, then the account row', async () => {
    const ports = new FakePorts();
    ports.rows.set('MSFT', heldRow('MSFT', 40));
    ports.rows.set('AAPL', heldRow('AAPL', 100));
    const pair = signalOf({ id: 'pair', path: 'second' });
    await cycle([pair, signalOf()], { ports, settings: { closing: true } });
    const world = ports.steps.filter((step) => /^(submit|reprice|write)/.test(step));
    expect(world).toEqual([
      'submit BUY 7 APP',
      'write position APP',
      'reprice AAPL',
      'write position AAPL',
      'reprice APP',
      'write position APP',
      'reprice MSFT',
      'write position MSFT',
      'submit BUY 7 APP',
      'write account',
    ]);
    expect(ports.accounts).toEqual([{ cash: ports.balance, equity: ports.equity() }]);
  });

  it('clobbers a row that somebody else wrote meanwhile: it rewrites from memory', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    const { broker } = ports;
    ports.broker = {
      ...ports.broker,
      submit: async (order) => {
        await ports.store.upsertPosition(heldRow('APP', 14));
        return broker.submit(order);
      },
    };
    await cycle([signalOf({ symbol: 'GME' })], { ports, settings: { closing: true } });
    expect(ports.rows.get('APP')?.quantity).toBe(7);
  });

  it('starts with no positions where the load fails, says so, and goes on', async () => {
    const ports = new FakePorts();
    ports.rows.set('APP', heldRow('APP', 7));
    ports.store.positions = async () => {
      throw new Error('database is locked');
    };
    await cycle([signalOf()], { ports, guards: ['memory-position'] });
    expect(ports.journalled[0]).toEqual({ kind: 'cycle-start', positions: 0, loadFailed: true });
    expect(ports.orders).toHaveLength(1);
  });

  it('lets at most eight symbol tasks in at once', async () => {
    const ports = new FakePorts();
    let inside = 0;
    let insideMax = 0;
    ports.store.insertSignal = async () => {
      insideMax = Math.max(insideMax, ++inside);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      inside--;
    };
    const signals = Array.from({ length: 20 }, (_, index) =>
      signalOf({ id: `s${index}`, symbol: `A${'ABCDEFGHIJKLMNOPQRST'[index]}` }),
    );
    await cycle(signals, { ports });
    expect(insideMax).toBe(8);
    expect(ports.orders).toHaveLength(20);
  });

  it('joins what arrives while it waits for its tasks, and stops listening when none is left', async () => {
    const ports = new FakePorts();
    const feed = feedOf([signalOf()]);
    let hand: ((signal: Signal) => void) | null = null;
    const listen = feed.listen.bind(feed);
    feed.listen = (path, onSignal) => {
      hand = onSignal;
      return listen(path, onSignal);
    };
    feed.countMax = () => 2;
    const { broker } = ports;
    ports.broker = {
      ...ports.broker,
      submit: (order) => {
        if (order.signalId === 'breakout') hand!(signalOf({ id: 'late', symbol: 'GME' }));
        return broker.submit(order);
      },
    };
    await new Runner(ports, SETTINGS, []).runCycle(feed);
    expect(ports.orders.map(({ signalId }) => signalId)).toEqual(['breakout', 'late']);
    expect(feed.listening).toBe(0);
  });

  it('stops listening where a symbol task fails, and fails itself', async () => {
    const ports = new FakePorts();
    ports.broker = {
      ...ports.broker,
      submit: async () => {
        throw new Error('broker is gone');
      },
    };
    const feed = feedOf([signalOf()]);
    await expect(new Runner(ports, SETTINGS, []).runCycle(feed)).rejects.toThrow('broker is gone');
    expect(feed.listening).toBe(0);
    expect(ports.steps.at(-1)).toBe('release symbol-tasks');
  });
});
