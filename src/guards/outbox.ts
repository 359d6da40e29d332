import type { Fill, Order } from '../domain/index.js';
import { type Attempt, block, type Guard, type Outcome, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

/**
 * The intent is written down before the order goes out, under the key of
 * `unique-intent` and with a client order id made from it; when the fill is
 * known, one transaction writes the trade row and the position row and settles
 * the intent. So whoever finds an intent pending (a crash, an answer that did
 * not come) can find out what became of it: the broker is asked for the order
 * of that name. It was filled: the rows are written now. It is not known there:
 * it is sent, again under its name, of which the broker fills one order.
 *
 * Nobody needs to know whether the earlier attempt still lives: both may send
 * the order, one is filled; both may settle it, one does, and that one books it.
 */
export const outbox: Guard = {
  name: 'outbox',
  place: 'broker',
  // With it in place a cycle first sends what others left pending, of whichever symbol.
  decidesOn: 'any symbol',
  uses: ['outbox'],
  asks: [
    'open outbox for',
    'settle outbox for',
    'cancel outbox for',
    'read outbox',
    'look up order',
  ],
  reconciles: true,
  logLine: (entry) =>
    entry.decision === 'blocked' ? duplicateBlocked(entry, 'already has a settled intent') : null,
  async wrap(attempt, next) {
    const { ports, order } = attempt;
    if (order === null || order.side !== 'BUY') return next();
    const entry = await ports.store.openOutbox(order);
    if (entry.state === 'settled') {
      return block(attempt, 'outbox', 'this intent has been settled already');
    }
    attempt.amend(entry.order);
    if (entry.state === 'new') {
      say(attempt, 'outbox', 'marked', 'intent written down');
    } else {
      const fill = await ports.broker.lookup(entry.order);
      if (fill !== null) return settle(attempt, entry.order, fill);
      say(attempt, 'outbox', 'passed', 'a pending intent whose order the broker does not know');
    }
    const outcome = await next();
    if (outcome.kind === 'filled') return settle(attempt, entry.order, outcome.fill);
    if (outcome.kind === 'rejected' || outcome.kind === 'blocked') {
      await ports.store.cancelOutbox(entry.order);
      say(attempt, 'outbox', 'released', 'the order did not go out, or was rejected');
    }
    return outcome;
  },
};

/** Writes the rows of a fill and settles its intent, unless somebody else has. */
async function settle(attempt: Attempt, order: Order, fill: Fill): Promise<Outcome> {
  if (await attempt.ports.store.settleOutbox(order, fill)) {
    return { kind: 'filled', fill, rows: 'written' };
  }
  return block(attempt, 'outbox', 'another attempt has settled this intent meanwhile');
}
