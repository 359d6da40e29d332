import type { GuardEntry } from '../domain/index.js';
import { block, type Guard, say } from './guard.js';
import { duplicateBlocked } from './log-line.js';

/**
 * The fourth layer, added later: a BUY row of the symbol within the window
 * blocks. The column has a resolution of one second, so the window's edge lies
 * up to a second early. As `db-position`, it takes no lock of its own.
 */
export function recentTrade({ windowUs }: { readonly windowUs: number }): Guard {
  const seconds = windowUs / 1_000_000;
  return {
    name: 'recent-trade',
    place: 'path',
    decidesOn: 'own symbol',
    uses: ['last BUY'],
    asks: ['read last BUY of'],
    logLine(entry) {
      if (entry.decision !== 'blocked') return null;
      const named = namedSeconds(entry) ?? String(seconds);
      return duplicateBlocked(entry, `has recent BUY trade in last ${named} seconds`);
    },
    async wrap(attempt, next) {
      const { ports, signal } = attempt;
      const last = await ports.store.lastBuyAt(signal.symbol);
      if (last !== null && !ports.clock.hasElapsed(last, windowUs)) {
        return block(attempt, 'recent-trade', `has recent BUY trade in last ${seconds} seconds`);
      }
      const found = last === null ? 'no BUY trade in' : `${OLD_TRADE} is not in the`;
      say(attempt, 'recent-trade', 'passed', `${found} last ${seconds} seconds`);
      return next();
    },
  };
}

/** How it says that it found a row outside of its window. Saved tapes have these words: they cannot change. */
const OLD_TRADE = 'the last BUY trade';

/** Did `recent-trade` find a BUY row and take it for too old? Asked here, where its words are made. */
export function tookForTooOld({ layer, decision, reason }: GuardEntry): boolean {
  return layer === 'recent-trade' && decision === 'passed' && reason.startsWith(OLD_TRADE);
}

/** The window as the reason names it. */
function namedSeconds({ reason }: GuardEntry): string | null {
  return /(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?\b/i.exec(reason)?.[1] ?? null;
}
