import seedrandom from 'seedrandom';

/**
 * Named random streams from one master seed. A draw added in one stream never
 * shifts another: each name has a generator of its own (Alea by J. Baagøe, as
 * seedrandom ships it: sums and products of doubles, equal on every engine).
 */
export class Streams {
  readonly seed: number;
  readonly #remembered: Map<string, Map<string, StreamSource>> | null;

  /**
   * @param memory `remembered` keeps every draw, so that the thousands of runs
   * of an exploration do not seed the same generator again and again; `fresh`
   * keeps nothing (one long run). The draws are the same.
   */
  constructor(seed: number, memory: 'fresh' | 'remembered' = 'fresh') {
    this.seed = seed;
    this.#remembered = memory === 'remembered' ? new Map() : null;
  }

  /** A stream from its beginning. `whose`: the stream `name/whose`, found without putting the name together. */
  open(name: string, whose = ''): RandomStream {
    const fullName = (): string => (whose === '' ? name : `${name}/${whose}`);
    if (this.#remembered === null) {
      return new RandomStream(new StreamSource(this.seed, fullName()), 'fresh');
    }
    let family = this.#remembered.get(name);
    if (family === undefined) {
      family = new Map();
      this.#remembered.set(name, family);
    }
    let source = family.get(whose);
    if (source === undefined) {
      source = new StreamSource(this.seed, fullName());
      family.set(whose, source);
    }
    return new RandomStream(source, 'remembered');
  }
}

/** Another draw in place of the `index`-th (from 0): for sampling where something rare happens. */
type Reshape = (draw: number, index: number) => number;

/** The streams of a seed, some of them reshaped: `reshapeOf` says how, by name; null: as it is. */
export class ReshapedStreams extends Streams {
  readonly #reshapeOf: (name: string) => Reshape | null;

  constructor(seed: number, reshapeOf: (name: string) => Reshape | null) {
    super(seed);
    this.#reshapeOf = reshapeOf;
  }

  override open(name: string, whose = ''): RandomStream {
    const fullName = whose === '' ? name : `${name}/${whose}`;
    const source = new StreamSource(this.seed, fullName);
    return new RandomStream(source, 'fresh', this.#reshapeOf(fullName));
  }
}

/** The generator of one name, with the draws that are remembered of it. */
class StreamSource {
  readonly #generator: () => number;
  readonly draws: number[] = [];

  constructor(seed: number, name: string) {
    this.#generator = seedrandom.alea(`${seed}/${name}`);
  }

  next(): number {
    return this.#generator();
  }

  /** Determinism: the n-th draw of a name is the n-th number of its generator, remembered or not. */
  at(index: number): number {
    while (this.draws.length <= index) this.draws.push(this.#generator());
    return this.draws[index]!;
  }
}

export class RandomStream {
  readonly #source: StreamSource;
  readonly #memory: 'fresh' | 'remembered';
  readonly #reshape: Reshape | null;
  #index = 0;

  constructor(
    source: StreamSource,
    memory: 'fresh' | 'remembered',
    reshape: Reshape | null = null,
  ) {
    this.#source = source;
    this.#memory = memory;
    this.#reshape = reshape;
  }

  /** The next draw, uniform over [0, 1) unless it is reshaped. */
  next(): number {
    const index = this.#index++;
    const draw = this.#memory === 'fresh' ? this.#source.next() : this.#source.at(index);
    return this.#reshape === null ? draw : this.#reshape(draw, index);
  }

  /** Uniform over the integers 0 … count − 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}
