import { type Program, ProgramFault } from '../kernel/index.js';

/** Whoever listens to an exploration or counts for it: when it stops, and when it begins again. */
export interface AttemptOptions {
  /** Asked before each schedule: is the budget used up? */
  readonly shouldStop?: (() => boolean) | undefined;
  /** What was heard so far is void, and all of it begins again: forget it. */
  readonly onVoid?: (() => void) | undefined;
}

/**
 * Makes `attempt` again and again until no lock turns out to matter that it took
 * for free (see `LockKnowledge`): only then does what it found hold. The attempt
 * asks `isOver` before each run, and so ends at once when it is void. Where the
 * budget ends first, the last attempt makes no run and claims nothing.
 * Cost: at most one void attempt for each lock of the program.
 */
export async function withSettledLocks<Result>(
  program: Program<unknown>,
  { shouldStop, onVoid }: AttemptOptions,
  attempt: (isOver: () => boolean) => Promise<Result>,
): Promise<Result> {
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts += 1) {
    const isVoid = lockWatch(program);
    const result = await attempt(() => isVoid() || shouldStop?.() === true);
    if (!isVoid()) return result;
    onVoid?.();
  }
  throw new ProgramFault(
    `other locks turned out to matter in each of ${ATTEMPTS_MAX} attempts: a lock must have the same name in every run`,
  );
}

/** No program has as many locks that matter; one that names them anew in each run would never be settled. */
const ATTEMPTS_MAX = 1_000;

/** Answers whether a lock has turned out to matter since this call. */
export function lockWatch({ locks }: Program<unknown>): () => boolean {
  const known = locks?.count;
  return () => locks?.count !== known;
}

/** To be asked after each run: a lock that the engine cannot know of would order steps unseen. */
export function refuseUnknownLocks({ accesses, locks }: Program<unknown>): void {
  for (const [knowledge, name] of accesses.lockedBy) {
    if (knowledge === locks) continue;
    throw new ProgramFault(
      `the program has a lock (${name}) and carries ${locks === undefined ? 'no knowledge of locks' : 'other knowledge of locks than its kernel'}: ` +
        'nothing could be claimed of its orders. ' +
        "Give the program the LockKnowledge of its kernel's setting: { accesses: setting.accesses, locks: setting.locks, … }",
    );
  }
}
