import type { TapeHeader } from '../tape/index.js';
import { shellWord } from './text/shell-word.js';

/**
 * The line that replays a run when it is pasted into a shell. What the tape does not
 * know (latencies given on the command line) comes as further words, quoted here.
 * @example 'npx racetape replay scenarios/app-4x-buy.yaml --guards none --seed 1'
 */
export function replayLine(header: TapeHeader, extraOptions: readonly string[] = []): string {
  const { scenario, guardSet, seed, token } = header;
  const words = ['npx', 'racetape', 'replay', shellWord(scenario.path)];
  words.push('--guards', shellWord(guardSet));
  // A token knows its seed.
  if (token === '') words.push('--seed', String(seed));
  else words.push('--token', shellWord(token));
  for (const option of extraOptions) words.push(optionWord(option));
  return words.join(' ');
}

/** The name of an option stands as it is; everything else is quoted where it must be. */
export function optionWord(word: string): string {
  return /^--[a-z-]+$/.test(word) ? word : shellWord(word);
}
