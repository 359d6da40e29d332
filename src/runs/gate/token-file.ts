import { parseRunToken } from '../../experiments/index.js';
import {
  type GuardSet,
  LATENCY_OPERATIONS,
  type LatencyOperation,
  type LatencyProfile,
  type Problem,
  parseFault,
  parseGuardSet,
  parseProfile,
  quoteText,
  type ReadRecorded,
  type WrittenFault,
} from '../../scenario/index.js';
import { suggestionFor } from '../did-you-mean.js';

/**
 * A failing order that somebody kept, one line of a file:
 * `scenario guards token [--latency OP=PROFILE]… [--fault FAULT]…`. Words are apart by spaces or
 * tabs; one with a space in it stands in double quotes, as in JSON. A line that
 * begins with `#` is a remark.
 */
export interface SavedToken {
  readonly scenario: string;
  readonly guardSet: GuardSet;
  readonly token: string;
  readonly latency: ReadonlyMap<LatencyOperation, LatencyProfile>;
  readonly faults: readonly WrittenFault[];
  /** Latency and faults as they were written, word by word. */
  readonly options: readonly string[];
  /** Where the line stands. */
  readonly path: string;
  readonly line: number;
}

interface TokenFile {
  readonly tokens: readonly SavedToken[];
  readonly problems: readonly Problem[];
}

interface Word {
  readonly text: string;
  /** Counts from 1. */
  readonly column: number;
}

/** What a wrong word is refused with; caught where its line is known. */
class Refused extends Error {
  constructor(
    readonly word: Word,
    readonly expected: string,
    readonly found: string,
    readonly hint: string,
  ) {
    super(expected);
  }
}

/** Reads a file of saved tokens: every line that is wrong is told, not only the first. */
export function parseTokenFile(
  text: string,
  { path, readRecorded }: { readonly path: string; readonly readRecorded: ReadRecorded },
): TokenFile {
  const tokens: SavedToken[] = [];
  const problems: Problem[] = [];
  for (const [index, source] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (/^\s*(#|$)/.test(source)) continue;
    try {
      tokens.push({ ...readLine(source, readRecorded), path, line });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { word, expected, found, hint } = error;
      problems.push({ path, line, column: word.column, field: '', expected, found, hint });
    }
  }
  return { tokens, problems };
}

function readLine(source: string, readRecorded: ReadRecorded): Omit<SavedToken, 'path' | 'line'> {
  const words = wordsOf(source);
  const [scenario, guards, token, ...options] = words;
  if (scenario === undefined || guards === undefined || token === undefined)
    throw new Refused(
      words.at(-1)!,
      'a scenario, a guard set and a token',
      `${words.length} ${words.length === 1 ? 'word' : 'words'}`,
      'for instance: scenarios/x.yaml three-layer 1DCcNTBgwCCx9eAXbTH',
    );
  const set = parseGuardSet(guards.text);
  if (!set.ok) throw new Refused(guards, set.refusal.expected, set.refusal.found, set.refusal.hint);
  const parsed = parseRunToken(token.text);
  if (parsed.kind === 'damaged')
    throw new Refused(
      token,
      'a token',
      quoteText(token.text),
      `copy it again, whole: ${parsed.why}`,
    );
  return {
    scenario: scenario.text,
    guardSet: set.value,
    token: token.text,
    ...readOptions(options, readRecorded),
    options: options.map(({ text }) => text),
  };
}

function wordsOf(source: string): readonly Word[] {
  return [...source.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map((match) => {
    const word = { text: match[0], column: match.index + 1 };
    if (!word.text.startsWith('"')) return word;
    try {
      return { ...word, text: String(JSON.parse(word.text)) };
    } catch {
      throw new Refused(word, 'a word in double quotes', quoteText(word.text), 'close the quotes');
    }
  });
}

function readOptions(
  words: readonly Word[],
  readRecorded: ReadRecorded,
): Pick<SavedToken, 'latency' | 'faults'> {
  const latency = new Map<LatencyOperation, LatencyProfile>();
  const faults: WrittenFault[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const option = words[at]!;
    const value = words[at + 1] ?? option;
    if (option.text === '--fault') {
      const fault = parseFault(value.text);
      if (!fault.ok) {
        const { expected, found, hint } = fault.refusal;
        throw new Refused(value, expected, found, hint);
      }
      faults.push(fault.value);
      continue;
    }
    if (option.text !== '--latency')
      throw new Refused(
        option,
        '--latency OP=PROFILE or --fault FAULT',
        quoteText(option.text),
        'leave it out',
      );
    const [name = '', ...rest] = value.text.split('=');
    const operation = LATENCY_OPERATIONS.find((known) => known === name);
    if (operation === undefined)
      throw new Refused(
        value,
        'OP=PROFILE, for instance db.write=constant(5ms)',
        quoteText(value.text),
        suggestionFor(name, LATENCY_OPERATIONS),
      );
    const profile = parseProfile(rest.join('='), readRecorded);
    if (!profile.ok) {
      const { expected, found, hint } = profile.refusal;
      throw new Refused(value, expected, found, hint);
    }
    latency.set(operation, profile.value);
  }
  return { latency, faults };
}

/** A line as `parseTokenFile` reads it. */
export function printSavedToken(words: readonly string[]): string {
  return words.map((word) => (/^[^\s"#]\S*$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
