import type { GuardName, MicroUsd, Side } from '../domain/index.js';
import type { ExpectationStanding, VerdictKind } from '../verdict/index.js';

/**
 * What the live page shows at one moment: a snapshot. What changes afterwards
 * comes as frames, which `withFrame` puts into it. Plain data, as it is sent.
 */
export interface LiveState {
  /** What can be chosen to be replayed. */
  readonly choices: readonly LiveChoice[];
  /** Null: nothing has been chosen yet. */
  readonly scene: LiveScene | null;
  readonly moment: LiveMoment;
  readonly account: LiveAccount | null;
  /** By symbol: rows of `positions` and what the broker holds; the first ones. */
  readonly positions: readonly LivePosition[];
  /** The newest rows of `trades`, newest first. */
  readonly trades: readonly LiveTrade[];
  /** Duplicates that the cursor has passed; the first ones. */
  readonly duplicates: readonly LiveDuplicate[];
  /** What happened last, newest first. */
  readonly recent: readonly LiveWords[];
  readonly exploration: LiveExploration | null;
  readonly sweep: LiveSweep | null;
}

export interface LiveChoice {
  readonly path: string;
  readonly title: string;
  /** The guard sets that its story speaks of. */
  readonly guardSets: readonly string[];
}

export interface LiveScene {
  readonly title: string;
  readonly path: string;
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  readonly seed: number;
  /** The line to paste that does the same replay. */
  readonly replayLine: string;
  readonly links: readonly { readonly label: string; readonly href: string }[];
  /** What the whole run was judged to be, known once the tape is there. */
  readonly verdict: VerdictKind | null;
  readonly verdictWords: string;
  readonly standing: ExpectationStanding;
}

/** `idle`: nothing chosen; `preparing`: the engine is at work, there is no tape yet. */
export type LivePhase = 'idle' | 'preparing' | 'playing' | 'paused' | 'ended';

export interface LiveMoment {
  readonly phase: LivePhase;
  readonly speed: number;
  readonly atUs: number;
  /** The last event of the tape that was passed; -1: none. */
  readonly seq: number;
  /** The wall clock of the scenario's zone. */
  readonly clock: string;
}

export interface LiveAccount {
  readonly market: 'open' | 'closed' | 'error';
  readonly cash: MicroUsd;
  readonly equity: MicroUsd;
  readonly daily: MicroUsd;
  readonly realized: MicroUsd;
  readonly unrealized: MicroUsd;
  readonly fillsCount: number;
  readonly tradesCount: number;
  readonly blockedCount: number;
  readonly positionsCount: number;
  readonly duplicatesCount: number;
}

export interface LivePosition {
  readonly symbol: string;
  /** Of the row; 0: there is no row. */
  readonly quantity: number;
  readonly brokerQuantity: number;
  readonly avgCost: MicroUsd;
  readonly marketPrice: MicroUsd;
}

interface LiveTrade {
  readonly id: number;
  readonly atUs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
  readonly pnl: MicroUsd | null;
}

export interface LiveDuplicate {
  readonly seq: number;
  readonly atUs: number;
  readonly symbol: string;
  readonly kind: string;
  readonly message: string;
}

export interface LiveWords {
  readonly seq: number;
  readonly atUs: number;
  readonly words: string;
}

export interface LiveExploration {
  /** `exploring`, `shrinking`, `looking for the twin`, `ended` or `interrupted`. */
  readonly phase: string;
  readonly schedules: number;
  readonly classes: number;
  readonly failing: number;
  readonly perSecond: number;
  /** A guess at the number of classes there are, where there is one. */
  readonly estimate: number | null;
  /** The first failing order, from the moment it is found; made small at the end. */
  readonly failure: LiveFailure | null;
  readonly verdict: VerdictKind | null;
  /** What is claimed in the end: `complete(4)`. */
  readonly claim: string | null;
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

export interface LiveFailure {
  readonly kind: string;
  readonly words: string;
  /** Runs that had been made when it was found. */
  readonly afterSchedules: number;
  readonly story: readonly string[];
  /** Steps of the story that were left out here. */
  readonly storyCut: number;
  readonly replayLine: string;
  readonly isMinimal: boolean;
}

export interface LiveSweep {
  readonly phase: 'sweeping' | 'ended' | 'interrupted';
  /** What is varied, as it was asked for. */
  readonly vary: readonly string[];
  /** What it is at: `points`, `critical values`, `rare events`. */
  readonly doing: string;
  readonly done: number;
  readonly of: number;
  /** From which value on each guard set fails, as sentences; empty until the end. */
  readonly critical: readonly string[];
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

/** What changed since the frame before. */
export interface LiveFrame {
  readonly moment: LiveMoment;
  readonly account: LiveAccount | null;
  readonly positions: readonly LivePosition[];
  readonly trades: readonly LiveTrade[];
  readonly duplicates: readonly LiveDuplicate[];
  readonly recent: readonly LiveWords[];
}

export const LIVE_TRADES = 50;
export const LIVE_POSITIONS = 500;
export const LIVE_DUPLICATES = 50;
export const LIVE_RECENT = 12;

/** The state after a frame. A symbol that nobody holds any more is left out. */
export function withFrame(state: LiveState, frame: LiveFrame): LiveState {
  return {
    ...state,
    moment: frame.moment,
    account: frame.account,
    positions:
      frame.positions.length === 0
        ? state.positions
        : mergedPositions(state.positions, frame.positions),
    trades: [...frame.trades, ...state.trades].slice(0, LIVE_TRADES),
    duplicates: [...state.duplicates, ...frame.duplicates].slice(0, LIVE_DUPLICATES),
    recent: [...frame.recent, ...state.recent].slice(0, LIVE_RECENT),
  };
}

function mergedPositions(
  before: readonly LivePosition[],
  changed: readonly LivePosition[],
): readonly LivePosition[] {
  const bySymbol = new Map([...before, ...changed].map((row) => [row.symbol, row]));
  return [...bySymbol.values()]
    .filter(({ quantity, brokerQuantity }) => quantity !== 0 || brokerQuantity !== 0)
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
    .slice(0, LIVE_POSITIONS);
}
