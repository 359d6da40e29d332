import type { GuardEntry, GuardName } from '../domain/index.js';
import type { Guard } from './guard.js';
import type { GuardSettings } from './guard-settings.js';
import { duplicateBlocked, type LogLine } from './log-line.js';
import { standingGuards } from './registry.js';
import { GUARD_NAMES } from './shipped-guards.js';

/** What the operator's log says of a decision; null where it says nothing. */
export type GuardLog = (entry: GuardEntry) => LogLine | null;

/** The log of guards that are set so; of one from outside it says the reason of a block. */
export function guardLog(settings: GuardSettings, extraGuards: readonly Guard[] = []): GuardLog {
  const lines = new Map<GuardName, NonNullable<Guard['logLine']>>();
  for (const guard of standingGuards({ guards: GUARD_NAMES, settings, extraGuards })) {
    if (guard.logLine !== undefined && !lines.has(guard.name))
      lines.set(guard.name, (entry) => guard.logLine!(entry));
  }
  return (entry) => {
    const line = lines.get(entry.layer);
    if (line !== undefined) return line(entry);
    if (entry.decision !== 'blocked') return null;
    return duplicateBlocked(entry, `was refused by ${entry.layer} (${entry.reason})`);
  };
}
