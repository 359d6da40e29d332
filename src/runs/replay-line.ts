import { formatProfile } from '../scenario/index.js';
import type { TapeHeader } from '../tape/index.js';
import { replayLine } from '../words/index.js';
import type { GivenWorld } from './given-world.js';

/** The line that does one replay again, the latencies and faults of the command line included. */
export function replayLineOf(header: TapeHeader, settings: GivenWorld): string {
  return replayLine(header, worldWords(settings));
}

/** The latencies and faults of the command line as words of one, unquoted: a tape does not know them. */
export function worldWords({ latency, faults }: GivenWorld): readonly string[] {
  return [
    ...[...latency].flatMap(([operation, profile]) => [
      '--latency',
      `${operation}=${formatProfile(profile)}`,
    ]),
    ...faults.flatMap(({ text }) => ['--fault', text]),
  ];
}
