import type { Access, AccessTable, Footprint } from '../kernel/index.js';

/**
 * Footprints as small integers, so that "do these two steps conflict?" is one
 * look into a byte table. Owned by one exploration; grows with the distinct
 * footprints (in practice dozens). Cost: `intern` is linear in the footprint
 * and allocates nothing on a hit; `conflict` is constant after the first ask.
 */
export class FootprintIds {
  readonly #accesses: AccessTable;
  readonly #all: Footprint[] = [];
  /** A kernel hands out one array for each footprint: most are found by that. */
  readonly #byArray = new Map<Footprint, number>();
  readonly #byHash = new Map<number, number[]>();
  #stride = 64;
  /** Row-major, 0 unknown, 1 commute, 2 conflict. */
  #known = new Uint8Array(64 * 64);

  constructor(accesses: AccessTable) {
    this.#accesses = accesses;
  }

  intern(footprint: Footprint): number {
    let id = this.#byArray.get(footprint);
    if (id === undefined) {
      id = this.#internContents(footprint);
      if (this.#byArray.size < ARRAYS_MAX) this.#byArray.set(footprint, id);
    }
    return id;
  }

  #internContents(footprint: Footprint): number {
    let hash = footprint.length;
    for (let i = 0; i < footprint.length; i += 1)
      hash = (Math.imul(hash, 0x01000193) ^ footprint[i]!) | 0;
    const bucket = this.#byHash.get(hash);
    if (bucket === undefined) {
      const id = this.#add(footprint);
      this.#byHash.set(hash, [id]);
      return id;
    }
    for (const id of bucket) if (sameFootprint(this.#all[id]!, footprint)) return id;
    const id = this.#add(footprint);
    bucket.push(id);
    return id;
  }

  get(id: number): Footprint {
    return this.#all[id]!;
  }

  get size(): number {
    return this.#all.length;
  }

  /** In words, for people. */
  describe(id: number): string {
    const words = this.#all[id]!.map((access) => {
      const { mode, object, range } = this.#accesses.get(access);
      return `${mode} ${object}${range === 'whole' ? '' : ` ${JSON.stringify(range)}`}`;
    });
    return words.length === 0 ? 'nothing' : words.join(', ');
  }

  /** Every access of every footprint, once. */
  accesses(): readonly Access[] {
    const ids = new Set<number>();
    for (const footprint of this.#all) for (const id of footprint) ids.add(id);
    return [...ids].map((id) => this.#accesses.get(id));
  }

  conflict(a: number, b: number): boolean {
    const cell = a * this.#stride + b;
    const known = this.#known[cell]!;
    if (known !== 0) return known === 2;
    const answer = this.#accesses.footprintsConflict(this.#all[a]!, this.#all[b]!);
    this.#known[cell] = answer ? 2 : 1;
    this.#known[b * this.#stride + a] = answer ? 2 : 1;
    return answer;
  }

  #add(footprint: Footprint): number {
    const id = this.#all.length;
    this.#all.push(footprint);
    if (id >= this.#stride) {
      const wider = new Uint8Array(this.#stride * this.#stride * 4);
      for (let row = 0; row < this.#stride; row += 1) {
        wider.set(
          this.#known.subarray(row * this.#stride, (row + 1) * this.#stride),
          row * this.#stride * 2,
        );
      }
      this.#known = wider;
      this.#stride *= 2;
    }
    return id;
  }
}

/** Arrays remembered: a program of somebody else's may hand out a new one at every step. */
const ARRAYS_MAX = 4_096;

function sameFootprint(a: Footprint, b: Footprint): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
