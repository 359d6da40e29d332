/** A moment of a run, and the epoch of its microsecond 0. */
export interface ClockMoment {
  readonly startEpochUs: number;
  readonly atUs: number;
}

/**
 * The Unix second that a database column shows for a moment of the run: the
 * recorded schema keeps whole seconds, rounded down.
 * @example clockSecond({ startEpochUs: 900_000, atUs: 100_000 }) // 1
 */
export function clockSecond({ startEpochUs, atUs }: ClockMoment): number {
  return Math.floor((startEpochUs + atUs) / 1_000_000);
}
