import type { FootprintIds } from './footprint-ids.js';
import { type Answers, isAnswersPrefix } from './schedule.js';

/**
 * A completion as part of a class: its key, the answers that its step got, and
 * what the step touched. Two outcomes of one key are different events that are
 * always in conflict.
 */
export interface Event {
  readonly key: number;
  readonly answers: Answers;
  /** Id of the footprint. */
  readonly footprint: number;
}

/**
 * Events to be run one after the other, each where it is enabled. All but the
 * last have been seen in this very causal past; the last was seen in another
 * one (its race has been turned round), so its footprint is a prediction and
 * its answers are the first that it is to be given.
 */
export type Sequence = readonly Event[];

const NONE: Sequence = [];
const NO_SEQUENCES: readonly Sequence[] = [];

/**
 * A node of a wakeup tree; a leaf has no children. The event of a leaf is unverified.
 *
 * What was inserted stays the one list that it was until something branches off
 * or it is run: nearly all of a tree are such chains, and a list takes a tenth of
 * the memory of nodes.
 */
export class Branch {
  readonly event: Event;
  /** Sequences that this leaf stands for, from its own level on: asked for again if the leaf turns out asleep. */
  swallowed: readonly Sequence[] = NO_SEQUENCES;
  #chain: Sequence;
  #from: number;
  #children: Branch[] | null = null;

  /** The first of `sequence`, with the others below it, one below the other. */
  constructor(sequence: Sequence, from = 0) {
    this.event = sequence[from]!;
    this.#chain = sequence;
    this.#from = from + 1;
  }

  get isLeaf(): boolean {
    return this.#children === null ? this.#from >= this.#chain.length : this.#children.length === 0;
  }

  /** What is below it where nothing has branched off there yet, else null. */
  get chain(): Sequence | null {
    if (this.#children === null) return this.#chain.slice(this.#from);
    return this.#children.length === 0 ? NONE : null;
  }

  /** To be changed in place. */
  get children(): Branch[] {
    if (this.#children === null) {
      this.#children = this.#from < this.#chain.length ? [new Branch(this.#chain, this.#from)] : [];
      this.#chain = NONE;
    }
    return this.#children;
  }
}

const APART = -1;
const IN_THE_WAY = -2;

/**
 * Is `event` a weak initial of `sequence`: can it come first, whether it is
 * part of the sequence (its index) or commutes with all of it (`-1`)? Else -2.
 * Source: the sets I and WI of Abdulla et al., JACM 2017 (initials and weak initials).
 */
function placeIn(event: Event, sequence: Sequence, length: number, ids: FootprintIds): number {
  const { key, footprint } = event;
  for (let i = 0; i < length; i += 1) {
    const other = sequence[i]!;
    if (other.key === key) return sameEvent(event, other) ? i : IN_THE_WAY;
    if (ids.conflict(other.footprint, footprint)) return IN_THE_WAY;
  }
  return APART;
}

/** The same for a leaf, of which only the key and the first answers are known: it must be part of the sequence. */
function placeOfUnverified(event: Event, sequence: Sequence, ids: FootprintIds): number {
  for (let at = 0; at < sequence.length; at += 1) {
    const other = sequence[at]!;
    if (other.key !== event.key) continue;
    if (!sameEvent(event, other)) return IN_THE_WAY;
    for (let i = 0; i < at; i += 1) {
      if (ids.conflict(sequence[i]!.footprint, other.footprint)) return IN_THE_WAY;
    }
    return at;
  }
  return IN_THE_WAY;
}

function sameEvent(a: Event, b: Event): boolean {
  return isAnswersPrefix(a.answers, b.answers) || isAnswersPrefix(b.answers, a.answers);
}

/** Is some event of `events` a weak initial of the first `length` of `sequence`? Then somebody else runs it. */
export function isCovered(
  events: readonly Event[],
  sequence: Sequence,
  length: number,
  ids: FootprintIds,
): boolean {
  for (let i = 0; i < events.length; i += 1) {
    if (placeIn(events[i]!, sequence, length, ids) !== IN_THE_WAY) return true;
  }
  return false;
}

/**
 * Sees to it that `sequence` will be run below `branches`: nothing is added if
 * an equivalent is there, else the missing rest, as the last branch.
 * Source: `insert` of Abdulla et al., JACM 2017 (wakeup trees). It differs in that
 * a leaf, being unverified, takes in only sequences that contain its event.
 */
export function insertSequence(branches: Branch[], sequence: Sequence, ids: FootprintIds): void {
  let rest = sequence;
  let level = branches;
  search: for (;;) {
    for (const branch of level) {
      if (branch.isLeaf) {
        if (placeOfUnverified(branch.event, rest, ids) >= 0) {
          swallow(branch, rest);
          return;
        }
        continue;
      }
      const at = placeIn(branch.event, rest, rest.length, ids);
      if (at === IN_THE_WAY) continue;
      if (at >= 0) rest = without(rest, at);
      if (rest.length === 0) return;
      level = branch.children;
      continue search;
    }
    break;
  }
  level.push(new Branch(rest));
}

/**
 * `event` has now been run and is verified. Takes every sequence of `branches`
 * that begins with it, or commutes with it, out of the tree and answers what is
 * left of them after the event.
 */
export function takeCovered(branches: Branch[], event: Event, ids: FootprintIds): Sequence[] {
  const rests: Sequence[] = [];
  const again: Sequence[] = [];
  prune(branches, [], event, ids, rests, again);
  for (const sequence of again) insertSequence(branches, sequence, ids);
  return rests;
}

function prune(
  branches: Branch[],
  path: Event[],
  event: Event,
  ids: FootprintIds,
  rests: Sequence[],
  again: Sequence[],
): void {
  for (let i = 0; i < branches.length; i += 1) {
    const branch = branches[i]!;
    const { chain } = branch;
    const { length } = path;
    path.push(branch.event);
    if (chain !== null) {
      path.push(...chain);
      const at = placeIn(event, path, path.length, ids);
      if (at !== IN_THE_WAY) {
        rests.push(restAfter(path, at));
        path.length = length;
        for (const tail of branch.swallowed) {
          const whole = [...path, ...tail];
          const place = placeIn(event, whole, whole.length, ids);
          if (place === IN_THE_WAY) again.push(whole);
          else rests.push(restAfter(whole, place));
        }
        branches.splice(i, 1);
        i -= 1;
        continue;
      }
    } else {
      prune(branch.children, path, event, ids, rests, again);
      if (branch.children.length === 0) {
        branches.splice(i, 1);
        i -= 1;
      }
    }
    path.length = length;
  }
}

/**
 * The event of `leaf` has been run. Of the sequences that it had taken in:
 * those that begin with it, without it; those that turn out not to (there the
 * event was the last, predicted one) are asked for anew beside it.
 */
export function restsOfLeaf(
  leaf: Branch,
  event: Event,
  ids: FootprintIds,
): { below: Sequence[]; beside: Sequence[] } {
  const below: Sequence[] = [];
  const beside: Sequence[] = [];
  for (const sequence of leaf.swallowed) {
    const at = placeIn(event, sequence, sequence.length, ids);
    if (at === IN_THE_WAY) beside.push(sequence);
    else below.push(restAfter(sequence, at));
  }
  return { below, beside };
}

function restAfter(sequence: Sequence, at: number): Sequence {
  return at >= 0 ? without(sequence, at) : [...sequence];
}

function without(sequence: Sequence, at: number): Sequence {
  return [...sequence.slice(0, at), ...sequence.slice(at + 1)];
}

function swallow(leaf: Branch, sequence: Sequence): void {
  if (sequence.length === 1) return;
  for (const known of leaf.swallowed) if (sameSequence(known, sequence)) return;
  leaf.swallowed = [...leaf.swallowed, sequence];
}

function sameSequence(a: Sequence, b: Sequence): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i]!;
    const y = b[i]!;
    if (x.key !== y.key || x.footprint !== y.footprint || !sameEvent(x, y)) return false;
  }
  return true;
}
