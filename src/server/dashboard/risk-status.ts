import { toReal } from '../../domain/index.js';
import type { AccountView } from './account-view.js';

/** Orders below this are skipped by the simulated system, in dollars (facts of the recorded one). */
const ORDER_VALUE_MIN = 500;

/**
 * `/api/risk/status`. Sizing by Kelly, kill switches and correlations are not
 * simulated and say so; a trade whose `pnl` is NULL counts as 0.
 */
export function riskStatusAnswer(view: AccountView): object {
  const { account, system } = view;
  const { equity, holdings, tradeTotals } = account;
  return {
    enabled: true,
    kelly_sizing: false,
    kill_switches: {
      active: false,
      triggered_count: 0,
      last_trigger: null,
      limits: {
        order_value_min: ORDER_VALUE_MIN,
        orders_per_second: system.limiter?.perSecond ?? null,
        orders_per_minute: system.limiter?.perMinute ?? null,
      },
    },
    correlation_limits: null,
    risk_metrics: {
      total_exposure: toReal(holdings),
      leverage: equity === 0 ? 0 : holdings / equity,
      current_capital: toReal(equity),
      total_pnl: toReal(tradeTotals.pnl),
      daily_pnl: toReal(view.daily),
    },
  };
}
