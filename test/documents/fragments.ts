/** A Markdown text with its measured places filled in anew; each lies between two comments. */
export function withFragments(text: string, fragments: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [name, fragment] of Object.entries(fragments)) {
    const [open, close] = [`<!-- measured: ${name} -->\n`, `\n<!-- end of ${name} -->`];
    const from = filled.indexOf(open) + open.length;
    const to = filled.indexOf(close);
    if (!filled.includes(open) || to < 0) throw new Error(`no place for it: ${open}…${close}`);
    filled = filled.slice(0, from) + fragment + filled.slice(Math.max(from, to));
  }
  return filled;
}

/** A fenced code block. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** What stands in a measured place now; nothing where there is no such place yet. */
export function fragmentOf(text: string, name: string): string {
  const [open, close] = [`<!-- measured: ${name} -->\n`, `\n<!-- end of ${name} -->`];
  const from = text.indexOf(open);
  return from < 0 ? '' : text.slice(from + open.length, text.indexOf(close));
}
