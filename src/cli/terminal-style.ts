import { paint, type Tone } from '../formats/index.js';

/** Colours words, or leaves them alone; no meaning is carried by colour alone. */
export function styleFor(colour: 'plain' | 'colour'): (tone: Tone, text: string) => string {
  return (tone, text) => paint(text, tone, colour === 'colour');
}
