import { replayLine } from '../report/index.js';
import { formatProfile } from '../scenario/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { ReplaySettings } from './replay-settings.js';

/** The line that does one replay again, the latencies of the command line included. */
export function replayLineOf(
  header: TapeHeader,
  settings: Pick<ReplaySettings, 'latency'>,
): string {
  return replayLine(header, latencyWords(settings));
}

/** The latencies of the command line as words of one, unquoted: a tape does not know them. */
export function latencyWords({ latency }: Pick<ReplaySettings, 'latency'>): readonly string[] {
  return [...latency].flatMap(([operation, profile]) => [
    '--latency',
    `${operation}=${formatProfile(profile)}`,
  ]);
}
