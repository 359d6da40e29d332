/**
 * A set of 64-bit fingerprints in one typed array: 8 bytes each at a load of
 * at most one half. (A `Set` of strings takes ten times that.) Open addressing,
 * linear probing; the pair (0, 0) is kept apart.
 */
export class FingerprintSet {
  size = 0;
  #hasZero = false;
  #slots = new Int32Array(2048);

  /** Adds it; true if it was new. */
  add(high: number, low: number): boolean {
    if (high === 0 && low === 0) {
      if (this.#hasZero) return false;
      this.#hasZero = true;
      this.size += 1;
      return true;
    }
    if ((this.size + 1) * 4 > this.#slots.length) this.#grow();
    if (!insert(this.#slots, high | 0, low | 0)) return false;
    this.size += 1;
    return true;
  }

  has(high: number, low: number): boolean {
    if (high === 0 && low === 0) return this.#hasZero;
    return find(this.#slots, high | 0, low | 0).isThere;
  }

  #grow(): void {
    const wider = new Int32Array(this.#slots.length * 2);
    for (let i = 0; i < this.#slots.length; i += 2) {
      const high = this.#slots[i]!;
      const low = this.#slots[i + 1]!;
      if (high !== 0 || low !== 0) insert(wider, high, low);
    }
    this.#slots = wider;
  }
}

function insert(slots: Int32Array, high: number, low: number): boolean {
  const { slot, isThere } = find(slots, high, low);
  if (isThere) return false;
  slots[slot] = high;
  slots[slot + 1] = low;
  return true;
}

/** Where the fingerprint is, or the free place where it would be. */
function find(slots: Int32Array, high: number, low: number): { slot: number; isThere: boolean } {
  const mask = slots.length - 1;
  let slot = ((high ^ Math.imul(low, 0x9e3779b1)) << 1) & mask;
  for (;;) {
    const h = slots[slot]!;
    const l = slots[slot + 1]!;
    if (h === 0 && l === 0) return { slot, isThere: false };
    if (h === high && l === low) return { slot, isThere: true };
    slot = (slot + 2) & mask;
  }
}
