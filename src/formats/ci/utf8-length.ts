/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) {
      // A pair of surrogates is one character of four bytes.
      bytes += 4;
      index++;
    } else bytes += 3;
  }
  return bytes;
}

/**
 * A text of at most so many UTF-16 units, its cut announced.
 * @example cutText('abcdefghij', 4) // 'abcd… (6 more characters)'
 */
export function cutText(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  // Not through the middle of a pair.
  const end = /[\ud800-\udbff]/.test(text[lengthMax - 1] ?? '') ? lengthMax - 1 : lengthMax;
  return `${text.slice(0, end)}\u2026 (${text.length - end} more characters)`;
}
