import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { z } from 'zod';
import { definition } from './definition.js';
import { joinSections, replaceWords, type WordReplaced } from './edited-text.js';
import { fieldWithin, namesWithin } from './field-shapes.js';
import { parseScenario, type ScenarioResult } from './parse-scenario.js';
import type { Problem } from './problem.js';
import type { ReadRecorded } from './profiles/recorded-file.js';
import { treeOfValue } from './value-tree.js';
import { nodeOf, textOfDocument, wordOnOneLine } from './yaml-nodes.js';
import { fieldOf, readYamlPage, type Tree, type TreePath, YAML_OPTIONS } from './yaml-page.js';

/** One change of a file: a value as one would write it there, or nothing in its place. */
export type ScenarioEdit =
  | { readonly at: TreePath; readonly set: unknown }
  | { readonly at: TreePath; readonly remove: true };

type EditResult =
  | (Extract<ScenarioResult, { ok: true }> & { readonly text: string })
  | Extract<ScenarioResult, { ok: false }>;

/**
 * Changes a file that people write and keeps the rest: a word takes the place of a word and nothing
 * else moves; where entries come or go, their section is printed anew with its comments, and all
 * other sections stay as they are. A new field stands where the definition has it; a list grows by
 * the index behind its last. Edits are made in their order, each on what those before have left.
 * What cannot be edited (a value behind an alias, a list without that entry), or comes to no
 * scenario, is answered with its problems, places being those of the edited text.
 * @example
 * const edited = editScenario(text, [{ at: ['signals', 0, 'price'], set: '541.20' }], { path: 'incident.yaml' });
 * if (edited.ok) writeFileSync('incident.yaml', edited.text);
 */
export function editScenario(
  text: string,
  edits: readonly ScenarioEdit[],
  options: { readonly path: string; readonly readRecorded?: ReadRecorded },
): EditResult {
  const page = readYamlPage(text);
  if (page.tree === null) return parseScenario(text, options) as EditResult;
  const document = parseDocument(text, YAML_OPTIONS);
  const words: WordReplaced[] = [];
  const sections = new Set<string>();
  let wanted = page.tree;
  for (const edit of edits) {
    const word = editNode(document, edit);
    const after = word === 'impossible' ? null : editTree(wanted, edit.at, valueIn(edit));
    if (word === 'impossible' || after === null)
      return impossible(edit, options.path, page.placeOf(edit.at));
    wanted = after;
    if (word === null) sections.add(String(edit.at[0]));
    else words.push(word);
  }
  const whole = textOfDocument(document);
  const kept = joinSections(replaceWords(text, words), whole, sections);
  const edited = says(kept, wanted) ? kept : whole;
  const last = edits.at(-1);
  // A value that others are aliases of has changed in those places too.
  if (last !== undefined && !says(edited, wanted)) {
    return impossible(last, options.path, page.placeOf(last.at));
  }
  const result = parseScenario(edited, options);
  return result.ok ? { ...result, text: edited } : result;
}

function valueIn(edit: ScenarioEdit): Tree {
  return 'set' in edit ? treeOfValue(edit.set) : undefined;
}

function says(text: string, wanted: Tree): boolean {
  return sorted(readYamlPage(text).tree ?? undefined) === sorted(wanted);
}

/** As text in which the order of keys plays no part, and an empty value is none. */
function sorted(tree: Tree): string {
  return JSON.stringify(tree, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function impossible(
  { at }: ScenarioEdit,
  path: string,
  place: { readonly line: number; readonly column: number },
): EditResult {
  const field = fieldOf(at);
  const problem: Problem = {
    path,
    ...place,
    field,
    expected: 'a place that can be edited',
    found: 'none',
    hint: 'write aliases out; a list has no gaps; what is removed has to be there',
  };
  return { ok: false, problems: [problem], unlisted: 0 };
}

/** The tree after an edit; null where there is no such place. */
function editTree(tree: Tree, [step, ...rest]: TreePath, value: Tree): Tree | null {
  if (step === undefined) return value ?? null;
  const isLast = rest.length === 0;
  if (Array.isArray(tree)) {
    const index = Number(step);
    const canBe = Number.isInteger(index) && index >= 0 && index <= tree.length;
    if (!canBe || (index === tree.length && value === undefined)) return null;
    if (isLast && value === undefined) return tree.toSpliced(index, 1);
    const inner = editTree(tree[index], rest, value);
    return inner === null ? null : tree.toSpliced(index, 1, inner);
  }
  if (typeof tree === 'string') return null;
  const map = tree as { readonly [key: string]: Tree } | undefined;
  const name = String(step);
  if (value === undefined && (map === undefined || !(name in map))) return null;
  const { [name]: old, ...others } = { ...map };
  if (isLast && value === undefined) return others;
  const inner = editTree(old, rest, value);
  return inner === null ? null : { ...others, [name]: inner };
}

/** Edits the nodes. Answers the word that takes the place of another, null where more has changed. */
function editNode(
  document: Document.Parsed,
  edit: ScenarioEdit,
): WordReplaced | null | 'impossible' {
  let node = document.contents as Node | null;
  let field: z.ZodType | undefined = definition;
  const { at } = edit;
  for (const [depth, step] of at.entries()) {
    if (!isMap(node) && !isSeq(node)) return 'impossible';
    const isLast = depth === at.length - 1;
    const inner: z.ZodType | undefined = field === undefined ? undefined : fieldWithin(field, step);
    const key = isSeq(node) ? Number(step) : String(step);
    if (isLast && 'remove' in edit) return node.delete(key) ? null : 'impossible';
    const old: unknown = node.get(key, true);
    const rest = at.slice(depth + 1);
    if (
      isLast ||
      old === undefined ||
      old === null ||
      (isScalar(old) && rest.length > 0 && isEmptyWord(old))
    ) {
      if (!('set' in edit)) return 'impossible';
      const value = nodeOf(inner, treeAt(rest, treeOfValue(edit.set)), depth + 1);
      return put(node, { key, value, field });
    }
    node = old as Node;
    field = inner;
  }
  return 'impossible';
}

function isEmptyWord(word: Scalar): boolean {
  return String(word.value ?? '') === '';
}

/** `['limiter', 'per-second']` and `3` → `{limiter: {per-second: 3}}`. */
function treeAt(path: TreePath, value: Tree): Tree {
  return path.reduceRight<Tree>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [String(step)]: inner }),
    value,
  );
}

interface Put {
  readonly key: string | number;
  readonly value: Scalar | YAMLMap | YAMLSeq;
  /** The field of the map that it is put into. */
  readonly field: z.ZodType | undefined;
}

/** A value in its place: in that of an old one with the old one's comments, or where the definition has it. */
function put(
  parent: YAMLMap | YAMLSeq,
  { key, value, field }: Put,
): WordReplaced | null | 'impossible' {
  const old = parent.get(key as never, true) as Node | undefined;
  if (old !== undefined && old !== null) {
    const { comment, commentBefore, spaceBefore } = old as Scalar;
    Object.assign(value, { comment, commentBefore, spaceBefore });
    if (isScalar(old) && old.anchor !== undefined) return 'impossible';
    const range =
      isScalar(old) && !old.type?.startsWith('BLOCK') && !isEmptyWord(old) ? old.range : null;
    parent.set(key as never, value);
    if (!(value instanceof Scalar) || range === null || range === undefined) return null;
    // A word that is replaced twice stands where the first one stood.
    value.range = range;
    return { start: range[0], end: range[1], word: wordOnOneLine(bare(value)) };
  }
  if (parent instanceof YAMLSeq) {
    if (key !== parent.items.length) return 'impossible';
    parent.add(value);
    return null;
  }
  const names = field === undefined ? [] : namesWithin(field);
  const before = new Set(names.slice(0, Math.max(0, names.indexOf(String(key)))));
  const index = parent.items.findLastIndex(({ key: other }) => before.has(String(other)));
  const at = names.includes(String(key)) ? index + 1 : parent.items.length;
  parent.items.splice(at, 0, new Pair(new Scalar(key), value) as never);
  return null;
}

function bare({ value, type }: Scalar): Scalar {
  const scalar = new Scalar(value);
  if (type === 'QUOTE_DOUBLE') scalar.type = type;
  return scalar;
}
