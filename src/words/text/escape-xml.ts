import { visibleText } from './visible-text.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text as XML 1.0 holds it, between tags and inside a quoted attribute. What XML
 * cannot hold (control characters, lone surrogates, U+FFFE and U+FFFF) becomes
 * visible first; a line break does too, so lines are escaped one by one.
 * @example escapeXml(']]>\u0000') // ']]&gt;␀'
 */
export function escapeXml(text: string): string {
  return visibleText(text)
    .replace(
      /[\ufffe\uffff]/g,
      (unit) => `\u27e8U+${unit.charCodeAt(0).toString(16).toUpperCase()}\u27e9`,
    )
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
