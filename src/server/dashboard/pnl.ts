import { toReal } from '../../domain/index.js';
import type { AccountView } from './account-view.js';

/**
 * `/api/pnl`. Cash and equity are there whatever the market does: without cash
 * the recorded overview showed a dash. The first four are null where the market
 * is not open, also where the system cannot be asked.
 *
 * @param view null: no scenario is chosen, so there is no account, and no money in it
 */
export function pnlAnswer(view: AccountView | null): object {
  if (view === null) return { ...NO_PROFITS, equity: 0, cash: 0 };
  const { cash, equity } = view.account;
  return { ...profits(view), equity: toReal(equity), cash: toReal(cash) };
}

interface Profits {
  readonly total: number | null;
  readonly unrealized: number | null;
  readonly realized: number | null;
  readonly daily: number | null;
}

const NO_PROFITS: Profits = { total: null, unrealized: null, realized: null, daily: null };

function profits(view: AccountView): Profits {
  if (view.market !== 'open') return NO_PROFITS;
  const { unrealized, tradeTotals } = view.account;
  const realized = tradeTotals.pnl;
  return {
    total: toReal(realized + unrealized),
    unrealized: toReal(unrealized),
    realized: toReal(realized),
    daily: toReal(view.daily),
  };
}
