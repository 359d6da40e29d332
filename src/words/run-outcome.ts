import type { LayerName } from '../domain/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { Judgement } from '../verdict/index.js';

/** Findings of these assertions say that a wanted order was kept from going out. */
const OVER_BLOCKING_ASSERTIONS: ReadonlySet<string> = new Set(['exactly-one']);

/** What happened to one order, in the order in which it happened. */
export interface Outcome {
  readonly kind: 'bought' | 'duplicate' | 'sold' | 'blocked';
  readonly atUs: number;
  readonly symbol: string;
  /** Shares; null where a guard stopped the order before it had any. */
  readonly quantity: number | null;
  readonly layer: LayerName | null;
}

/** Fills and stopped attempts of a run as one sequence. Duplicates are the judgement's, never found here. */
export function runOutcomes(judgement: Judgement): readonly Outcome[] {
  const extra = duplicateFills(judgement);
  const fills = judgement.fills.map((fill, index): Outcome => {
    const bought = fill.side === 'BUY' || fill.side === 'BUY_TO_COVER';
    const kind = extra.has(index) ? 'duplicate' : bought ? 'bought' : 'sold';
    return { kind, atUs: fill.atUs, symbol: fill.symbol, quantity: fill.quantity, layer: null };
  });
  const blocked = judgement.blocked.map(({ atUs, symbol, layer }): Outcome => {
    return { kind: 'blocked', atUs, symbol, quantity: null, layer };
  });
  // Determinism: sort is stable, so at one instant fills come before what was stopped.
  return [...fills, ...blocked].sort((left, right) => left.atUs - right.atUs);
}

/**
 * Which of `judgement.fills` are the duplicates: indices. A finding names the
 * moment and the symbol of an extra fill; where the findings do not add up to
 * the judgement's count, the last `count` BUY fills of the symbol stand for them.
 */
export function duplicateFills(judgement: Judgement): ReadonlySet<number> {
  const named = new Map<string, number>();
  for (const { duplicateKind, symbol, atUs } of judgement.findings) {
    if (duplicateKind === null || symbol === null) continue;
    const key = `${symbol}@${atUs}`;
    named.set(key, (named.get(key) ?? 0) + 1);
  }
  const buys = new Map<string, number[]>();
  judgement.fills.forEach((fill, index) => {
    if (fill.side !== 'BUY') return;
    const indices = buys.get(fill.symbol) ?? [];
    indices.push(index);
    buys.set(fill.symbol, indices);
  });
  const extra = new Set<number>();
  for (const { symbol, count } of judgement.duplicates) {
    const indices = buys.get(symbol) ?? [];
    const left = new Map(named);
    // From the last to the first: of several fills at one instant the later ones are extra.
    const matched = indices.toReversed().filter((index) => {
      const key = `${symbol}@${judgement.fills[index]!.atUs}`;
      const waiting = left.get(key) ?? 0;
      left.set(key, waiting - 1);
      return waiting > 0;
    });
    for (const index of matched.length === count ? matched : indices.slice(-count))
      extra.add(index);
  }
  return extra;
}

/** How many attempts each layer stopped, in the order of the guard set. */
export function blockedByLayer(run: {
  readonly header: Pick<TapeHeader, 'guards'>;
  readonly judgement: Pick<Judgement, 'blocked'>;
}): readonly { readonly layer: LayerName; readonly count: number }[] {
  const counts = new Map<LayerName, number>(run.header.guards.map((layer) => [layer, 0]));
  for (const { layer } of run.judgement.blocked) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return [...counts].map(([layer, count]) => ({ layer, count })).filter(({ count }) => count > 0);
}

export function duplicatesCount(judgement: Pick<Judgement, 'duplicates'>): number {
  return judgement.duplicates.reduce((sum, { count }) => sum + count, 0);
}

/** Wanted orders that were kept from going out, as the findings say. */
export function overBlockedCount(judgement: Pick<Judgement, 'findings'>): number {
  return judgement.findings.filter(({ assertion }) => OVER_BLOCKING_ASSERTIONS.has(assertion))
    .length;
}

/** Says of a fill event on the tape whether the judgement counts it as a duplicate. */
export function duplicateMatcher(
  judgement: Judgement,
): (event: { readonly seq: number; readonly symbol: string; readonly atUs: number }) => boolean {
  const seqs = new Set(
    judgement.findings.filter(({ duplicateKind }) => duplicateKind !== null).map(({ seq }) => seq),
  );
  if (seqs.size === duplicatesCount(judgement)) return ({ seq }) => seqs.has(seq);
  const keys = new Set(
    [...duplicateFills(judgement)].map((index) => {
      const { symbol, atUs } = judgement.fills[index]!;
      return `${symbol}@${atUs}`;
    }),
  );
  return ({ symbol, atUs }) => keys.has(`${symbol}@${atUs}`);
}
