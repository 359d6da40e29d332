// Ports without a simulator: what a person would write by hand to put the same
// trading code under somebody else's scheduler. `leg()` is awaited on both legs
// of every call; nothing is recorded but the fills.
import { GuardedBroker, guardsAt } from '../dist/guards/index.js';

const noTouch = () => {};

export class PlainWorld {
  constructor(tables, guards, leg) {
    this.tables = tables;
    this.guards = guards;
    this.leg = leg;
    this.fills = [];
    this.locks = new Map();
    this.maps = new Map();
    this.ports = this.portsOf('cycle');
  }

  portsOf(task) {
    const { tables } = this;
    const call = async (statement, effect) => {
      await this.leg(`${task}: ${statement}`);
      const result = effect();
      await this.leg(`${task}: ${statement} answered`);
      return result;
    };
    const ports = {
      task,
      clock: {
        now: () => ({ us: 0 }),
        hasElapsed: () => false,
        sleep: () => this.leg(`${task}: sleep`),
        sleepUntil: () => this.leg(`${task}: sleep`),
      },
      journal: { write: () => {} },
      portfolio: {
        cash: () => 0,
        canAfford: () => true,
        addCash: () => 0,
        quantity: () => 0,
        book: () => {},
        reprice: () => {},
        equity: () => 201_581_220_000,
      },
      store: {
        insertSignal: (signal) => call('insert signal', () => tables.insertSignal(signal, noTouch)),
        positions: () => call('read positions', () => tables.positions(noTouch)),
        lastBuyAt: (symbol) =>
          call('read last BUY', () =>
            tables.lastBuy(symbol, noTouch) === null ? null : { us: 0 },
          ),
        insertTrade: (trade) => call('insert trade', () => tables.insertTrade(trade, noTouch)),
        upsertPosition: (row) => call('write position', () => tables.upsertPosition(row, noTouch)),
        writeAccount: (row) => call('write account', () => tables.writeAccount(row, noTouch)),
        claimIntent: (order) => call('claim intent', () => tables.claimIntent(order, noTouch)),
        releaseIntent: (order) =>
          call('release intent', () => tables.releaseIntent(order, noTouch)),
      },
      lock: (name) => this.lockOf(name),
      semaphore: (name, { permits }) => this.lockOf(name, permits),
      map: (name) => this.mapOf(name),
      fork: (name, body) => body(this.portsOf(name)),
    };
    const paper = {
      submit: async (order) => {
        const fill = await call('order', () => {
          this.fills.push(order);
          return { ...order, orderId: this.fills.length };
        });
        return { kind: 'filled', fill };
      },
    };
    const atBroker = guardsAt('broker', this.guards);
    ports.broker = atBroker.length === 0 ? paper : new GuardedBroker(paper, atBroker, ports);
    return ports;
  }

  lockOf(name, permits = 1) {
    let lock = this.locks.get(name);
    if (lock === undefined) {
      lock = new PlainLock(permits);
      this.locks.set(name, lock);
    }
    return lock;
  }

  mapOf(name) {
    let map = this.maps.get(name);
    if (map === undefined) {
      map = new Map();
      this.maps.set(name, map);
    }
    return map;
  }
}

class PlainLock {
  constructor(permits) {
    this.permits = permits;
    this.waiting = [];
  }

  acquire() {
    if (this.permits > 0) {
      this.permits--;
      return Promise.resolve();
    }
    return new Promise((resume) => this.waiting.push(resume));
  }

  release() {
    const next = this.waiting.shift();
    if (next === undefined) this.permits++;
    else next();
  }
}

export class PlainFeed {
  constructor(signals) {
    this.signals = signals;
  }

  countMax() {
    return 8;
  }

  take(path) {
    const taken = this.signals.filter((signal) => signal.path === path);
    this.signals = this.signals.filter((signal) => signal.path !== path);
    return taken;
  }

  listen() {
    return () => {};
  }
}
