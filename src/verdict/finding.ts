/** What an assertion found. Errors fail the verdict; warnings are shown and left to the gate's policy. */
export interface Finding {
  /** Name of the assertion, for instance `no-duplicate`. */
  readonly assertion: string;
  readonly severity: 'error' | 'warning';
  /** What was seen and the likeliest cause, in one or two sentences. */
  readonly message: string;
  readonly atUs: number;
  /** The event on the tape that shows it. */
  readonly seq: number;
  readonly symbol: string | null;
  /** For `no-duplicate`: the kind of race (see `DUPLICATE_KINDS`); otherwise null. */
  readonly duplicateKind: DuplicateKind | null;
}

/** How a duplicate order is born. */
export const DUPLICATE_KINDS = [
  'check-then-act',
  'state-reset',
  'bypass',
  'ambiguous-submit',
  'replayed-message',
  'two-processes',
  'stale-read',
  'lost-write',
  'clock',
  'guard-failure',
] as const;

export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

export type VerdictKind = 'pass' | 'fail' | 'inconclusive';
