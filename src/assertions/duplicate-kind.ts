import type { GuardName, PathName } from '../domain/index.js';
import type { DuplicateKind } from '../verdict/index.js';

/** A BUY fill that stands in the way of a second one. */
export interface EarlierFill {
  readonly seq: number;
  readonly atUs: number;
  readonly task: string | null;
  readonly runner: string | null;
  readonly cycle: number | null;
  readonly path: PathName;
  readonly quantity: number;
  /** Where its position row was committed; null as long as it was not. */
  rowSeq: number | null;
}

/** What is known of the cycle that an attempt belongs to: its `cycle-start`. */
export interface CycleFacts {
  readonly cycle: number | null;
  readonly seq: number;
  readonly loadFailed: boolean;
}

/** What the tape shows of one duplicate. */
export interface DuplicateEvidence {
  /** The duplicating fill. */
  readonly fill: Pick<EarlierFill, 'runner' | 'cycle' | 'path'>;
  /** The fill it duplicates: the latest of the main path, else of the second; null: held from the start. */
  readonly earlier: EarlierFill | null;
  /** The cycle of the duplicating fill, where the tape names it. */
  readonly cycle: CycleFacts | undefined;
  readonly guards: readonly GuardName[];
  /** Whether the two fills are those of two processes. */
  readonly areTwoProcesses: boolean;
  /** Whether the cycle of the earlier fill died, and the duplicating one belongs to a later cycle of its runner. */
  readonly isAfterCrash: boolean;
}

/** One reading of a duplicate. */
export interface DuplicatePredicate {
  readonly kind: DuplicateKind;
  /** The likeliest cause, as the second half of a sentence. */
  readonly cause: string;
  holds(evidence: DuplicateEvidence): boolean;
}

/**
 * How a duplicate was born, read off the tape. The first reading that holds is
 * taken; each line can say of itself what it needs to see. Later kinds
 * (ambiguous submit, lost write, …) are further lines.
 */
export const DUPLICATE_PREDICATES: readonly DuplicatePredicate[] = [
  {
    // The second path asks none of the main path's guards, and it writes neither
    // memory nor a position row: whatever it fills and whatever follows it alone.
    kind: 'bypass',
    cause: 'the second path passes the guards by and leaves no position behind',
    holds: ({ fill, earlier }) => fill.path === 'second' || earlier?.path === 'second',
  },
  {
    // Two processes share no memory: whatever is marked there, the other cannot see.
    kind: 'two-processes',
    cause: 'another process, which shares nothing in memory with this one, had bought it',
    holds: ({ areTwoProcesses }) => areTwoProcesses,
  },
  {
    // One cycle shares one memory: both attempts checked before either had written.
    kind: 'check-then-act',
    cause: 'both attempts of the cycle checked before either had written',
    holds: ({ fill, earlier }) =>
      earlier !== null && earlier.runner === fill.runner && earlier.cycle === fill.cycle,
  },
  {
    // Held from the start, the load failed, or the row was written before this
    // cycle began: the knowledge existed and the fresh guards started without it.
    // Had the load seen the row, `memory-position` would have blocked; where that
    // guard stands and let the attempt pass, the load came before the row.
    kind: 'state-reset',
    cause: 'the position was there before this cycle began, and its fresh guards did not know it',
    holds: ({ earlier, cycle, guards }) =>
      earlier === null ||
      cycle?.loadFailed === true ||
      (cycle !== undefined &&
        earlier.rowSeq !== null &&
        earlier.rowSeq < cycle.seq &&
        !guards.includes('memory-position')),
  },
  {
    // A later cycle of the same runner: nothing that it did can have come before the crash.
    kind: 'lost-write',
    cause: 'the process died between the fill of the first BUY and its position row',
    holds: ({ isAfterCrash }) => isAfterCrash,
  },
  {
    // What is left: another cycle's row came after this one had looked at the positions.
    kind: 'stale-read',
    cause: "the other cycle's position row was not written yet when this one looked",
    holds: () => true,
  },
];

/** The first reading that holds; the last one always does. */
export function readDuplicate(evidence: DuplicateEvidence): DuplicatePredicate {
  return DUPLICATE_PREDICATES.find((predicate) => predicate.holds(evidence))!;
}
