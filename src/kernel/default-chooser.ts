import type { Chooser, Completion } from './choice-point.js';
import type { RandomStream, Streams } from './streams.js';

/**
 * The default order: earliest time first, ties by a draw of the schedule
 * stream, uniform over what is enabled at that moment (one draw a step, even
 * where there is no choice, so that a tie more or less shifts nothing else).
 */
export class DefaultChooser implements Chooser {
  readonly sees = 'earliest';
  readonly #schedule: RandomStream;

  constructor(streams: Streams) {
    this.#schedule = streams.open('schedule');
  }

  choose(enabled: readonly Completion[]): number {
    return this.#schedule.below(enabled.length);
  }
}
