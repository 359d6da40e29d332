import type { ReportRun } from '../../words/index.js';
import type { Check } from './check.js';

/**
 * What a command came to, as every reporter takes it. A command builds one; a
 * reporter never asks which command that was.
 */
export interface Results {
  /** The answer for a terminal. */
  summary(colour: 'plain' | 'colour'): string;
  /** The command's own `--json`. */
  json(): string;
  /** One offline page of all of it. `folder`: the absolute folder that it will lie in, for its links; null: the output folder. */
  page(folder: string | null): string;
  /** What a build machine lists, in the order of the command. */
  readonly checks: readonly Check[];
  /** The tapes behind it, by scenario and guard set. Their events are read when they are asked for. */
  readonly tapes: readonly ReportRun[];
}
