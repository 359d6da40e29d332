import { toReal } from '../../domain/index.js';
import type { AccountView } from './account-view.js';

/**
 * `/api/pnl`. Cash and equity are there whatever the market does: without cash
 * the recorded overview showed a dash. The first four are null where the market
 * is not open, also where the system cannot be asked.
 */
export function pnlAnswer(view: AccountView): object {
  const { cash, equity } = view.account;
  return { ...profits(view), equity: toReal(equity), cash: toReal(cash) };
}

interface Profits {
  readonly total: number | null;
  readonly unrealized: number | null;
  readonly realized: number | null;
  readonly daily: number | null;
}

function profits(view: AccountView): Profits {
  if (view.market !== 'open') return { total: null, unrealized: null, realized: null, daily: null };
  const { unrealized, tradeTotals } = view.account;
  const realized = tradeTotals.pnl;
  return {
    total: toReal(realized + unrealized),
    unrealized: toReal(unrealized),
    realized: toReal(realized),
    daily: toReal(view.daily),
  };
}
