import {
  LIVE_DUPLICATES,
  LIVE_POSITIONS,
  LIVE_RECENT,
  LIVE_TRADES,
  type LiveAccount,
  type LiveDuplicate,
  type LiveFrame,
  type LivePosition,
  type LiveState,
  type LiveWords,
} from '../../live/index.js';
import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import type { Finding } from '../../verdict/index.js';
import { eventWords, zoneClock } from '../../words/index.js';
import { AccountView, type MarketSetting, type ServedSystem } from '../dashboard/account-view.js';
import { ReplayCursor } from './replay-cursor.js';

/** A finished replay to be shown. */
export interface ServedReplay {
  readonly header: TapeHeader;
  readonly findings: readonly Finding[];
  readonly events: Iterable<TapeEvent>;
  readonly system: ServedSystem;
}

/** One replay as far as its cursor has come, and what is new since the last frame. */
export class Showing {
  readonly replay: ServedReplay;
  readonly view: AccountView;
  readonly cursor: ReplayCursor;
  readonly clock: (epochUs: number) => string;
  readonly duplicates: LiveDuplicate[] = [];
  readonly recent: LiveWords[] = [];
  readonly #duplicateSeqs: ReadonlyMap<number, Finding>;
  #duplicatesCount = 0;
  /** Symbols whose row or holding changed since the last frame. */
  readonly #changed = new Set<string>();
  /** Trade rows since the last frame. */
  #tradesCount = 0;
  /** The last event that a frame has told of. */
  #toldSeq = -1;

  constructor(
    replay: ServedReplay,
    {
      market,
      speed,
      onEvent,
    }: {
      readonly market: MarketSetting;
      readonly speed: number;
      readonly onEvent: () => void;
    },
  ) {
    const { header, system, findings, events } = replay;
    this.replay = replay;
    this.view = new AccountView(header, system, market);
    this.clock = zoneClock(header.scenario.zone);
    this.#duplicateSeqs = new Map(
      findings.filter(({ duplicateKind }) => duplicateKind !== null).map((one) => [one.seq, one]),
    );
    const take = (event: TapeEvent): void => {
      this.#take(event);
      onEvent();
    };
    this.cursor = new ReplayCursor(events, take, { speed });
  }

  account(): LiveAccount {
    const { view } = this;
    const { cash, equity, unrealized, tradeTotals } = view.account;
    const { fillsCount, blockedCount, positionsCount } = view.account;
    return {
      market: view.market,
      cash,
      equity,
      daily: view.daily,
      realized: tradeTotals.pnl,
      unrealized,
      fillsCount,
      tradesCount: tradeTotals.count,
      blockedCount,
      positionsCount,
      duplicatesCount: this.#duplicatesCount,
    };
  }

  positions(symbols: readonly string[] = this.view.account.symbols()): readonly LivePosition[] {
    const { account } = this.view;
    return symbols.slice(0, LIVE_POSITIONS).map((symbol) => {
      const { quantity = 0, avgCost = 0, marketPrice = 0 } = account.position(symbol) ?? {};
      const brokerQuantity = account.brokerQuantity(symbol);
      return { symbol, quantity, brokerQuantity, avgCost, marketPrice };
    });
  }

  /** The newest `count` rows, newest first. */
  trades(count = LIVE_TRADES): LiveState['trades'] {
    if (count === 0) return [];
    return this.view.account.trades
      .slice(-count)
      .map(({ id, atUs, symbol, side, quantity, price, pnl }) => {
        return { id, atUs, symbol, side, quantity, price, pnl };
      })
      .reverse();
  }

  /** What a frame tells: the account as it stands, and the rest since the frame before. */
  news(): Omit<LiveFrame, 'moment'> {
    const told = this.#toldSeq;
    const news = {
      account: this.account(),
      positions: this.positions([...this.#changed]),
      trades: this.trades(Math.min(this.#tradesCount, LIVE_TRADES)),
      duplicates: this.duplicates.filter(({ seq }) => seq > told),
      recent: this.recent.filter(({ seq }) => seq > told).reverse(),
    };
    this.#toldSeq = this.view.account.seq;
    this.#changed.clear();
    this.#tradesCount = 0;
    return news;
  }

  #take(event: TapeEvent): void {
    this.view.step(event);
    if (event.kind === 'fill' || event.kind === 'position-row') this.#changed.add(event.symbol);
    if (event.kind === 'trade-row') this.#tradesCount++;
    const { seq, atUs } = event;
    const words = eventWords(event);
    if (words !== null) {
      this.recent.push({ seq, atUs, words });
      if (this.recent.length > LIVE_RECENT) this.recent.shift();
    }
    const finding = this.#duplicateSeqs.get(seq);
    if (finding === undefined) return;
    this.#duplicatesCount++;
    if (this.duplicates.length >= LIVE_DUPLICATES) return;
    const { symbol, duplicateKind, message } = finding;
    this.duplicates.push({
      seq,
      atUs,
      symbol: symbol ?? '',
      kind: duplicateKind ?? '',
      message,
    });
  }
}
