import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

/**
 * The one that was asked for and never built: before a BUY goes out, its intent
 * (account, symbol, side, flat epoch, scale-in id) is claimed in the database,
 * where a unique key lets exactly one claim through. It stands at the broker
 * port, so every path passes it, in every runner and cycle. The key comes from
 * the intent and never from the attempt or a time bucket; the epoch rises when
 * a SELL brings the symbol to zero, so a re-buy passes.
 *
 * A definite rejection gives the claim back; an unknown outcome keeps it.
 */
export const uniqueIntent: Guard = {
  name: 'unique-intent',
  place: 'broker',
  decidesOn: 'own symbol',
  uses: ['intents'],
  asks: ['claim intent', 'release intent'],
  marksIn: 'database',
  logLine: (entry) =>
    entry.decision === 'blocked' ? duplicateBlocked(entry, 'already has a claimed intent') : null,
  async wrap(attempt, next) {
    const { ports, order } = attempt;
    if (order === null || order.side !== 'BUY') return next();
    if (!(await ports.store.claimIntent(order))) {
      return block(attempt, 'unique-intent', 'this intent has been claimed already');
    }
    say(attempt, 'unique-intent', 'marked', 'intent claimed in the database');
    const outcome = await next();
    if (outcome.kind === 'rejected') {
      await ports.store.releaseIntent(order);
      say(attempt, 'unique-intent', 'released', 'the broker rejected the order');
    }
    return outcome;
  },
};
