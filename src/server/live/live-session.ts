import type {
  LiveChoice,
  LiveExploration,
  LiveFrame,
  LiveMoment,
  LiveScene,
  LiveState,
  LiveSweep,
} from '../../live/index.js';
import { AccountView, type MarketSetting } from '../dashboard/account-view.js';
import type { RunnerState } from '../dashboard/status.js';
import type { LiveFeed } from './live-feed.js';
import { type ServedReplay, Showing } from './showing.js';

export type Control =
  | { readonly action: 'play' | 'pause' | 'step' | 'restart' }
  | { readonly action: 'speed'; readonly speed: number };

/** Between two frames: ten a second look fluid, and each costs a write for every listener. */
const FRAME_MS = 100;
/** Between two tellings of how an exploration is getting on. */
const PROGRESS_MS = 100;

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
      account: showing?.account() ?? null,
      positions: showing?.positions() ?? [],
      trades: showing?.trades() ?? [],
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
    this.#frameIsDue = false;
    return new Showing(replay, {
      market: this.#market,
      speed: this.#speed,
      onEvent: () => {
        this.#frameIsDue = true;
      },
    });
  }

  #letGo(): void {
    this.#showing?.cursor.close();
    this.#showing = null;
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

  #tellFrame(): void {
    this.#frameIsDue = false;
    const showing = this.#showing;
    if (showing === null) return;
    const frame: LiveFrame = { moment: this.#moment(), ...showing.news() };
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
