import type { RunOutcome } from './run-outcome.js';

/**
 * Whether the outcome of a run of several symbols is put together of outcomes
 * that were found where each symbol ran alone: null, or in words what is in none.
 * What an outcome says of a symbol must be what one outcome of that symbol says.
 * Errors that name no symbol must be those of the chosen outcomes together.
 * @param found the outcomes of each of `symbols`, in the same order
 */
export function misfitOf(
  whole: RunOutcome,
  symbols: readonly string[],
  found: readonly (readonly RunOutcome[])[],
): string | null {
  const known = new Set(symbols);
  const general = generalErrors(whole, known);
  const fitting: ReadonlySet<string>[][] = [];
  for (const [index, symbol] of symbols.entries()) {
    const said = shareOf(whole, symbol);
    const own = (found[index] ?? []).filter((outcome) => shareOf(outcome, symbol) === said);
    if (own.length === 0) return said;
    fitting.push(own.map((outcome) => generalErrors(outcome, known)));
  }
  if (canMake(general, fitting)) return null;
  return `${[...general].join(', ') || 'no error'} in the run as a whole`;
}

/** What an outcome says of one symbol, in words: equal words, equal share. */
function shareOf({ fills, duplicates, errorsOf }: RunOutcome, symbol: string): string {
  const kinds = duplicates
    .filter((duplicate) => duplicate.symbol === symbol)
    .map(({ kind, count }) => `${kind} ${count}`)
    .sort();
  const errors = errorsOf
    .filter((error) => error.symbol === symbol)
    .map(({ assertion }) => assertion);
  const wrong = [...errors, ...kinds];
  return `${symbol} bought ${fills[symbol] ?? 0} times, ${wrong.length === 0 ? 'nothing wrong' : wrong.join(', ')}`;
}

/** Errors that speak of none of these symbols. */
function generalErrors(
  { errorsOf }: RunOutcome,
  symbols: ReadonlySet<string>,
): ReadonlySet<string> {
  const general = errorsOf.filter(({ symbol }) => symbol === null || !symbols.has(symbol));
  return new Set(general.map(({ assertion }) => assertion));
}

/** Is `wanted` the union of one set out of each list? */
function canMake(
  wanted: ReadonlySet<string>,
  lists: readonly (readonly ReadonlySet<string>[])[],
): boolean {
  const from = (index: number, left: ReadonlySet<string>): boolean => {
    const list = lists[index];
    if (list === undefined) return left.size === 0;
    return list.some(
      (one) =>
        [...one].every((name) => wanted.has(name)) &&
        from(index + 1, new Set([...left].filter((name) => !one.has(name)))),
    );
  };
  return from(0, wanted);
}
