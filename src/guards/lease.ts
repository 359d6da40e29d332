import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

interface LeaseSettings {
  /** How long a lease lasts that its holder does not give back. */
  readonly ttlUs: number;
  /** Whether the broker's side looks at the numbers that orders carry. */
  readonly fencing: boolean;
}

/**
 * A fenced advisory lock: one attempt at a time may buy a symbol, in all
 * runners and processes that share the database. Whoever gets the lease looks
 * at the positions once more and carries the lease's number, its fencing token,
 * on its order. It is given back when the attempt has ended; one that nobody
 * gives back (its holder is gone, or stands still) is free again once its time
 * has passed by the database's clock.
 *
 * The lease alone cannot know that its holder still lives: a holder that stood
 * still for longer goes on in the belief that it holds it. That is what the
 * part at the gateway is for.
 */
function leaseOnPath({ ttlUs }: Pick<LeaseSettings, 'ttlUs'>): Guard {
  return {
    name: 'lease',
    place: 'path',
    decidesOn: 'own symbol',
    uses: ['leases'],
    asks: ['acquire lease on', 'release lease on'],
    logLine: (entry) =>
      entry.decision === 'blocked'
        ? duplicateBlocked(entry, `was refused by its lease (${entry.reason})`)
        : null,
    async wrap(attempt, next) {
      const { ports, signal } = attempt;
      const { symbol } = signal;
      const token = await ports.store.acquireLease(symbol, ttlUs);
      if (token === null) return block(attempt, 'lease', 'somebody else holds the lease');
      say(attempt, 'lease', 'marked', `lease ${token} taken`);
      try {
        const rows = await ports.store.positions();
        const held = rows.find((row) => row.symbol === symbol && row.quantity > 0);
        if (held !== undefined && !signal.scaleIn) {
          return block(attempt, 'lease', `already has DB position (qty=${held.quantity})`);
        }
        attempt.amend({ fencing: token });
        return await next();
      } finally {
        await ports.store.releaseLease(symbol, token);
        say(attempt, 'lease', 'released', `lease ${token} given back`);
      }
    },
  };
}

/**
 * The gateway has the last word: the broker's side refuses a BUY that carries an
 * older token than the newest it has seen for the symbol, or none (a path that
 * takes no lease). This part only says so.
 */
function leaseAtGateway({ fencing }: Pick<LeaseSettings, 'fencing'>): Guard {
  return {
    name: 'lease',
    place: 'broker',
    decidesOn: 'own symbol',
    uses: ['leases'],
    fences: fencing,
    async wrap(attempt, next) {
      const outcome = await next();
      if (outcome.kind === 'blocked' && outcome.layer === 'lease') {
        return block(attempt, 'lease', outcome.reason);
      }
      return outcome;
    },
  };
}

/** Both parts of the lease. */
export function lease(settings: LeaseSettings): readonly Guard[] {
  return [leaseOnPath(settings), leaseAtGateway(settings)];
}
