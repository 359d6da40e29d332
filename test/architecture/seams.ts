import type { BanId } from './ambient-bans.js';

/** A place where a room touches the world on purpose. */
export interface Seam {
  /** A file relative to `src/`, or a folder with its slash. */
  readonly place: string;
  readonly may: readonly BanId[];
  readonly because: string;
}

/** Every seam there is. A seam that nobody uses any more is an error. */
export const SEAMS: readonly Seam[] = [
  {
    place: 'kernel/settle.ts',
    may: ['host timers'],
    because: 'waiting until every microtask chain has drained needs one turn of the host',
  },
  {
    place: 'kernel/host-turns.ts',
    may: ['host time'],
    because:
      'the host has to turn every so many milliseconds; when it does decides nothing of a result',
  },
  {
    place: 'sql/sqlite-door.ts',
    may: ['host time'],
    because: "SQL's `now` asks the host's clock, which shows virtual time for the length of a call",
  },
  {
    place: 'experiments/ambient-traps.ts',
    may: ['global object'],
    because: 'what reaches past the ports is trapped where it is: on the objects that all share',
  },
  {
    place: 'runs/',
    may: ['host time', 'host process'],
    because:
      'files, locks between processes and progress are the host; nothing of them reaches a tape',
  },
  {
    place: 'cli/',
    may: ['host time', 'host timers', 'host process'],
    because: 'the command line is where the host is: terminal, files, progress, Ctrl-C',
  },
];
