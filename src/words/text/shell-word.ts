const PLAIN = /^[A-Za-z0-9_./@%+=:,-]+$/;
const PRINTABLE = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f]*$/;

/**
 * One word of a shell command, quoted only where it has to be. Text that holds
 * control or unusual characters is written with `$'…'` escapes, so that the line
 * can be pasted and still shows what is in it.
 * @example shellWord("it's") // "'it'\\''s'"
 */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text.startsWith('-') ? `./${text}` : text;
  if (PRINTABLE.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  let word = '';
  for (const character of text) word += ansiEscaped(character);
  return `$'${word}'`;
}

function ansiEscaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return character;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
