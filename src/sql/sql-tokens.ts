/** A piece of a statement. Words are in lower case, as SQL compares them. */
export interface SqlToken {
  readonly kind: 'word' | 'number' | 'text' | 'parameter' | 'sign';
  readonly text: string;
}

const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?)(?![A-Za-z0-9_.])|'((?:[^']|'')*)'|(\?)(?!\d)|(<=|>=|<>|!=|==|\|\||[=<>(),*+\-/%;]))/y;

const KINDS = ['word', 'number', 'text', 'parameter', 'sign'] as const;

/**
 * The pieces of a simple statement, or null where it holds anything else
 * (comments, quoted or dotted names, numbered parameters): then nobody pretends
 * to understand it.
 */
export function tokensOf(sql: string): SqlToken[] | null {
  if (sql.includes('--') || sql.includes('/*')) return null;
  const tokens: SqlToken[] = [];
  const whole = sql.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const match = TOKEN.exec(whole);
    if (match === null) return null;
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const kind = KINDS[group - 1]!;
    const text = match[group]!;
    tokens.push({
      kind,
      text:
        kind === 'word' ? text.toLowerCase() : kind === 'text' ? text.replaceAll("''", "'") : text,
    });
  }
  if (tokens.at(-1)?.text === ';' && tokens.at(-1)?.kind === 'sign') tokens.pop();
  return tokens;
}

/** The same pieces as SQL again. */
export function sqlOf(tokens: readonly SqlToken[]): string {
  return tokens
    .map(({ kind, text }) => (kind === 'text' ? `'${text.replaceAll("'", "''")}'` : text))
    .join(' ');
}
