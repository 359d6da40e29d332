/** How one runner works: the same for every cycle of its chain. */
export interface RunnerSettings {
  /** Symbol tasks at once. */
  readonly parallelism: number;
  /** Orders of the main path within a sliding second and minute; null: no limiter. */
  readonly limiter: { readonly perSecond: number; readonly perMinute: number } | null;
  readonly recentTradeWindowUs: number;
  /** Whether market prices and the account row are rewritten at the end of a cycle. */
  readonly closing: boolean;
}
