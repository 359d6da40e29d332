import { perSecond } from '../formats/index.js';
import type { ExploreSettings, Io } from '../runs/index.js';
import { counted, formatSpan } from '../words/index.js';

/**
 * How long it took goes to stderr: what is printed as a result is the same on a
 * quick machine and a busy one.
 */
export function sayHowLong(
  { elapsedMs, runs }: { readonly elapsedMs: number; readonly runs: number },
  { volume }: Pick<ExploreSettings, 'volume'>,
  io: Pick<Io, 'stderr'>,
): void {
  if (volume === 'quiet') return;
  const rate = perSecond(runs, elapsedMs);
  const speed = rate === null ? '' : ` (${counted(rate, 'run')} a second, reporting included)`;
  io.stderr.write(`${counted(runs, 'run')} in ${formatSpan(elapsedMs * 1000)}${speed}\n`);
}
