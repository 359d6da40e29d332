import type { LockKnowledge } from './lock-knowledge.js';

/**
 * What a step read and wrote. Two steps commute iff none of their accesses
 * conflict. Accesses are interned, so that a footprint is a list of small
 * integers and a conflict is looked up, not worked out, the second time.
 */
export type AccessMode = 'read' | 'write' | 'add';

/** A key of an object, a half-open range of keys, or the whole object. Keys compare as strings (code units). */
export type KeyRange =
  | { readonly key: string }
  | { readonly from: string | null; readonly below: string | null }
  | 'whole';

export interface Access {
  readonly id: number;
  /** For instance `map:r1.c1/positions`, `row:trades`, `index:positions.symbol`, `lock:…`. */
  readonly object: string;
  /** `add`: an update that commutes with other `add`s of the same object, and with nothing else. */
  readonly mode: AccessMode;
  readonly range: KeyRange;
}

/** Ids of accesses, in the order in which they were made, without repeats. */
export type Footprint = readonly number[];

/** Owns the interned accesses of one program; shared by all of its runs. Grows with the distinct accesses. */
export class AccessTable {
  /** By what knowledge locks left footprints here or did not, each with the name of its first lock. */
  readonly lockedBy = new Map<LockKnowledge, string>();
  /** Whole objects and single keys, the common cases: id by mode, found without building a name. */
  readonly #byObject = new Map<string, IdsByMode>();
  readonly #byKey = new Map<string, Map<string, IdsByMode>>();
  readonly #byName = new Map<string, Access>();
  /** Every footprint that was left, once, by a hash of its ids. */
  readonly #footprints = new Map<number, Footprint[]>();
  readonly #all: Access[] = [];
  /** Row per access, filled lazily: 0 unknown, 1 commute, 2 conflict. */
  readonly #known: Uint8Array[] = [];

  /** A lock of this name leaves footprints here as `locks` decides. */
  noteLock(name: string, locks: LockKnowledge): void {
    if (!this.lockedBy.has(locks)) this.lockedBy.set(locks, name);
  }

  /** As `intern(object, mode, { key })`. */
  internKey(object: string, mode: AccessMode, key: string): number {
    let keys = this.#byKey.get(object);
    if (keys === undefined) {
      keys = new Map();
      this.#byKey.set(object, keys);
    }
    let ids = keys.get(key);
    if (ids === undefined) {
      ids = [-1, -1, -1];
      keys.set(key, ids);
    }
    const place = placeOf(mode);
    if (ids[place]! < 0) ids[place] = this.intern(object, mode, { key });
    return ids[place]!;
  }

  /** As `intern(object, mode)`. */
  internWhole(object: string, mode: AccessMode): number {
    let ids = this.#byObject.get(object);
    if (ids === undefined) {
      ids = [-1, -1, -1];
      this.#byObject.set(object, ids);
    }
    const place = placeOf(mode);
    if (ids[place]! < 0) ids[place] = this.intern(object, mode);
    return ids[place]!;
  }

  intern(object: string, mode: AccessMode, range: KeyRange = 'whole'): number {
    const name = `${mode} ${object} ${nameOfRange(range)}`;
    const known = this.#byName.get(name);
    if (known !== undefined) return known.id;
    const access: Access = { id: this.#all.length, object, mode, range };
    this.#byName.set(name, access);
    this.#all.push(access);
    this.#known.push(new Uint8Array(64));
    return access.id;
  }

  /** The footprint of the first `count` of these accesses: one array for all steps that leave it. */
  footprintOf(touched: readonly number[], count: number): Footprint {
    let hash = count;
    for (let index = 0; index < count; index++) {
      hash = (Math.imul(hash, 0x01000193) ^ touched[index]!) | 0;
    }
    let bucket = this.#footprints.get(hash);
    if (bucket === undefined) {
      bucket = [];
      this.#footprints.set(hash, bucket);
    }
    for (const known of bucket) if (isFootprintOf(known, touched, count)) return known;
    const footprint = touched.slice(0, count);
    bucket.push(footprint);
    return footprint;
  }

  get(id: number): Access {
    return this.#all[id]!;
  }

  get size(): number {
    return this.#all.length;
  }

  /** Do two accesses conflict? Symmetric; an access conflicts with itself unless it reads or adds. */
  conflict(a: number, b: number): boolean {
    let row = this.#known[a]!;
    if (b >= row.length) {
      const wider = new Uint8Array(Math.max(row.length * 2, b + 1));
      wider.set(row);
      row = wider;
      this.#known[a] = wider;
    }
    let known = row[b]!;
    if (known === 0) {
      known = accessesConflict(this.#all[a]!, this.#all[b]!) ? 2 : 1;
      row[b] = known;
    }
    return known === 2;
  }

  /** Do two steps conflict? Cost: product of the two lengths, both small. */
  footprintsConflict(a: Footprint, b: Footprint): boolean {
    for (const x of a) for (const y of b) if (this.conflict(x, y)) return true;
    return false;
  }
}

function isFootprintOf(known: Footprint, touched: readonly number[], count: number): boolean {
  if (known.length !== count) return false;
  for (let index = 0; index < count; index++) if (known[index] !== touched[index]) return false;
  return true;
}

/** Ids of one object or key, at `placeOf(mode)`; -1: none yet. */
type IdsByMode = number[];

function placeOf(mode: AccessMode): number {
  return mode === 'read' ? 0 : mode === 'write' ? 1 : 2;
}

function accessesConflict(a: Access, b: Access): boolean {
  if (a.object !== b.object) return false;
  if (a.mode === 'read' && b.mode === 'read') return false;
  if (a.mode === 'add' && b.mode === 'add') return false;
  return rangesOverlap(a.range, b.range);
}

function rangesOverlap(a: KeyRange, b: KeyRange): boolean {
  if (a === 'whole' || b === 'whole') return true;
  if ('key' in a) return 'key' in b ? a.key === b.key : holds(b, a.key);
  if ('key' in b) return holds(a, b.key);
  return (
    (a.below === null || b.from === null || b.from < a.below) &&
    (b.below === null || a.from === null || a.from < b.below)
  );
}

function holds(range: { from: string | null; below: string | null }, key: string): boolean {
  return (range.from === null || key >= range.from) && (range.below === null || key < range.below);
}

function nameOfRange(range: KeyRange): string {
  if (range === 'whole') return '*';
  if ('key' in range) return JSON.stringify(range.key);
  return `[${JSON.stringify(range.from)},${JSON.stringify(range.below)})`;
}
