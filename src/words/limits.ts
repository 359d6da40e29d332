/** How much of a run a page draws and lists. What is left out is always announced. */
export interface Limits {
  /** Events drawn on one timeline, and listed under it. */
  readonly timelineEvents: number;
  readonly timelineTasks: number;
  readonly timelineLocks: number;
  /** Rows of one table. */
  readonly rows: number;
  /** Symbols in the comparison of fills, trades and positions. */
  readonly symbols: number;
  /** Marks in a strip of outcomes. */
  readonly outcomes: number;
}

const ALONE: Limits = {
  timelineEvents: 400,
  timelineTasks: 24,
  timelineLocks: 12,
  rows: 100,
  symbols: 40,
  outcomes: 48,
};

/** Runs that a page can show at full length. */
const RUNS_AT_FULL_LENGTH = 4;

/**
 * The limits of a page with so many runs. A drawn event costs about 500 bytes with
 * its row and a table row about 400, so four runs at full length make
 * 4 x (400 x 0.5 + 4 tables x 100 x 0.4) KB = 1.4 MB at the very most and less than
 * 1 MB in practice; more runs share that room.
 */
export function limitsFor(runsCount: number): Limits {
  const share = Math.min(1, RUNS_AT_FULL_LENGTH / Math.max(1, runsCount));
  const part = (whole: number, least: number): number => Math.max(least, Math.floor(whole * share));
  return {
    timelineEvents: part(ALONE.timelineEvents, 60),
    timelineTasks: part(ALONE.timelineTasks, 8),
    timelineLocks: part(ALONE.timelineLocks, 4),
    rows: part(ALONE.rows, 20),
    symbols: part(ALONE.symbols, 10),
    outcomes: part(ALONE.outcomes, 24),
  };
}
