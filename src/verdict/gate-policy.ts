/** The least that an exploration has to claim. `complete` is more than any `bounded`, which is more than any `sampled`. */
export type ClaimWanted =
  | { readonly kind: 'complete' }
  | { readonly kind: 'bounded'; readonly bound: number }
  | { readonly kind: 'sampled'; readonly schedules: number };

/** What a guard set that has to hold may at most do, and what must at least be known of it. */
export interface GatePolicy {
  /** Extra fills that a run may have. */
  readonly duplicatesMax: number;
  /** Findings of severity error that a run may have, duplicates not counted. */
  readonly errorsMax: number;
  /** Findings of severity warning that a replay may have; null: any number. */
  readonly warningsMax: number | null;
  readonly coverage: ClaimWanted;
}

/** What an exploration claims. */
export interface Claim {
  readonly kind: 'complete' | 'bounded' | 'sampled';
  readonly bound: number | null;
  readonly schedules: number;
}

/** Is this claim at least what is wanted? */
export function isClaimEnough(claim: Claim, wanted: ClaimWanted): boolean {
  if (claim.kind === 'complete') return true;
  if (wanted.kind === 'complete') return false;
  if (wanted.kind === 'bounded')
    return claim.kind === 'bounded' && (claim.bound ?? -1) >= wanted.bound;
  return claim.kind === 'bounded' || claim.schedules >= wanted.schedules;
}

/** @example claimWantedWord({ kind: 'bounded', bound: 2 }) // 'bounded(2)' */
export function claimWantedWord(wanted: ClaimWanted): string {
  if (wanted.kind === 'complete') return 'complete';
  return wanted.kind === 'bounded' ? `bounded(${wanted.bound})` : `sampled(${wanted.schedules})`;
}
