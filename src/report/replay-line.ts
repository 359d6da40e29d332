import type { TapeHeader } from '../tape/index.js';
import { shellWord } from './text/shell-word.js';

/**
 * The line that replays a run when it is pasted into a shell.
 * @example 'npx racetape replay scenarios/app-4x-buy.yaml --guards none --seed 1'
 */
export function replayLine(header: TapeHeader): string {
  return replayWords(header).join(' ');
}

/** The same line word by word, each already quoted. */
export function replayWords(header: TapeHeader): readonly string[] {
  const { scenario, guardSet, seed, token } = header;
  const words = ['npx', 'racetape', 'replay', shellWord(scenario.path)];
  words.push('--guards', shellWord(guardSet), '--seed', String(seed));
  if (token !== '') words.push('--token', shellWord(token));
  return words;
}
