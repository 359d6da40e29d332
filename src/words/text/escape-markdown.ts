import { visibleText } from './visible-text.js';

/** Marks that can open markup inside a line, or a link, an emoji, a formula; the dot of `www.` makes a link too. */
const MARKS = /[!#$&*:<>@[\\\]_`{|}~]|(?<=www)\./gi;

/**
 * Text as Markdown shows it inside a line or a table cell: its punctuation is
 * written as character references, and a reference never opens markup
 * (CommonMark 0.31, §2.5). The empty comment keeps GitHub, which looks for names
 * and numbers after rendering, from calling a person or an issue.
 * @example escapeMarkdown('a|b') // 'a&#124;b'
 */
export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(MARKS, (mark) => {
    const reference = `&#${mark.charCodeAt(0)};`;
    return mark === '@' || mark === '#' ? `${reference}<!-- -->` : reference;
  });
}

/**
 * Lines as a block of code: nothing in them is markup, since the fence is longer
 * than any run of backticks inside.
 */
export function codeBlock(lines: readonly string[]): string {
  const shown = lines.map(visibleText);
  const runs = shown.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(runs.reduce((most, length) => Math.max(most, length), 2) + 1);
  return `${fence}\n${shown.join('\n')}\n${fence}\n`;
}
