import { guardLog, USUAL_SETTINGS } from '../../guards/index.js';
import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import { asciiJson, zoneClock } from '../../words/index.js';
import { logText } from './log-text.js';

/** Lines of `robo_trader.log` for one event: each ends in a newline; empty where there are none. */
export type LogRenderer = (event: TapeEvent) => string;

/**
 * Starts the log of one run: call the result with every event of the tape, in
 * order, and append what comes back. It keeps no event, so memory does not grow.
 * A line is one JSON object with `event`, `level`, `timestamp` (local time of the
 * header's zone, microseconds, no offset) and `logger`; ASCII only, as Python's
 * `json.dumps` writes it, so that no character of a name reaches a terminal raw.
 */
export function renderLog(header: TapeHeader): LogRenderer {
  const { zone, startEpochUs, recentTradeWindowUs } = header.scenario;
  const clock = zoneClock(zone);
  const guardLine = guardLog({ ...USUAL_SETTINGS, recentTradeWindowUs });
  return (event) => {
    const text = logText(event, guardLine);
    if (text === null) return '';
    const line = JSON.stringify({
      event: text.event,
      level: text.level,
      timestamp: clock(startEpochUs + event.atUs),
      logger: text.logger,
    });
    return `${asciiJson(line)}\n`;
  };
}
