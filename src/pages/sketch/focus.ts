import type { TapeEvent } from '../../tape/index.js';
import type { Judgement } from '../../verdict/index.js';

/** Which events belong to what the judgement talks about. */
interface Focus {
  /** Symbols with duplicates first, then those of other findings, then those that were stopped. */
  readonly symbols: readonly string[];
  /** Call it with every event in order: a task belongs to the focus from its first symbol on. */
  holds(event: TapeEvent): boolean;
}

/** Symbols followed at most: a timeline of more could not be read. */
const SYMBOLS_MAX = 12;

export function focusOf(judgement: Judgement): Focus {
  const named = [
    ...judgement.duplicates.map(({ symbol }) => symbol),
    ...judgement.findings.map(({ symbol }) => symbol),
    ...judgement.blocked.map(({ symbol }) => symbol),
  ];
  const symbols = [...new Set(named.filter((symbol) => symbol !== null))].slice(0, SYMBOLS_MAX);
  const wanted = new Set(symbols);
  /** The symbol that each task spoke of last; only tasks of the focus are kept. */
  const tasks = new Set<string>();
  return {
    symbols,
    holds(event) {
      const symbol = 'symbol' in event ? event.symbol : null;
      if (symbol === null) return event.task !== null && tasks.has(event.task);
      const isWanted = wanted.has(symbol);
      if (event.task !== null) {
        if (isWanted) tasks.add(event.task);
        else tasks.delete(event.task);
      }
      return isWanted;
    },
  };
}
