import {
  LIVE_DUPLICATES,
  LIVE_POSITIONS,
  LIVE_RECENT,
  LIVE_TRADES,
  type LiveAccount,
  type LiveChoice,
  type LiveDuplicate,
  type LiveExploration,
  type LiveFrame,
  type LiveMoment,
  type LivePosition,
  type LiveScene,
  type LiveState,
  type LiveSweep,
  type LiveWords,
} from '../../live/index.js';
import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import type { Finding } from '../../verdict/index.js';
import { eventWords, zoneClock } from '../../words/index.js';
import { AccountView, type MarketSetting, type ServedSystem } from '../dashboard/account-view.js';
import type { RunnerState } from '../dashboard/status.js';
import type { LiveFeed } from './live-feed.js';
import { ReplayCursor } from './replay-cursor.js';

/** A finished replay to be shown. */
export interface ServedReplay {
  readonly header: TapeHeader;
  readonly findings: readonly Finding[];
  readonly events: Iterable<TapeEvent>;
  readonly system: ServedSystem;
}

export type Control =
  | { readonly action: 'play' | 'pause' | 'step' | 'restart' }
  | { readonly action: 'speed'; readonly speed: number };

/** Between two frames: ten a second look fluid, and each costs a write for every listener. */
const FRAME_MS = 100;
/** Between two tellings of how an exploration is getting on. */
const PROGRESS_MS = 100;

interface Showing {
  readonly replay: ServedReplay;
  readonly view: AccountView;
  readonly cursor: ReplayCursor;
  readonly clock: (epochUs: number) => string;
  readonly duplicateSeqs: ReadonlyMap<number, Finding>;
  duplicatesCount: number;
  /** Of the symbols whose row or holding changed since the last frame. */
  readonly changed: Set<string>;
  /** Trade rows since the last frame. */
  trades: number;
  /** The last event that a frame has told of. */
  toldSeq: number;
  readonly duplicates: LiveDuplicate[];
  readonly recent: LiveWords[];
}

/**
 * What is being shown: a cursor over a replay's tape, and how an exploration is
 * getting on beside it. Host time comes in by `tick`; nothing here waits.
 */
export class LiveSession {
  readonly #feed: LiveFeed;
  readonly #market: MarketSetting;
  readonly #choices: readonly LiveChoice[];
  #speed: number;
  #scene: LiveScene | null = null;
  /** How the chosen scenario begins, until its tape is there. */
  #opening: AccountView | null = null;
  #showing: Showing | null = null;
  #exploration: LiveExploration | null = null;
  #explorationIsNew = false;
  #sweep: LiveSweep | null = null;
  #sweepIsNew = false;
  #frameIsDue = false;
  #lastFrameMs = Number.NEGATIVE_INFINITY;
  #lastProgressMs = Number.NEGATIVE_INFINITY;

  constructor(
    feed: LiveFeed,
    options: {
      readonly market: MarketSetting;
      readonly speed: number;
      readonly choices: readonly LiveChoice[];
    },
  ) {
    this.#feed = feed;
    this.#market = options.market;
    this.#speed = options.speed;
    this.#choices = options.choices;
  }

  /** The account at the cursor, or as the chosen scenario begins; null where none is chosen. */
  get view(): AccountView | null {
    return this.#showing?.view ?? this.#opening;
  }

  get runner(): RunnerState {
    if (this.#showing === null) return 'paused';
    const { phase } = this.#moment();
    if (this.#showing.view.account.phase === 'stalled') return 'stalled';
    return phase === 'ended' ? 'finished' : phase === 'paused' ? 'paused' : 'running';
  }

  /** Something was chosen: the engine is at work on it, and the account stands as the scenario begins. */
  prepare(scene: LiveScene, { header, system }: Pick<ServedReplay, 'header' | 'system'>): void {
    this.#letGo();
    this.#scene = scene;
    this.#opening = new AccountView(header, system, this.#market);
    this.#exploration = null;
    this.#sweep = null;
    this.#feed.publish('snapshot', this.snapshot());
  }

  /** The tape is there: begin to show it. */
  show(scene: LiveScene, replay: ServedReplay): void {
    this.#letGo();
    this.#scene = scene;
    this.#showing = this.#begin(replay);
    this.#feed.publish('snapshot', this.snapshot());
  }

  /** How the exploration stands. A first failure goes out at once, counts a few times a second. */
  explore(exploration: LiveExploration): void {
    const found = this.#exploration?.failure == null && exploration.failure !== null;
    const changedPhase = this.#exploration?.phase !== exploration.phase;
    this.#exploration = exploration;
    this.#explorationIsNew = true;
    if (found || changedPhase) this.#tellExploration();
  }

  /** How the sweep stands: its end goes out at once, counts a few times a second. */
  sweep(sweep: LiveSweep): void {
    const changedPhase = this.#sweep?.phase !== sweep.phase;
    this.#sweep = sweep;
    this.#sweepIsNew = true;
    if (changedPhase) this.#tellSweep();
  }

  /** Host time has come so far. */
  tick(nowMs: number): void {
    const showing = this.#showing;
    if (showing !== null) {
      const before = showing.cursor.atUs;
      showing.cursor.tick(nowMs);
      if (showing.cursor.atUs !== before) {
        if (showing.cursor.state === 'playing') showing.view.moveTo(showing.cursor.atUs);
        this.#frameIsDue = true;
      }
    }
    if (this.#frameIsDue && nowMs - this.#lastFrameMs >= FRAME_MS) {
      this.#lastFrameMs = nowMs;
      this.#tellFrame();
    }
    if (nowMs - this.#lastProgressMs >= PROGRESS_MS) {
      this.#lastProgressMs = nowMs;
      if (this.#explorationIsNew) this.#tellExploration();
      if (this.#sweepIsNew) this.#tellSweep();
    }
    this.#feed.tick(nowMs);
  }

  /** False: there is nothing to control. */
  control(control: Control): boolean {
    const showing = this.#showing;
    if (showing === null) return false;
    const { cursor } = showing;
    switch (control.action) {
      case 'play':
        cursor.play();
        break;
      case 'pause':
        cursor.pause();
        break;
      case 'step':
        cursor.step();
        break;
      case 'speed':
        cursor.setSpeed(control.speed);
        this.#speed = cursor.speed;
        break;
      case 'restart':
        cursor.close();
        this.#showing = this.#begin(showing.replay);
        this.#feed.publish('snapshot', this.snapshot());
        return true;
    }
    this.#tellFrame();
    return true;
  }

  /** Tells everybody what is new, so that a snapshot taken next and the frames after it fit together. */
  flush(): void {
    if (this.#frameIsDue) this.#tellFrame();
    if (this.#explorationIsNew) this.#tellExploration();
    if (this.#sweepIsNew) this.#tellSweep();
  }

  /** Everything there is to know now. */
  snapshot(): LiveState {
    const showing = this.#showing;
    return {
      choices: this.#choices,
      scene: this.#scene,
      moment: this.#moment(),
      account: this.#account(),
      positions:
        showing === null
          ? []
          : positionsOf(showing, showing.view.account.symbols()).slice(0, LIVE_POSITIONS),
      trades: showing === null ? [] : tradesOf(showing, LIVE_TRADES),
      duplicates: showing?.duplicates ?? [],
      recent: showing?.recent.toReversed() ?? [],
      exploration: this.#exploration,
      sweep: this.#sweep,
    };
  }

  close(): void {
    this.#letGo();
    this.#feed.close();
  }

  #begin(replay: ServedReplay): Showing {
    const { header, system, findings, events } = replay;
    const view = new AccountView(header, system, this.#market);
    const duplicateSeqs = new Map(
      findings.filter(({ duplicateKind }) => duplicateKind !== null).map((one) => [one.seq, one]),
    );
    const showing: Showing = {
      replay,
      view,
      cursor: new ReplayCursor(events, (event) => this.#take(showing, event), {
        speed: this.#speed,
      }),
      clock: zoneClock(header.scenario.zone),
      duplicateSeqs,
      duplicatesCount: 0,
      changed: new Set(),
      trades: 0,
      toldSeq: -1,
      duplicates: [],
      recent: [],
    };
    this.#frameIsDue = false;
    return showing;
  }

  #letGo(): void {
    this.#showing?.cursor.close();
    this.#showing = null;
  }

  #take(showing: Showing, event: TapeEvent): void {
    showing.view.step(event);
    this.#frameIsDue = true;
    if (event.kind === 'fill' || event.kind === 'position-row') showing.changed.add(event.symbol);
    if (event.kind === 'trade-row') showing.trades++;
    const { seq, atUs } = event;
    const words = eventWords(event);
    if (words !== null) {
      showing.recent.push({ seq, atUs, words });
      if (showing.recent.length > LIVE_RECENT) showing.recent.shift();
    }
    const finding = showing.duplicateSeqs.get(seq);
    if (finding === undefined) return;
    showing.duplicatesCount++;
    if (showing.duplicates.length >= LIVE_DUPLICATES) return;
    const { symbol, duplicateKind, message } = finding;
    showing.duplicates.push({
      seq,
      atUs,
      symbol: symbol ?? '',
      kind: duplicateKind ?? '',
      message,
    });
  }

  #moment(): LiveMoment {
    const showing = this.#showing;
    if (showing === null) {
      const phase = this.#scene === null ? 'idle' : 'preparing';
      return { phase, speed: this.#speed, atUs: 0, seq: -1, clock: '' };
    }
    const { cursor, view, clock } = showing;
    return {
      phase: cursor.state,
      speed: cursor.speed,
      atUs: cursor.atUs,
      seq: view.account.seq,
      clock: clock(view.header.scenario.startEpochUs + cursor.atUs),
    };
  }

  #account(): LiveAccount | null {
    const showing = this.#showing;
    if (showing === null) return null;
    const { view, duplicatesCount } = showing;
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
      duplicatesCount,
    };
  }

  #tellFrame(): void {
    this.#frameIsDue = false;
    const showing = this.#showing;
    if (showing === null) return;
    const told = showing.toldSeq;
    const frame: LiveFrame = {
      moment: this.#moment(),
      account: this.#account(),
      positions: positionsOf(showing, [...showing.changed]).slice(0, LIVE_POSITIONS),
      trades: tradesOf(showing, Math.min(showing.trades, LIVE_TRADES)),
      duplicates: showing.duplicates.filter(({ seq }) => seq > told),
      recent: showing.recent.filter(({ seq }) => seq > told).reverse(),
    };
    showing.toldSeq = showing.view.account.seq;
    showing.changed.clear();
    showing.trades = 0;
    this.#feed.publish('frame', frame);
  }

  #tellSweep(): void {
    this.#sweepIsNew = false;
    if (this.#sweep !== null) this.#feed.publish('sweep', this.#sweep);
  }

  #tellExploration(): void {
    this.#explorationIsNew = false;
    if (this.#exploration !== null) this.#feed.publish('exploration', this.#exploration);
  }
}

function positionsOf({ view }: Showing, symbols: readonly string[]): readonly LivePosition[] {
  const { account } = view;
  return symbols.map((symbol) => {
    const { quantity = 0, avgCost = 0, marketPrice = 0 } = account.position(symbol) ?? {};
    return {
      symbol,
      quantity,
      brokerQuantity: account.brokerQuantity(symbol),
      avgCost,
      marketPrice,
    };
  });
}

/** The newest `count` rows, newest first. */
function tradesOf({ view }: Showing, count: number): LiveState['trades'] {
  if (count === 0) return [];
  return view.account.trades
    .slice(-count)
    .map(({ id, atUs, symbol, side, quantity, price, pnl }) => {
      return { id, atUs, symbol, side, quantity, price, pnl };
    })
    .reverse();
}
