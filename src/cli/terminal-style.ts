type Tone = 'good' | 'bad' | 'dim' | 'bold';

const CODES: Readonly<Record<Tone, string>> = { good: '32', bad: '31', dim: '2', bold: '1' };

/** Colours words, or leaves them alone; no meaning is carried by colour alone. */
export function styleFor(colour: 'plain' | 'colour'): (tone: Tone, text: string) => string {
  if (colour === 'plain') return (_tone, text) => text;
  return (tone, text) => `\u001b[${CODES[tone]}m${text}\u001b[0m`;
}
