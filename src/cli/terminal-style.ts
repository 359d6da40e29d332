import type { Io, Output } from './io.js';

export type Tone = 'good' | 'bad' | 'dim' | 'bold';

const CODES: Readonly<Record<Tone, string>> = { good: '32', bad: '31', dim: '2', bold: '1' };

/** Colours words on a terminal and leaves them alone elsewhere; no meaning is carried by colour alone. */
export function styleFor(output: Output, io: Io): (tone: Tone, text: string) => string {
  if (!output.isTerminal || io.colour === 'refused') return (_tone, text) => text;
  return (tone, text) => `\u001b[${CODES[tone]}m${text}\u001b[0m`;
}
