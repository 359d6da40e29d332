/** What the guards of a system can be set to; the rest of a system's settings is no guard's. */
export interface GuardSettings {
  readonly recentTradeWindowUs: number;
  /** How long a lease lasts that its holder does not give back. */
  readonly leaseTtlUs: number;
  /** Whether the broker's side looks at the numbers that orders carry under a lease. */
  readonly leaseFencing: boolean;
}

/** As recorded, and as a scenario has it that says nothing else. */
export const USUAL_SETTINGS: GuardSettings = {
  recentTradeWindowUs: 120_000_000,
  leaseTtlUs: 10_000_000,
  leaseFencing: true,
};
