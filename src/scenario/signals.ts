import type { ScenarioFields } from './definition.js';
import type { ScenarioSignal } from './scenario.js';

/** The id of an entry: as written, else `s` and its place in the list, counted from 1. */
export function idOf(written: string | undefined, index: number): string {
  return written ?? `s${index + 1}`;
}

/**
 * Writes out the entries of a file, in their order: an entry with `count: n`
 * becomes n signals `id#1` … `id#n`, `every` apart.
 */
export function expandSignals(
  entries: ScenarioFields['signals'],
  runnerDefault: string,
): ScenarioSignal[] {
  const signals: ScenarioSignal[] = [];
  for (const [index, entry] of entries.entries()) {
    const { symbol, side, price, path, count = 1, every = 0 } = entry;
    const id = idOf(entry.id, index);
    const rest = { symbol, side, quantity: entry.quantity ?? null, price, path };
    const runner = entry.runner ?? runnerDefault;
    for (let k = 0; k < count; k++) {
      const atUs = entry.at + k * every;
      const name = count === 1 ? id : `${id}#${k + 1}`;
      signals.push({ id: name, ...rest, scaleIn: entry['scale-in'], atUs, runner });
    }
  }
  return signals;
}
