import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';
import { MEMORY_POSITIONS, type MemoryPosition, PENDING_ORDERS } from './memory.js';

/**
 * Layer 2: one pending order per symbol and runner. Its lock is held over the
 * checks that come after it (so a check that awaits the database holds up every
 * BUY of the runner), its mark until the end of the path.
 *
 * As recorded: where a later check *throws*, the lock is let go but the mark
 * leaks, and the symbol stays pending for the rest of the runner's life.
 */
export const pendingLock: Guard = {
  name: 'pending-lock',
  place: 'path',
  decidesOn: 'own symbol',
  uses: [],
  logLine(entry) {
    if (entry.decision !== 'blocked') return null;
    if (!/^position\b/i.test(entry.reason))
      return duplicateBlocked(entry, 'already has pending order');
    const text = `Position already exists for ${entry.symbol} (race condition prevented)`;
    return { level: 'warning', text };
  },
  async wrap(attempt, next) {
    const { symbol } = attempt.signal;
    const lock = attempt.ports.lock('pending-orders');
    const pending = attempt.ports.map<true>(PENDING_ORDERS);
    await lock.acquire();
    if (pending.has(symbol)) {
      lock.release();
      return block(attempt, 'pending-lock', 'already has pending order');
    }
    if (attempt.ports.map<MemoryPosition>(MEMORY_POSITIONS).has(symbol)) {
      lock.release();
      return block(attempt, 'pending-lock', 'position exists (race condition prevented)');
    }
    pending.set(symbol, true);
    say(attempt, 'pending-lock', 'marked', 'pending from here to the end of the path');
    let checked = false;
    attempt.whenChecked(() => {
      checked = true;
      lock.release();
    });
    const discard = async (): Promise<void> => {
      if (checked) await lock.acquire();
      pending.delete(symbol);
      lock.release();
      say(attempt, 'pending-lock', 'released', 'the attempt has ended');
    };
    try {
      const outcome = await next();
      await discard();
      return outcome;
    } catch (error) {
      if (checked) await discard();
      else lock.release();
      throw error;
    }
  },
};
