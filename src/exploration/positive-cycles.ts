/** A cycle of constraints: its weight is `us + slope × k`. */
interface Cycle {
  readonly us: number;
  readonly slope: number;
}

/**
 * Lower bounds `t[to] ≥ t[from] + us + slope × k` between times; variable 0 is
 * the start, at 0, before all others. For one k there are such times iff no
 * cycle of bounds has a positive weight (Bellman and Ford); here the cycle is
 * shown, as a function of k.
 */
export class PositiveCycles {
  readonly #variables: number;
  readonly #to: number[] = [];
  readonly #from: number[] = [];
  readonly #us: number[] = [];
  readonly #slope: number[] = [];
  readonly #times: Float64Array;
  /** The bound that last raised a time; -1: none did, it stands at the start's. */
  readonly #raisedBy: Int32Array;

  constructor(variables: number) {
    this.#variables = variables;
    this.#times = new Float64Array(variables);
    this.#raisedBy = new Int32Array(variables);
  }

  get size(): number {
    return this.#to.length;
  }

  atLeast(to: number, from: number, us: number, slope = 0): void {
    this.#to.push(to);
    this.#from.push(from);
    this.#us.push(us);
    this.#slope.push(slope);
  }

  /** Forgets all bounds but the first `size`. */
  cut(size: number): void {
    this.#to.length = size;
    this.#from.length = size;
    this.#us.length = size;
    this.#slope.length = size;
  }

  /** The largest bound there is for any k up to `k`, without its sign. */
  largestUs(k: number): number {
    let largest = 0;
    for (let i = 0; i < this.#us.length; i += 1) {
      largest = Math.max(largest, Math.abs(this.#us[i]!) + Math.abs(this.#slope[i]!) * k);
    }
    return largest;
  }

  /** A cycle whose weight at `k` is positive; null: there are times that obey every bound. */
  positiveCycle(k: number): Cycle | null {
    const times = this.#times.fill(0);
    const raisedBy = this.#raisedBy.fill(-1);
    const count = this.#to.length;
    for (let pass = 0; ; pass += 1) {
      let last = -1;
      for (let i = 0; i < count; i += 1) {
        const to = this.#to[i]!;
        const least = times[this.#from[i]!]! + this.#us[i]! + this.#slope[i]! * k;
        if (least <= times[to]!) continue;
        times[to] = least;
        raisedBy[to] = i;
        last = to;
        // The start stands still: who raises it closes a cycle.
        if (to === 0) return this.#cycleThrough(0);
      }
      if (last < 0) return null;
      if (pass >= this.#variables) return this.#cycleThrough(last);
    }
  }

  /** Walks back along the bounds that raised each time until it meets itself. */
  #cycleThrough(start: number): Cycle {
    const seen = new Uint8Array(this.#variables);
    let at = start;
    while (seen[at] === 0) {
      seen[at] = 1;
      at = this.#before(at);
    }
    let us = 0;
    let slope = 0;
    const first = at;
    do {
      const bound = this.#raisedBy[at]!;
      if (bound >= 0) {
        us += this.#us[bound]!;
        slope += this.#slope[bound]!;
      }
      at = this.#before(at);
    } while (at !== first);
    return { us, slope };
  }

  /** A time that nobody raised stands at the start's: that is a bound too, of 0. */
  #before(variable: number): number {
    const bound = this.#raisedBy[variable]!;
    return bound < 0 ? 0 : this.#from[bound]!;
  }
}
