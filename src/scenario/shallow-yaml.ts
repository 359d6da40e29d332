/** The `yaml` package's parser with a bound on nesting. */
import { Composer, type Document, type LineCounter, Parser } from 'yaml';

/**
 * Open collections inside each other. A scenario has about six; the package
 * overflows the host's stack at some thousands, and on Node 20 a regular
 * expression that is compiled near the end of the stack aborts the process.
 */
export const NESTING_MAX = 200;

type ShallowYaml =
  | { readonly ok: true; readonly document: Document.Parsed; readonly secondAt: number | null }
  /** Where the collection begins that is one too deep. */
  | { readonly ok: false; readonly tooDeepAt: number };

/**
 * Parses the first document of a text. The package makes a tree in two steps:
 * one with a stack of its own, which costs no host stack and is watched here, and
 * one that walks it by recursion, which begins only where the first stayed shallow.
 */
export function parseShallowYaml(
  text: string,
  options: {
    readonly schema: 'failsafe';
    readonly uniqueKeys: false;
    readonly prettyErrors: false;
  },
  lines: LineCounter,
): ShallowYaml {
  const parser = new WatchedParser(lines.addNewLine);
  const tokens = [];
  for (const token of parser.parse(text)) {
    if (parser.tooDeepAt !== null) break;
    tokens.push(token);
  }
  if (parser.tooDeepAt !== null) return { ok: false, tooDeepAt: parser.tooDeepAt };
  const composer = new Composer({ ...options, lineCounter: lines });
  const [document, second] = composer.compose(tokens, true, text.length);
  return {
    ok: true,
    // Forced: there is a document even where there are no tokens.
    document: document as Document.Parsed,
    secondAt: second === undefined ? null : second.range[0],
  };
}

class WatchedParser extends Parser {
  tooDeepAt: number | null = null;

  /** Takes no further tokens once it is too deep: what is open is then closed, level by level. */
  override *next(source: string): ReturnType<Parser['next']> {
    if (this.tooDeepAt !== null) return;
    const at = this.offset;
    yield* super.next(source);
    if (this.stack.length > NESTING_MAX) this.tooDeepAt = at;
  }
}
