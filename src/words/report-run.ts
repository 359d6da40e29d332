import type { TapeEvent, TapeHeader } from '../tape/index.js';
import type { Judgement } from '../verdict/index.js';

/** What a run came to, without its events: enough for the index, the summary and `--json`. */
export interface JudgedRun {
  readonly header: TapeHeader;
  readonly judgement: Judgement;
  /** SHA-256 of the tape, hex. */
  readonly digest: string;
  /** Replays this very run. A tape holds none where it is the plain default order of its seed. */
  readonly token?: string;
  /** Options of the command line that the tape does not know, word by word: `['--latency', 'db.write=constant(5ms)']`. */
  readonly extraOptions?: readonly string[];
}

/** A run with its events. They are read once, in order, so a tape on disk need not fit in memory. */
export interface ReportRun extends JudgedRun {
  readonly events: Iterable<TapeEvent>;
  /**
   * How many events the tape has, where `events` holds only its first ones: the page
   * then says so. Reading them from the tape on disk is better.
   */
  readonly eventsCount?: number;
  /** Files that the run left behind, relative to the page that shows it. */
  readonly links?: readonly ReportLink[];
}

export interface ReportLink {
  /** For instance `tape`, `log`, `database`. */
  readonly label: string;
  /** A relative path with forward slashes; it is encoded here. */
  readonly path: string;
}
