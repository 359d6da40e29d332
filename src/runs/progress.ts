import { escapeTerminal, fitText } from '../words/index.js';
import type { Io } from './io.js';

/** How a batch of runs is getting on, told on stderr. */
export interface Progress {
  runStarts(label: string, endUs: number): void;
  /** Called for every event: must be cheap. */
  event(atUs: number): void;
  runEnds(): void;
  /** Wipes what is only of use while running. */
  close(): void;
}

const REDRAW_MS = 100;
const LINE_MS = 10_000;
/** The clock is read once in so many events. */
const EVENTS_PER_LOOK = 1_024;
const BAR_CELLS = 24;

/** A bar on a terminal, a line every ten seconds elsewhere, nothing where `quiet`. */
export function createProgress(io: Io, runsCount: number, volume: 'told' | 'quiet'): Progress {
  const bar = io.stderr.isTerminal;
  let runsDone = 0;
  let label = '';
  let endUs = 1;
  let events = 0;
  let lastMs = io.nowMs();
  const tell = (atUs: number): void => {
    if (volume === 'quiet') return;
    const nowMs = io.nowMs();
    if (nowMs - lastMs < (bar ? REDRAW_MS : LINE_MS)) return;
    lastMs = nowMs;
    // A run has no known length: the share of virtual time stands in, and stops short of the whole.
    const share = (runsDone + Math.min(0.99, atUs / endUs)) / runsCount;
    const words = `run ${runsDone + 1} of ${runsCount}: ${label}, ${events} events`;
    io.stderr.write(
      bar
        ? `\r${drawBar(share)} ${fitText(words, Math.max(1, io.stderr.columns - BAR_CELLS - 4))}\u001b[K`
        : `${words}\n`,
    );
  };
  return {
    runStarts: (name, until) => {
      label = escapeTerminal(name);
      endUs = Math.max(1, until);
      events = 0;
    },
    event: (atUs) => {
      if (++events % EVENTS_PER_LOOK === 0) tell(atUs);
    },
    runEnds: () => {
      tell(endUs);
      runsDone++;
    },
    close: () => {
      if (bar && volume === 'told') io.stderr.write('\r\u001b[K');
    },
  };
}

function drawBar(share: number): string {
  const filled = Math.floor(share * BAR_CELLS);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}]`;
}
