import type { GuardEntry } from '../domain/index.js';
import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

/**
 * Layer 3: asks the database for all positions and blocks where the symbol is
 * held. It sees only what has been written: a position on its way is no position.
 * It takes no lock of its own: only with `pending-lock` before it is it asked by one task at a time.
 */
export const dbPosition: Guard = {
  name: 'db-position',
  place: 'path',
  decidesOn: 'own symbol',
  uses: [],
  asks: ['read positions'],
  logLine: (entry) =>
    entry.decision === 'blocked'
      ? duplicateBlocked(entry, `already has DB position (qty=${heldQuantity(entry)})`)
      : null,
  async wrap(attempt, next) {
    const { symbol } = attempt.signal;
    const rows = await attempt.ports.store.positions();
    const held = rows.find((row) => row.symbol === symbol && row.quantity > 0);
    if (held !== undefined) {
      return block(attempt, 'db-position', `already has DB position (qty=${held.quantity})`);
    }
    say(attempt, 'db-position', 'passed', 'no position in the database');
    return next();
  },
};

/** The shares in the `(qty=7)` that ends the reason; `?` where it does not say. */
function heldQuantity({ reason }: GuardEntry): string {
  return /\(?qty\s*=\s*(-?\d+)\)?/i.exec(reason)?.[1] ?? '?';
}
