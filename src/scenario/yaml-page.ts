/** The door to the `yaml` package for reading: text → a plain tree of texts, and the place of everything in it. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Refusal } from './problem.js';
import { quoteText } from './quote-text.js';
import { NESTING_MAX, parseShallowYaml } from './shallow-yaml.js';

/**
 * What a file says, before anything is known of its meaning. A scalar is the
 * text as it stands in the file (`1.10` stays `1.10`): whoever knows the field
 * reads it. `undefined` is a value left empty.
 */
export type Tree = string | undefined | readonly Tree[] | { readonly [key: string]: Tree };

export type TreePath = readonly PropertyKey[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type PlacedRefusal = Refusal & Place & { readonly field: string };

export interface YamlPage {
  /** null where the text is no YAML map at all; then there is at least one refusal. */
  readonly tree: Tree | null;
  readonly refusals: readonly PlacedRefusal[];
  /** Where the value at this path stands; the nearest thing around it where there is none. */
  placeOf(path: TreePath): Place;
  /** Where the key of this entry stands. */
  placeOfKey(path: TreePath): Place;
}

/** 64 MiB, in UTF-16 code units: a million signals written out take less. */
export const TEXT_LENGTH_MAX = 64 * 1024 * 1024;

/** Values that aliases may repeat, over the whole file: a bomb of nine lists of nine needs 3 × 10^8. */
export const ALIASED_VALUES_MAX = 10_000;

const START: Place = { line: 1, column: 1 };

/** Reads one YAML document. Everything that is wrong with it as YAML is among the refusals. */
export function readYamlPage(text: string): YamlPage {
  const unfit = refuseUnfit(text);
  if (unfit !== null) return unreadable([unfit]);
  const lines = new LineCounter();
  const parsed = parseShallowYaml(text, YAML_OPTIONS, lines);
  if (!parsed.ok) return unreadable([tooDeep(placeAt(parsed.tooDeepAt, lines))]);
  const syntax = syntaxRefusals(parsed, lines);
  if (syntax.length > 0) return unreadable(syntax);
  return new PageReader(parsed.document, lines).read();
}

/** What is refused before a YAML parser sees it. */
function refuseUnfit(text: string): PlacedRefusal | null {
  if (text.length > TEXT_LENGTH_MAX) {
    const found = `${text.length} characters`;
    const hint = 'repeat signals with count and every instead of writing them out';
    return { ...START, ...wrong('a file of at most 64 MiB', found, hint), field: '' };
  }
  const offset = text.search(/[\0\ufffd]/);
  if (offset >= 0) {
    const found = text[offset] === '\0' ? 'a NUL byte' : 'bytes that are no UTF-8';
    const before = text.slice(0, offset).split('\n');
    const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    const hint = 'is this a binary file, or saved in another encoding? Save it as UTF-8';
    return { ...place, ...wrong('a text file in UTF-8', found, hint), field: '' };
  }
  return null;
}

function wrong(expected: string, found: string, hint: string): Refusal {
  return { expected, found, hint };
}

function unreadable(refusals: readonly PlacedRefusal[]): YamlPage {
  return { tree: null, refusals, placeOf: () => START, placeOfKey: () => START };
}

/**
 * The failsafe schema resolves no scalar: every one stays text. Duplicate keys
 * are found by our own reader, whose search is not quadratic.
 */
export const YAML_OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

/** One refusal a line: the parser's later words on a line follow from the first. */
function syntaxRefusals(
  { document, secondAt }: { readonly document: Document.Parsed; readonly secondAt: number | null },
  lines: LineCounter,
): PlacedRefusal[] {
  const byLine = new Map<number, PlacedRefusal>();
  const add = (offset: number, words: Refusal): void => {
    const place = placeAt(offset, lines);
    if (!byLine.has(place.line)) byLine.set(place.line, { ...place, field: '', ...words });
  };
  for (const { code, message, pos } of [...document.errors, ...document.warnings])
    add(pos[0], syntaxWords(code, message));
  if (secondAt !== null) {
    const hint = 'put each scenario into a file of its own';
    add(secondAt, wrong('one YAML document', 'a second one', hint));
  }
  return [...byLine.values()];
}

function tooDeep(place: Place): PlacedRefusal {
  const hint = 'a scenario needs no more than a handful of levels; check brackets and indentation';
  return { ...place, field: '', ...wrong(`at most ${NESTING_MAX} nested levels`, 'more', hint) };
}

function placeAt(offset: number, lines: LineCounter): Place {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function syntaxWords(code: string, message: string): Refusal {
  if (code === 'TAB_AS_INDENT') return wrong('valid YAML', message, 'indent with spaces');
  if (code === 'TAG_RESOLVE_FAILED') return wrong('plain values', message, 'remove the !tag');
  const hint = 'a value with ": " or " #" in it needs quotes; check brackets and indentation';
  return wrong('valid YAML', message.replace(/\s+/g, ' '), hint);
}

class PageReader {
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  readonly #refusals: PlacedRefusal[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<string>();
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  #aliasedCount = 0;

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  read(): YamlPage {
    const root = this.#document.contents;
    const tree = root === null ? undefined : this.#treeOf(root, '', false);
    if (tree === undefined && this.#refusals.length === 0) {
      const hint = 'start from one of the files in scenarios/';
      this.#refuse(null, '', wrong('a scenario', 'an empty file', hint));
    }
    return {
      tree: tree ?? null,
      refusals: this.#refusals,
      placeOf: (path) => this.#placeOf(path, 'value'),
      placeOfKey: (path) => this.#placeOf(path, 'key'),
    };
  }

  #treeOf(node: Node | null, field: string, aliased: boolean): Tree {
    if (node === null) return undefined;
    if (aliased) this.#aliasedCount += 1;
    if (isAlias(node)) return this.#treeOfAlias(node.source, node, field);
    // YAML's rule: an alias means the nearest anchor of its name above it.
    if (node.anchor !== undefined && !aliased) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return scalarText(node);
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        this.#within(aliased)
          ? this.#treeOf(item as Node, `${field}[${index}]`, aliased)
          : undefined,
      );
    }
    return isMap(node) ? this.#treeOfMap(node.items as Pair[], field, aliased) : undefined;
  }

  #treeOfMap(pairs: readonly Pair[], field: string, aliased: boolean): Tree {
    // No prototype: a key named __proto__ is a key like any other.
    const map: Record<string, Tree> = Object.create(null);
    for (const { key, value } of pairs) {
      if (!this.#within(aliased)) break;
      if (!isScalar(key)) {
        const hint = 'write the name of a field before the colon';
        this.#refuse(key as Node | null, field, wrong('a field name', 'something else', hint));
        continue;
      }
      const name = String(key.value);
      const inner = fieldName(field, name);
      if (name in map) {
        const hint = 'remove one of the two, or join them';
        this.#refuse(
          key as Node,
          inner,
          wrong('each field once', `${quoteText(name)} again`, hint),
        );
        continue;
      }
      map[name] = this.#treeOf(value as Node | null, inner, aliased);
    }
    return map;
  }

  #treeOfAlias(name: string, node: Node, field: string): Tree {
    const target = this.#anchors.get(name);
    if (target === undefined || this.#open.has(name)) {
      const found = `*${quoteText(name).slice(1, -1)}`;
      const expected = target === undefined ? 'an anchor defined above' : 'an end to the aliases';
      this.#refuse(node, field, wrong(expected, found, 'write the value out'));
      return undefined;
    }
    if (!this.#within(true)) return undefined;
    this.#open.add(name);
    const tree = this.#treeOf(target, field, true);
    this.#open.delete(name);
    if (!this.#within(true)) this.#refuseBomb(node, field);
    return tree;
  }

  #within(aliased: boolean): boolean {
    return !aliased || this.#aliasedCount <= ALIASED_VALUES_MAX;
  }

  #refuseBomb(node: Node, field: string): void {
    if (this.#refusals.some(({ found }) => found === 'more')) return;
    const expected = `aliases that repeat at most ${ALIASED_VALUES_MAX} values`;
    this.#refuse(
      node,
      field,
      wrong(expected, 'more', 'write the values out, or use count and every'),
    );
  }

  #refuse(node: Node | null, field: string, refusal: Refusal): void {
    this.#refusals.push({ ...this.#placeOfNode(node), field, ...refusal });
  }

  #placeOfNode(node: Node | null | undefined): Place {
    const offset = node?.range?.[0];
    if (offset === undefined) return START;
    return placeAt(offset, this.#lines);
  }

  /** Walks down as far as the path goes; the last thing met with a place is the answer. */
  #placeOf(path: TreePath, wanted: 'key' | 'value'): Place {
    let node: Node | null = this.#document.contents;
    let seen: Node | null = node;
    for (const step of path) {
      const within: Node | null = isAlias(node) ? (this.#anchors.get(node.source) ?? null) : node;
      if (isSeq(within)) {
        node = (within.items[Number(step)] ?? null) as Node | null;
      } else if (isMap(within)) {
        const pair = this.#pairsOf(within).get(String(step));
        if (pair === undefined) break;
        seen = pair.key as Node;
        node = pair.value as Node | null;
        if (wanted === 'key' || isEmpty(node)) continue;
      }
      if (node !== null) seen = node;
    }
    return this.#placeOfNode(seen);
  }

  /** The first pair of each name. Indexed once, so that many problems in one map stay linear. */
  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    let pairs = this.#pairs.get(map);
    if (pairs === undefined) {
      const named = (map.items as Pair[]).filter(({ key }) => isScalar(key)).reverse();
      pairs = new Map(named.map((pair) => [String((pair.key as Scalar).value), pair]));
      this.#pairs.set(map, pairs);
    }
    return pairs;
  }
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && scalarText(node) === undefined);
}

/** The text of a scalar; undefined where it is left empty, `~` or `null` without quotes. */
function scalarText(node: { value: unknown; type?: string }): string | undefined {
  const text = String(node.value ?? '');
  const plain = node.type === undefined || node.type === 'PLAIN';
  return plain && ['', '~', 'null'].includes(text) ? undefined : text;
}

/** `signals` and `[2]` and `quantity` → `signals[2].quantity`. */
function fieldName(parent: string, name: string): string {
  const shown = /^[\w.-]+$/.test(name) ? name : quoteText(name);
  return parent === '' ? shown : `${parent}.${shown}`;
}

export function fieldOf(path: TreePath): string {
  return path.reduce<string>(
    (field, step) =>
      typeof step === 'number' ? `${field}[${step}]` : fieldName(field, String(step)),
    '',
  );
}
