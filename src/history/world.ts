import type { MicroUsd } from '../domain/index.js';
import { marksInDatabase } from '../guards/index.js';
import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';

/** A call that was asked and not answered yet. */
interface UnderWay {
  readonly call: number;
  readonly task: string;
  readonly operation: TapeEventOf<'call'>['operation'];
  readonly statement: string;
  /** What comes next of it. */
  awaits: 'effect' | 'response';
}

/** What a guard wrote down to remember. */
interface GuardMark {
  readonly layer: string;
  readonly symbol: string;
  readonly runner: string;
  readonly sinceUs: number;
}

interface TradeRow {
  readonly id: number;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
}

/** Shares of one symbol as three places know them at one moment. */
interface Holding {
  broker: number;
  /** What the rows in `trades` add up to, with the holding at the start. */
  trades: number;
  /** What the row in `positions` says. */
  positions: number;
}

/**
 * How things stand after some event of a tape: a fold over the events before it and
 * itself, nothing more. Going back means folding again from the start.
 */
export class World {
  readonly holdings = new Map<string, Holding>();
  readonly marks = new Map<string, GuardMark>();
  readonly underWay = new Map<number, UnderWay>();
  readonly lockHolders = new Map<string, string[]>();
  readonly lockQueues = new Map<string, string[]>();
  /** The names of the locks and permits, by the keys of the two maps above. */
  readonly lockNames = new Map<string, string>();
  /** The last rows of `trades`, oldest first. */
  readonly tradeRows: TradeRow[] = [];
  tradeRowsCount = 0;
  /** Cash at the broker: what there was at the start, less what was paid. */
  cash: MicroUsd;
  readonly #prices = new Map<string, MicroUsd>();

  constructor(header: Pick<TapeHeader, 'scenario'>) {
    this.cash = header.scenario.account.cash;
    for (const { symbol, quantity, marketPrice } of header.scenario.positions) {
      this.holdings.set(symbol, { broker: quantity, trades: quantity, positions: quantity });
      this.#prices.set(symbol, marketPrice);
    }
  }

  /** What the broker's holdings are worth at the last price seen of each. */
  get holdingsValue(): MicroUsd {
    let value = 0;
    for (const [symbol, { broker }] of this.holdings)
      value += broker * (this.#prices.get(symbol) ?? 0);
    return value;
  }

  get equity(): MicroUsd {
    return this.cash + this.holdingsValue;
  }

  add(event: TapeEvent): void {
    switch (event.kind) {
      case 'call':
        this.#call(event);
        return;
      case 'lock':
        this.#lock(event);
        return;
      case 'guard':
        this.#guard(event);
        return;
      case 'fill': {
        const shares = signOf(event.side) * event.quantity;
        this.#holding(event.symbol).broker += shares;
        this.cash -= shares * event.price;
        this.#prices.set(event.symbol, event.price);
        return;
      }
      case 'trade-row': {
        const { id, symbol, side, quantity } = event;
        this.#holding(symbol).trades += signOf(side) * quantity;
        this.tradeRows.push({ id, symbol, side, quantity });
        if (this.tradeRows.length > TRADE_ROWS_MAX) this.tradeRows.shift();
        this.tradeRowsCount++;
        return;
      }
      case 'position-row':
        this.#holding(event.symbol).positions = event.quantity;
        return;
      case 'cycle-end':
        this.#endCycle(event);
        return;
      default:
    }
  }

  #holding(symbol: string): Holding {
    const holding = this.holdings.get(symbol) ?? { broker: 0, trades: 0, positions: 0 };
    this.holdings.set(symbol, holding);
    return holding;
  }

  #call({ call, phase, operation, statement, task }: TapeEventOf<'call'>): void {
    if (phase === 'response') this.underWay.delete(call);
    else {
      const awaits = phase === 'request' ? 'effect' : 'response';
      this.underWay.set(call, { call, operation, statement, task: task ?? '', awaits });
    }
  }

  #lock({ name, action, task, runner, cycle }: TapeEventOf<'lock'>): void {
    const key = `${runner ?? ''} ${cycle ?? ''} ${name}`;
    this.lockNames.set(key, name);
    const who = task ?? '';
    const without = (list: readonly string[] | undefined): string[] => {
      const rest = [...(list ?? [])];
      const place = rest.indexOf(who);
      if (place >= 0) rest.splice(place, 1);
      return rest;
    };
    if (action === 'wait') put(this.lockQueues, key, [...(this.lockQueues.get(key) ?? []), who]);
    else {
      put(this.lockQueues, key, without(this.lockQueues.get(key)));
      const holders = this.lockHolders.get(key) ?? [];
      put(this.lockHolders, key, action === 'acquire' ? [...holders, who] : without(holders));
    }
  }

  #guard({ layer, symbol, decision, runner, cycle, atUs }: TapeEventOf<'guard'>): void {
    // A mark in the database is nobody's own; one in memory is its runner's.
    const owner = marksInDatabase(layer) ? '' : `${runner ?? ''}.c${cycle ?? ''}`;
    const key = `${layer} ${owner} ${symbol}`;
    if (decision === 'marked') {
      this.marks.set(key, { layer, symbol, runner: runner ?? '', sinceUs: atUs });
    } else if (decision === 'released') this.marks.delete(key);
  }

  /** Every cycle has a fresh runner, so its marks go with it. */
  #endCycle({ runner, cycle }: TapeEventOf<'cycle-end'>): void {
    const owner = ` ${runner ?? ''}.c${cycle ?? ''} `;
    for (const key of this.marks.keys()) if (key.includes(owner)) this.marks.delete(key);
  }
}

const TRADE_ROWS_MAX = 6;

/** An empty list is no entry. */
function put(map: Map<string, string[]>, key: string, list: string[]): void {
  if (list.length === 0) map.delete(key);
  else map.set(key, list);
}

export function signOf(side: string): 1 | -1 {
  return side === 'BUY' || side === 'BUY_TO_COVER' ? 1 : -1;
}
