import type { MicroUsd } from '../../domain/index.js';
import { AccountState } from '../../history/index.js';
import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import { exchangeClock } from '../exchange-clock.js';

/** What the dashboard is told of the market; `auto`: by the scenario's clock, and `error` once it has stalled. */
export type MarketSetting = 'auto' | 'open' | 'closed' | 'error';
export type MarketState = Exclude<MarketSetting, 'auto'>;

/** What the scenario says that no tape knows. */
export interface ServedSystem {
  readonly symbolsCount: number;
  readonly limiter: { readonly perSecond: number; readonly perMinute: number } | null;
}

/**
 * The account at the cursor, with what the dashboard adds to it: the exchange's
 * clock, and the equity with which the exchange's day began.
 */
export class AccountView {
  readonly header: TapeHeader;
  readonly system: ServedSystem;
  readonly account: AccountState;
  readonly #setting: MarketSetting;
  readonly #clock = exchangeClock();
  #day: string;
  #equityAtDayStart: MicroUsd;
  /** Virtual time of the cursor: at or after the last event. */
  atUs = 0;

  constructor(header: TapeHeader, system: ServedSystem, setting: MarketSetting) {
    this.header = header;
    this.system = system;
    this.#setting = setting;
    this.account = new AccountState(header);
    this.#day = this.#clock(header.scenario.startEpochUs).day;
    this.#equityAtDayStart = this.account.equity;
  }

  step(event: TapeEvent): void {
    this.moveTo(event.atUs);
    this.account.step(event);
  }

  /** Lets virtual time pass without an event. */
  moveTo(atUs: number): void {
    this.atUs = atUs;
    const { day } = this.#clock(this.epochUs);
    if (day === this.#day) return;
    this.#day = day;
    this.#equityAtDayStart = this.account.equity;
  }

  get epochUs(): number {
    return this.header.scenario.startEpochUs + this.atUs;
  }

  get market(): MarketState {
    if (this.#setting !== 'auto') return this.#setting;
    if (this.account.phase === 'stalled') return 'error';
    return this.#clock(this.epochUs).isOpen ? 'open' : 'closed';
  }

  /** Change of equity since the exchange's day began, or the replay did. */
  get daily(): MicroUsd {
    return this.account.equity - this.#equityAtDayStart;
  }
}
