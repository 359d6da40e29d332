import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

/**
 * Layer 1: one BUY attempt per symbol and cycle, kept in the runner's memory.
 * It marks before anything has succeeded: a rejected first attempt blocks the
 * symbol for the rest of the cycle. A fresh runner starts with an empty set.
 */
export const cycleSet: Guard = {
  name: 'cycle-set',
  place: 'path',
  // As recorded: it marks before the check that was there before it.
  stands: 'first',
  decidesOn: 'own symbol',
  uses: [],
  logLine(entry) {
    if (entry.decision === 'marked') {
      return { level: 'info', text: `Marked ${entry.symbol} for BUY processing this cycle` };
    }
    if (entry.decision !== 'blocked') return null;
    return duplicateBlocked(entry, 'already had BUY attempted this cycle');
  },
  async wrap(attempt, next) {
    const { symbol } = attempt.signal;
    const lock = attempt.ports.lock('cycle-buys');
    const executed = attempt.ports.map<true>('cycle-executed-buys');
    await lock.acquire();
    const taken = executed.has(symbol);
    if (!taken) executed.set(symbol, true);
    lock.release();
    if (taken) return block(attempt, 'cycle-set', 'already had BUY attempted this cycle');
    say(attempt, 'cycle-set', 'marked', 'first BUY attempt of this cycle');
    return next();
  },
};
