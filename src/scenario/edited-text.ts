/** A word of a text that another one takes the place of. */
export interface WordReplaced {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/** The text with other words; of two for one place the later counts. */
export function replaceWords(text: string, words: readonly WordReplaced[]): string {
  const byStart = new Map(words.map((word) => [word.start, word]));
  let edited = '';
  let done = 0;
  for (const { start, end, word } of [...byStart.values()].sort((a, b) => a.start - b.start)) {
    edited += text.slice(done, start) + word;
    done = end;
  }
  return edited + text.slice(done);
}

/**
 * Two texts of one file joined: the sections that are named come from `printed`, the others stay
 * byte by byte as in `kept`. A section is a top-level field with the blank lines and the comments at
 * the margin above it.
 */
export function joinSections(kept: string, printed: string, named: ReadonlySet<string>): string {
  if (named.size === 0) return kept;
  const before = sectionsOf(kept);
  const newline = kept.includes('\r\n') ? '\r\n' : '\n';
  return sectionsOf(printed)
    .map(({ name, text }) => {
      const old = before.find((section) => section.name === name);
      return old === undefined || named.has(name) ? text.replaceAll('\n', newline) : old.text;
    })
    .join('');
}

interface Section {
  readonly name: string;
  readonly text: string;
}

function sectionsOf(text: string): readonly Section[] {
  const sections: { name: string; text: string }[] = [];
  let above = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const name = /^([\w-]+):(?:\s|$)/.exec(line)?.[1];
    if (name !== undefined) {
      sections.push({ name, text: above + line });
      above = '';
    } else if (/^(?:#|\s*$)/.test(line) || sections.length === 0) above += line;
    else {
      const last = sections.at(-1)!;
      last.text += above + line;
      above = '';
    }
  }
  const last = sections.at(-1);
  if (last !== undefined) last.text += above;
  return sections;
}
