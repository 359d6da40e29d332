/** How one runner works: the same for every cycle of its chain. */
export interface RunnerSettings {
  /** Symbol tasks at once. */
  readonly parallelism: number;
  /** Orders of the main path within a sliding second and minute; null: no limiter. */
  readonly limiter: { readonly perSecond: number; readonly perMinute: number } | null;
  /** How often the main path tries again after an unknown outcome, guards and all. */
  readonly brokerRetriesCount: number;
  /** Whether market prices and the account row are rewritten at the end of a cycle. */
  readonly closing: boolean;
  /** Whether intents that an earlier process left pending are looked into at the start of a cycle. */
  readonly reconciling: boolean;
}
