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
  const mask = slots.length / 2 - 1;
  let slot = (high ^ Math.imul(low, 0x9e3779b1)) & mask;
  for (;;) {
    const h = slots[slot * 2]!;
    const l = slots[slot * 2 + 1]!;
    if (h === 0 && l === 0) {
      slots[slot * 2] = high;
      slots[slot * 2 + 1] = low;
      return true;
    }
    if (h === high && l === low) return false;
    slot = (slot + 1) & mask;
  }
}
