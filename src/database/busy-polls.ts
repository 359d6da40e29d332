/**
 * When SQLite's busy handler tries again, counted from the first attempt
 * (`sqliteDefaultBusyCallback` in main.c): after these pauses in turn, then
 * every 100 ms; the last attempt is at the time-out itself.
 */
const PAUSES_MS = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50] as const;

/** The longest pause between two attempts. */
export const BUSY_PAUSE_MAX_US = 100_000;

/** From `waitedUs` after the first attempt: how long to the next one. 0 where one is due at that moment. */
export function untilNextPollUs(waitedUs: number): number {
  let pollUs = 0;
  for (const pauseMs of PAUSES_MS) {
    pollUs += pauseMs * 1000;
    if (pollUs >= waitedUs) return pollUs - waitedUs;
  }
  const over = (waitedUs - pollUs) % BUSY_PAUSE_MAX_US;
  return over === 0 ? 0 : BUSY_PAUSE_MAX_US - over;
}
