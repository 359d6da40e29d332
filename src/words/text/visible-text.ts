import { type CodeRanges, inRanges } from './code-ranges.js';

const HARMLESS = /^[\x20-\x7e]*$/;

/** Characters that act on a reader instead of being read. */
const INVISIBLE: CodeRanges = [
  [0x0000, 0x001f], // control characters, ESC among them
  [0x007f, 0x009f], // delete, and the second set of controls
  [0x00ad, 0x00ad], // soft hyphen
  [0x034f, 0x034f], // grapheme joiner
  [0x061c, 0x061c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // inherent vowels, shown by nothing
  [0x180b, 0x180f], // Mongolian selectors
  [0x200b, 0x200f], // zero-width characters, left-to-right and right-to-left marks
  [0x2028, 0x202e], // line separators, embeddings and overrides of direction
  [0x2060, 0x206f], // word joiner, isolates, invisible operators
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xdfff], // lone surrogates
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // half-width Hangul filler
  [0xfff0, 0xfffb], // interlinear marks
  [0x1bca0, 0x1bca3], // shorthand controls
  [0x1d173, 0x1d17a], // musical controls
  [0xe0000, 0xe0fff], // tags and selectors
];

/**
 * Makes the invisible visible: a control character becomes its picture
 * (ESC is `␛`), anything else that hides is written as `⟨U+202E⟩`.
 * Text without such characters comes back unchanged.
 * @example visibleText('a\u001b[31mb') // 'a␛[31mb'
 */
export function visibleText(text: string): string {
  if (HARMLESS.test(text)) return text;
  let visible = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    visible += inRanges(code, INVISIBLE) ? picture(code) : character;
  }
  return visible;
}

function picture(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}
