import type { FaultKind, GuardName, PathName } from '../domain/index.js';
import { doLookAtLoad } from '../guards/index.js';
import type { DuplicateKind } from '../verdict/index.js';
import type { AttemptFacts, CycleFacts } from './attempt-notes.js';

/** A BUY fill that stands in the way of a second one. */
export interface EarlierFill {
  readonly signalId: string;
  readonly seq: number;
  readonly atUs: number;
  readonly task: string | null;
  readonly runner: string | null;
  readonly cycle: number | null;
  readonly path: PathName;
  readonly quantity: number;
  /** Where its position row was committed; null as long as it was not. */
  rowSeq: number | null;
  /** What kept its own task from writing it; null: nothing that the tape tells of. */
  lostBy: FaultKind | null;
}

/** What the tape shows of one duplicate. */
export interface DuplicateEvidence {
  /** The duplicating fill. */
  readonly fill: Pick<EarlierFill, 'runner' | 'cycle' | 'path' | 'task' | 'signalId'>;
  /** The fill it duplicates: the latest of the main path, else of the second; null: held from the start. */
  readonly earlier: EarlierFill | null;
  /** The cycle of the duplicating fill, where the tape names it. */
  readonly cycle: CycleFacts | undefined;
  readonly guards: readonly GuardName[];
  /** What happened to the duplicating attempt on its way. */
  readonly attempt: AttemptFacts;
  /** Whether the message of its signal was delivered again. */
  readonly wasDeliveredAgain: boolean;
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
 * taken; each line can say of itself what it needs to see. What the tape shows
 * outright (one task submitting twice, a fault) goes before what is concluded
 * from who knew what when.
 *
 * Two orders of one class may show events that have nothing to do with each
 * other either way round: a reading may rest only on what comes before what in
 * all of them, or one class would have two names.
 */
export const DUPLICATE_PREDICATES: readonly DuplicatePredicate[] = [
  {
    // One task handles one signal: of two orders the second is another try of the first.
    kind: 'ambiguous-submit',
    cause: 'its task submitted again, not knowing that the first order had been filled',
    holds: ({ fill, earlier, attempt }) =>
      attempt.orders > 1 && earlier?.task === fill.task && earlier.signalId === fill.signalId,
  },
  {
    // The same message, handled by two tasks.
    kind: 'replayed-message',
    cause: 'the message of its signal was delivered again, and handled again',
    holds: ({ fill, earlier, wasDeliveredAgain }) =>
      wasDeliveredAgain && earlier?.signalId === fill.signalId,
  },
  {
    // The second path asks none of the main path's guards, and it writes neither
    // memory nor a position row: whatever it fills and whatever follows it alone.
    kind: 'bypass',
    cause: 'the second path passes the guards by and leaves no position behind',
    holds: ({ fill, earlier }) => fill.path === 'second' || earlier?.path === 'second',
  },
  {
    // What was bought was not written when a later cycle of its runner began, and
    // whoever looked could not know of it. What a dead process had asked for may be
    // lost before or after the fill that is named here: that is no reason.
    kind: 'lost-write',
    cause: 'the first BUY was filled and its position row never written',
    holds: ({ fill, earlier, cycle, isAfterCrash }) =>
      earlier !== null &&
      earlier.lostBy !== null &&
      !isAfterCrash &&
      earlier.runner === fill.runner &&
      earlier.cycle !== fill.cycle &&
      (earlier.rowSeq === null || (cycle !== undefined && earlier.rowSeq > cycle.seq)),
  },
  {
    // The row was there, and it looked for it: what is too old is a matter of the clock.
    kind: 'clock',
    cause: 'recent-trade took the row of the first BUY for too old: a window, a clock or a zone',
    holds: ({ earlier, attempt }) => attempt.sawOldTrade && !attempt.readStale && earlier !== null,
  },
  {
    kind: 'stale-read',
    cause: 'it was answered by a replica that did not know of the first BUY yet',
    holds: ({ attempt }) => attempt.readStale,
  },
  {
    // A guard that cannot ask either stops everything or lets everything pass.
    kind: 'guard-failure',
    cause: 'the query on which a guard rests failed, and it went on without the answer',
    holds: ({ attempt }) => attempt.guardFailed,
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
    // cycle looked: the knowledge existed and the fresh guards started without it.
    // Had the load seen the row, `memory-position` would have blocked; where that
    // guard stands and let the attempt pass, the load came before the row.
    kind: 'state-reset',
    cause: 'the position was there before this cycle began, and its fresh guards did not know it',
    holds: ({ earlier, cycle, guards }) =>
      earlier === null ||
      cycle?.loadFailed === true ||
      (cycle !== undefined &&
        earlier.rowSeq !== null &&
        earlier.rowSeq < cycle.lookedSeq &&
        !doLookAtLoad(guards)),
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
