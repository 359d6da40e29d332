/** The door to `zod`: the few kinds of field that a scenario is made of. `field-shapes.ts` walks them. */
import { z } from 'zod';
import { nearestWord } from './nearest-word.js';
import { type Parsed, PROBLEMS_LISTED_MAX, type Refusal } from './problem.js';
import { quoteText } from './quote-text.js';
import {
  fieldOf,
  type PlacedRefusal,
  type Tree,
  type TreePath,
  type YamlPage,
} from './yaml-page.js';

/** What a reader of the documentation learns of a field. */
export interface FieldWords {
  readonly meaning: string;
  readonly unit?: string;
  readonly range?: string;
}

type Field<T> = z.ZodType<T>;
export type Read<F extends Field<unknown>> = z.output<F>;

/** Data of which every part may be missing, because it could not be read. */
export type Partly<T> = T extends readonly (infer E)[]
  ? readonly (Partly<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Partly<T[K]> | undefined }
    : T;

/** A JSON Schema, as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A value written as one word or line: read from its text, described to editors by `json`. */
export function word<T>(
  read: (text: string) => Parsed<T>,
  about: FieldWords & { readonly expected: string; readonly json: JsonSchema },
): Field<T> {
  const { expected, json, ...words } = about;
  return z
    .unknown()
    .transform((tree, context): T => {
      if (typeof tree !== 'string') {
        context.addIssue({ code: 'custom', message: expected });
        return unreadable as T;
      }
      const parsed = read(tree);
      if (parsed.ok) return parsed.value;
      const { expected: message, ...params } = parsed.refusal;
      context.addIssue({ code: 'custom', message, params });
      return unreadable as T;
    })
    .meta({ ...json, ...words });
}

/** Stands for what could not be read. */
const unreadable: unknown = undefined;

/** A map of named fields and no others. */
export function fields<S extends Record<string, z.ZodType>>(shape: S, words: FieldWords) {
  return z.strictObject(shape).meta({ ...words });
}

/** A list. `min`: how many entries it has at least. */
export function listOf<F extends z.ZodType>(item: F, words: FieldWords & { min?: number }) {
  const { min = 0, ...rest } = words;
  const list = z.array(item).meta({ ...rest });
  return readInTurn(min === 0 ? list : list.min(min));
}

/**
 * The same list; a long one hands on its first thousand complaints and the number
 * of the others. zod hands on all of them as the arguments of one call, which
 * overflows the stack at some hundred thousand.
 */
function readInTurn<F extends z.ZodType>(list: z.ZodArray<F>): z.ZodArray<F> {
  const readWhole = list._zod.run;
  list._zod.run = (payload, context) => {
    if (!Array.isArray(payload.value) || payload.value.length <= PROBLEMS_LISTED_MAX)
      return readWhole(payload, context);
    const { values, issues } = readItems(list.element, payload.value);
    payload.value = values;
    for (const issue of issues) payload.issues.push(issue as never);
    return payload;
  };
  return list;
}

/** Stands for complaints that are counted and not handed on. */
const UNLISTED = 'complaints that are not listed';

function readItems<F extends z.ZodType>(
  item: F,
  entries: readonly unknown[],
): { readonly values: z.output<F>[]; readonly issues: readonly Issue[] } {
  const listed: Issue[] = [];
  let unlisted = 0;
  const values = entries.map((entry, index) => {
    const { value, issues } = run(item, entry);
    const root = { value };
    for (const issue of issues) {
      const { path = [] } = issue;
      if (issue.code === 'invalid_type') forget(root, ['value', ...path]);
      if (issue.message === UNLISTED) unlisted += issue.params?.unlisted ?? 0;
      else if (listed.length < PROBLEMS_LISTED_MAX)
        listed.push({ ...issue, path: [index, ...path] });
      else unlisted += 1;
    }
    return root.value as z.output<F>;
  });
  if (unlisted > 0) listed.push({ code: 'custom', message: UNLISTED, params: { unlisted } });
  return { values, issues: listed };
}

/**
 * One word, or a map of fields: which of them is told by what stands there. (Of
 * a failed `z.union` one learns every branch's complaints and not which was meant.)
 */
export function wordOr<A, B>(
  first: Field<A>,
  second: Field<B>,
  about: FieldWords & { readonly expected: string },
): Field<A | B> {
  const { expected, ...words } = about;
  const anyOf = [first, second].map((branch) => {
    const { $schema: _, ...schema } = jsonSchemaOf(branch);
    return schema;
  });
  const either = z
    .unknown()
    .transform((tree, context): A | B => {
      if (typeof tree !== 'string' && !isTreeMap(tree)) {
        context.addIssue({ code: 'custom', message: expected });
        return unreadable as A;
      }
      const { value, issues } = run(typeof tree === 'string' ? first : second, tree);
      for (const issue of issues) context.addIssue(issue as never);
      return value as A | B;
    })
    .meta({ anyOf, ...words });
  MAPS_OF_WORDS.set(either, second);
  return either;
}

/** The map that may stand in place of a word, by the field that may be either. */
const MAPS_OF_WORDS = new WeakMap<z.ZodType, z.ZodType>();

export function mapOfWord(field: z.ZodType): z.ZodType | undefined {
  return MAPS_OF_WORDS.get(field);
}

/** What one field makes of what is written there; undefined where it cannot be read. */
export function readValue(field: z.ZodType, tree: unknown): unknown {
  const { value, issues } = run(field, tree);
  return issues.length === 0 ? value : undefined;
}

function isTreeMap(tree: unknown): boolean {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

/** May be left out; then it is `undefined`. */
export function optional<F extends z.ZodType>(field: F) {
  return field.optional();
}

/** May be left out; then this text (or map, or list) is read in its place. */
export function withDefault<F extends z.ZodType>(field: F, text: unknown) {
  return field.prefault(text as never);
}

/** Where the fields of a scenario are explained. */
const SCENARIO_MANUAL = 'scenarios/README.md';

/**
 * Reads a page by a definition: what could be read, and a refusal for
 * everything that could not, so that checks across fields report in the same pass.
 */
export function readFields<F extends z.ZodType>(
  definition: F,
  page: YamlPage,
  manual = SCENARIO_MANUAL,
): {
  readonly read: Partly<z.output<F>> | undefined;
  readonly refusals: readonly PlacedRefusal[];
  /** Further refusals, which are only counted. */
  readonly unlisted: number;
} {
  const { value, issues } = run(definition, page.tree);
  const root = { value };
  const refusals: PlacedRefusal[] = [];
  let unlisted = 0;
  for (const issue of issues) {
    const { code, path = [], keys = [] } = issue;
    if (code === 'invalid_type') forget(root, ['value', ...path]);
    if (issue.message === UNLISTED) unlisted += issue.params?.unlisted ?? 0;
    else for (const refusal of refusalsOf(issue, page, manual)) refusals.push(refusal);
    unlisted += Math.max(0, keys.length - PROBLEMS_LISTED_MAX);
  }
  return { read: root.value as Partly<z.output<F>> | undefined, refusals, unlisted };
}

/**
 * `run` is zod's door for libraries (zod/v4/core): unlike `safeParse` it hands
 * over the readable part beside the issues.
 */
function run(schema: z.ZodType, tree: unknown): { value: unknown; issues: readonly Issue[] } {
  const result = schema._zod.run({ value: tree, issues: [] }, { async: false });
  return result as unknown as { value: unknown; issues: readonly Issue[] };
}

interface Issue {
  readonly code: string;
  readonly path?: TreePath;
  readonly message?: string;
  readonly expected?: string;
  readonly minimum?: number;
  readonly keys?: readonly string[];
  readonly params?: { readonly found?: string; readonly hint?: string; readonly unlisted?: number };
  readonly inst?: unknown;
}

function refusalsOf(issue: Issue, page: YamlPage, manual: string): readonly PlacedRefusal[] {
  const path = issue.path ?? [];
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys((issue.inst as { shape: object }).shape);
    const listed = (issue.keys ?? []).slice(0, PROBLEMS_LISTED_MAX);
    return listed.map((key) => unknownField(key, path, known, page));
  }
  const tree = valueAt(page.tree, path);
  const missing = `write ${String(path.at(-1))}: and a value; ${manual} explains it`;
  const words: Refusal = {
    expected: issue.message ?? shapeExpected(issue),
    found: issue.params?.found ?? describeTree(tree),
    hint: issue.params?.hint ?? (tree === undefined ? missing : `${manual} shows its form`),
  };
  return [{ ...page.placeOf(path), field: fieldOf(path), ...words }];
}

/** In our words, what zod's own checks ask for: a list, a map, a list that is long enough. */
function shapeExpected({ code, expected, minimum }: Issue): string {
  if (code === 'too_small') return `a list of at least ${minimum}`;
  return expected === 'array' ? 'a list' : 'a map of fields';
}

function unknownField(
  key: string,
  path: TreePath,
  known: readonly string[],
  page: YamlPage,
): PlacedRefusal {
  const nearest = nearestWord(key, known);
  const comma = 'inside { } a comma ends a value: put a value with commas in quotes; ';
  const empty = valueAt(page.tree, [...path, key]) === undefined ? comma : '';
  const hint =
    nearest === null ? `${empty}fields here: ${known.join(', ')}` : `did you mean ${nearest}?`;
  const found = `the unknown field ${quoteText(key)}`;
  const place = page.placeOfKey([...path, key]);
  return { ...place, field: fieldOf(path), expected: 'a known field', found, hint };
}

function describeTree(tree: Tree | null): string {
  if (tree === undefined || tree === null) return 'nothing';
  if (typeof tree === 'string') return quoteText(tree);
  return Array.isArray(tree) ? `a list of ${tree.length}` : 'a map';
}

function valueAt(tree: Tree | null, path: TreePath): Tree {
  let value: unknown = tree;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value as Tree;
}

/** What has the wrong shape is forgotten, so that nobody takes the raw tree for a read value. */
function forget(root: object, path: TreePath): void {
  let parent: unknown = root;
  for (const step of path.slice(0, -1)) parent = (parent as Record<PropertyKey, unknown>)[step];
  const last = path.at(-1);
  if (typeof parent === 'object' && parent !== null && last !== undefined) {
    (parent as Record<PropertyKey, unknown>)[last] = undefined;
  }
}

/** The draft-07 JSON Schema of a definition, as an author's input is meant to look. */
export function jsonSchemaOf(definition: z.ZodType): JsonSchema {
  return z.toJSONSchema(definition, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
}
