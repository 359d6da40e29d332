import { optionWord } from '../replay-line.js';
import { shellWord } from '../text/shell-word.js';
import type { ExplorationReport } from './exploration.js';

type Asked = Pick<ExplorationReport, 'scenario' | 'guardSet' | 'extraOptions'>;

/**
 * The line that shows one explored order again, the faults that were chosen for it included.
 * @example 'npx racetape replay scenarios/x.yaml --guards three-layer --token 1DCc'
 */
export function tokenLine(
  { scenario, guardSet, extraOptions }: Asked,
  { token, faults = [] }: { readonly token: string; readonly faults?: readonly string[] },
): string {
  const words = ['npx', 'racetape', 'replay', shellWord(scenario.path)];
  words.push('--guards', shellWord(guardSet), ...extraOptions.map(optionWord));
  for (const fault of faults) words.push('--fault', shellWord(fault));
  return [...words, '--token', shellWord(token)].join(' ');
}

/** The line that explores again. */
export function exploreLine(
  explored: Asked & Pick<ExplorationReport, 'mode' | 'timed' | 'seed'>,
): string {
  const { scenario, guardSet, mode, timed, seed, extraOptions } = explored;
  const words = ['npx', 'racetape', 'explore', shellWord(scenario.path)];
  words.push('--guards', shellWord(guardSet));
  if (mode !== 'exhaustive') words.push('--mode', mode);
  if (!timed) words.push('--untimed');
  if (seed !== 1) words.push('--seed', String(seed));
  return [...words, ...extraOptions.map(optionWord)].join(' ');
}
