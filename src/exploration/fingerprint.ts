import type { HappensBefore } from './happens-before.js';
import { fold32, foldNumber, mix32 } from './hash.js';
import type { Recording } from './recording.js';

/** How a completion is named inside a fingerprint. By its key, unless symmetry renames it. */
export type Naming = (key: number) => number;

/**
 * The canonical form of a run's class, as 64 bits in two halves. A step's own
 * hash covers its key, its answers and the hashes of its immediate
 * predecessors, thus its whole causal past; the class is the sum over its
 * steps, so that the order of concurrent steps leaves no trace. Equal classes
 * have equal fingerprints; unequal ones collide by chance only (for a million
 * classes: 10¹² / 2 / 2⁶⁴ ≈ 3 · 10⁻⁸). A collision would miscount; exploration
 * never prunes by fingerprint.
 */
export class ClassFingerprint {
  high = 0;
  low = 0;
  readonly #stepHigh: number[] = [];
  readonly #stepLow: number[] = [];
  #known = 0;

  /** `from`: the first step that may differ from the last update's run (same naming). */
  update(run: Recording, relation: HappensBefore, from = 0, naming?: Naming): void {
    const start = Math.min(from, this.#known);
    const stepHigh = this.#stepHigh;
    const stepLow = this.#stepLow;
    for (let step = start; step < run.length; step += 1) {
      const key = run.completions[step]!.key;
      const name = naming === undefined ? key : naming(key);
      let high = foldNumber(0x1234567, name);
      let low = foldNumber(0x89abcde, name);
      const answers = run.answers[step]!;
      for (let i = 0; i < answers.length; i += 1) {
        high = fold32(high, answers[i]! ? 3 : 5);
        low = fold32(low, answers[i]! ? 7 : 11);
      }
      let pastHigh = 0;
      let pastLow = 0;
      for (let edge = relation.edgeStart[step]!; edge < relation.edgeStart[step + 1]!; edge += 1) {
        const earlier = relation.edgeFrom[edge]!;
        pastHigh = (pastHigh + mix32(stepHigh[earlier]! ^ 0x5bd1e995)) | 0;
        pastLow = (pastLow + mix32(stepLow[earlier]! ^ 0x27d4eb2f)) | 0;
      }
      stepHigh[step] = fold32(high, pastHigh ^ Math.imul(pastLow, 0x2545f491));
      stepLow[step] = fold32(low, pastLow ^ Math.imul(pastHigh, 0x6c078965));
    }
    this.#known = run.length;
    let high = run.length;
    let low = ~run.length;
    for (let step = 0; step < run.length; step += 1) {
      high = (high + mix32(stepHigh[step]! + 0x3c6ef372)) | 0;
      low = (low + mix32(stepLow[step]! + 0x1b873593)) | 0;
    }
    this.high = high | 0;
    this.low = low | 0;
  }

  /** The class of the run's first `length` steps, as a name: equal for equal prefixes whatever their order. */
  prefix(length: number): string {
    let high = length;
    let low = ~length;
    for (let step = 0; step < length; step += 1) {
      high = (high + mix32(this.#stepHigh[step]! + 0x3c6ef372)) | 0;
      low = (low + mix32(this.#stepLow[step]! + 0x1b873593)) | 0;
    }
    return `${high}:${low}`;
  }

  /** 16 hexadecimal digits, for tables and tests. */
  get text(): string {
    return half(this.high) + half(this.low);
  }
}

function half(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
