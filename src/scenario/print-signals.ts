import { formatMoney } from '../domain/index.js';
import type { signal } from './definition-signal.js';
import { SIGNALS_COUNT_MAX } from './definition-signal.js';
import { formatDuration } from './duration.js';
import type { Written } from './field-shapes.js';
import type { Scenario, ScenarioSignal } from './scenario.js';
import { idOf } from './signals.js';

/** The signals as entries of a file: those that repeat in one, with `count` and `every`. */
export function writtenSignals({ signals, system }: Scenario): Written<typeof signal>[] {
  const entries: Written<typeof signal>[] = [];
  for (let index = 0; index < signals.length; ) {
    const run = repeatsFrom(signals, index);
    const first = signals[index]!;
    const id = run === null ? first.id : run.stem;
    entries.push({
      id: id === idOf(undefined, entries.length) ? undefined : id,
      at: formatDuration(first.atUs),
      symbol: first.symbol,
      side: first.side,
      quantity: first.quantity === null ? undefined : String(first.quantity),
      price: formatMoney(first.price),
      path: first.path,
      runner: first.runner === system.runners[0]?.id ? undefined : first.runner,
      'scale-in': String(first.scaleIn),
      count: run === null ? undefined : String(run.count),
      every: run === null || run.everyUs === 0 ? undefined : formatDuration(run.everyUs),
    });
    index += run?.count ?? 1;
  }
  return entries;
}

/** Signals `x#1`, `x#2`, … that differ in nothing but even times; null where there is but one. */
function repeatsFrom(
  signals: readonly ScenarioSignal[],
  start: number,
): { readonly stem: string; readonly count: number; readonly everyUs: number } | null {
  const first = signals[start]!;
  const second = signals[start + 1];
  const stem = /^(.+)#1$/s.exec(first.id)?.[1];
  if (stem === undefined || second === undefined) return null;
  const everyUs = second.atUs - first.atUs;
  if (everyUs < 0) return null;
  let count = 1;
  while (count < SIGNALS_COUNT_MAX) {
    const next = signals[start + count];
    if (next === undefined || next.id !== `${stem}#${count + 1}`) break;
    if (next.atUs !== first.atUs + count * everyUs || !isAlike(next, first)) break;
    count++;
  }
  return count === 1 ? null : { stem, count, everyUs };
}

function isAlike(a: ScenarioSignal, b: ScenarioSignal): boolean {
  const keys = Object.keys(a) as (keyof ScenarioSignal)[];
  return keys.every((key) => key === 'id' || key === 'atUs' || a[key] === b[key]);
}
