import type { ExploreProgress } from '../experiments/index.js';
import { escapeTerminal, fitText } from '../words/index.js';
import type { Io } from './io.js';

const REDRAW_MS = 100;
const LINE_MS = 10_000;

/** How an exploration is getting on, told on stderr: a line that is drawn over on a terminal, one every ten seconds elsewhere. */
interface ExploreTeller {
  heard(progress: ExploreProgress): void;
  /** For what is made of many parts. */
  partEnds(words: string): void;
  close(): void;
}

export function createExploreTeller(
  io: Io,
  about: {
    readonly label: string;
    readonly budgetMs: number | null;
    readonly volume: 'told' | 'quiet';
  },
): ExploreTeller {
  const bar = io.stderr.isTerminal;
  const label = escapeTerminal(about.label);
  const startMs = io.nowMs();
  let lastMs = startMs;
  const tell = (words: () => string): void => {
    if (about.volume === 'quiet') return;
    const nowMs = io.nowMs();
    if (nowMs - lastMs < (bar ? REDRAW_MS : LINE_MS)) return;
    lastMs = nowMs;
    io.stderr.write(
      bar ? `\r${fitText(words(), Math.max(1, io.stderr.columns - 1))}\u001b[K` : `${words()}\n`,
    );
  };
  const clockWords = (): string => {
    const spentMs = Math.max(0, io.nowMs() - startMs);
    const most = about.budgetMs === null ? '' : ` of at most ${seconds(about.budgetMs)}`;
    return `${seconds(spentMs)}${most}`;
  };
  return {
    heard: (progress) =>
      tell(() => `${label}: ${progressWords(progress, io.nowMs() - startMs)}, ${clockWords()}`),
    partEnds: (words) => tell(() => `${label}: ${words}, ${clockWords()}`),
    close: () => {
      if (bar && about.volume === 'told') io.stderr.write('\r\u001b[K');
    },
  };
}

function progressWords(
  { phase, schedules, classes, failing }: ExploreProgress,
  spentMs: number,
): string {
  if (phase !== 'exploring') return phase === 'shrinking' ? 'making the failure small' : phase;
  const rate = spentMs <= 0 ? '' : `, ${Math.round((schedules * 1000) / spentMs)} a second`;
  return `${schedules} runs, ${classes} classes, ${failing} failing${rate}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
