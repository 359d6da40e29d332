import { EXIT, type ExitCode } from '../runs/index.js';
import type { Alarm } from '../verdict/index.js';

/**
 * 70 where racetape contradicts itself. Where somebody's own guard took part nothing
 * is proven, but for a failing order that was seen. Null: there is no alarm.
 */
export function exitCodeOfAlarm(alarm: Alarm | null, failing: unknown): ExitCode | null {
  if (alarm === null) return null;
  if (alarm.blame === 'racetape') return EXIT.ourFault;
  return failing === null ? EXIT.nothingProven : EXIT.notAsExpected;
}
