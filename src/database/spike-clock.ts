import type { SpikesProfile } from '../domain/index.js';

/**
 * Is there a spike now? Two states take turns, each for an exponential stretch.
 * The stretches come from a stream of the operation's own and are a function of
 * virtual time alone: whoever asks, in whatever order, shifts nobody else. Asked
 * with times that do not fall, as a run's do; one draw a stretch.
 */
export class SpikeClock {
  readonly #profile: SpikesProfile;
  readonly #draw: () => number;
  #untilUs = 0;
  #spiking: boolean;

  /** The first draw says which state the run begins in, by the share of time that is spike. */
  constructor(profile: SpikesProfile, draw: () => number) {
    this.#profile = profile;
    this.#draw = draw;
    const { everyUs, lastingUs } = profile;
    this.#spiking = draw() < lastingUs / (everyUs + lastingUs);
    this.#untilUs = this.#stretchUs();
  }

  isSpiking(nowUs: number): boolean {
    while (this.#untilUs <= nowUs) {
      this.#spiking = !this.#spiking;
      this.#untilUs += this.#stretchUs();
    }
    return this.#spiking;
  }

  /** At least 1 µs, so that time goes on. */
  #stretchUs(): number {
    const { everyUs, lastingUs } = this.#profile;
    const meanUs = this.#spiking ? lastingUs : everyUs;
    return Math.max(1, Math.round(-meanUs * Math.log(1 - this.#draw())));
  }
}
