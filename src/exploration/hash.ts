/**
 * Small integer hashes for fingerprints and tokens. No cryptography: they tell
 * classes apart and notice damage, they keep nobody out.
 * Source: the finaliser of MurmurHash3 (Appleby), FNV-1a for text.
 */

/** Mixes one 32-bit integer: every input bit reaches every output bit. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Folds `value` into `hash`; the order of the calls matters. */
export function fold32(hash: number, value: number): number {
  return mix32(Math.imul(hash, 31) + value + 0x9e3779b9);
}

/** Folds a number that may be larger than 32 bits (keys, seeds): both halves. */
export function foldNumber(hash: number, value: number): number {
  const low = value | 0;
  if (value === low) return fold32(hash, low);
  return fold32(fold32(hash, value >>> 0), Math.floor(value / 4294967296) | 0);
}

/** FNV-1a over code units, then mixed; unsigned 32 bits. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  return mix32(h) >>> 0;
}
