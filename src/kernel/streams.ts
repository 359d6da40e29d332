import seedrandom from 'seedrandom';

/**
 * Named random streams from one master seed. A draw added in one stream never
 * shifts another: each name has a generator of its own (Alea by J. Baagøe, as
 * seedrandom ships it: sums and products of doubles, equal on every engine).
 */
export class Streams {
  readonly seed: number;
  readonly #remembered: Map<string, number[]> | null;

  /**
   * @param memory `remembered` keeps every draw, so that the thousands of runs
   * of an exploration do not seed the same generator again and again; `fresh`
   * keeps nothing (one long run). The draws are the same.
   */
  constructor(seed: number, memory: 'fresh' | 'remembered' = 'fresh') {
    this.seed = seed;
    this.#remembered = memory === 'remembered' ? new Map() : null;
  }

  /** A stream from its beginning. */
  open(name: string): RandomStream {
    let draws = this.#remembered?.get(name);
    if (draws === undefined) {
      draws = [];
      this.#remembered?.set(name, draws);
    }
    return new RandomStream(`${this.seed}/${name}`, this.#remembered === null ? null : draws);
  }
}

export class RandomStream {
  readonly #name: string;
  readonly #draws: number[] | null;
  #generator: (() => number) | null = null;
  #index = 0;

  constructor(name: string, draws: number[] | null) {
    this.#name = name;
    this.#draws = draws;
  }

  /** The next draw, uniform over [0, 1). */
  next(): number {
    const index = this.#index++;
    if (this.#draws === null) {
      this.#generator ??= seedrandom.alea(this.#name);
      return this.#generator();
    }
    // Determinism: the n-th draw of a name is the n-th number of its generator, remembered or not.
    if (index < this.#draws.length) return this.#draws[index]!;
    if (this.#generator === null) {
      this.#generator = seedrandom.alea(this.#name);
      for (let skipped = 0; skipped < index; skipped++) this.#generator();
    }
    const draw = this.#generator();
    this.#draws.push(draw);
    return draw;
  }

  /** Uniform over the integers 0 … count − 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}
