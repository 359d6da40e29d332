import { replayLine } from '../report/index.js';
import { formatProfile } from '../scenario/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { ReplaySettings } from './replay-settings.js';

/** The line that does one replay again, the latencies of the command line included. */
export function replayLineOf(
  header: TapeHeader,
  { latency }: Pick<ReplaySettings, 'latency'>,
): string {
  // Quoted always: a shell reads brackets. A profile as printed holds no quotes.
  const overrides = [...latency].map(
    ([operation, profile]) => ` --latency '${operation}=${formatProfile(profile)}'`,
  );
  return replayLine(header) + overrides.join('');
}
