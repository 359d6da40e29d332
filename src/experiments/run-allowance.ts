/**
 * So many runs, and no more: what one part of telling a failure may use. It is
 * over as well where whoever asked for it stops everything.
 */
export class RunAllowance {
  #left: number;
  readonly #shouldStop: () => boolean;
  /** A run was asked for and not granted: something was cut. */
  wasRefused = false;

  constructor(runs: number, shouldStop: () => boolean) {
    this.#left = runs;
    this.#shouldStop = shouldStop;
  }

  /** Grants one run more, or refuses it. */
  take(): boolean {
    if (this.isOver()) {
      this.wasRefused = true;
      return false;
    }
    this.#left -= 1;
    return true;
  }

  readonly isOver = (): boolean => this.#left <= 0 || this.#shouldStop();
}
