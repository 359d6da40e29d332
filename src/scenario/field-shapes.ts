import type { z } from 'zod';
import { mapOfWord, readValue } from './field-kinds.js';
import type { Tree } from './yaml-page.js';

/** What a field of the definition is made of, for code that walks the definition. */
type FieldShape =
  | { readonly kind: 'fields'; readonly fields: ReadonlyMap<string, z.ZodType> }
  | { readonly kind: 'list'; readonly item: z.ZodType }
  | { readonly kind: 'optional'; readonly inner: z.ZodType }
  | { readonly kind: 'default'; readonly inner: z.ZodType }
  /** `map`: what may stand there in place of a word. `text`: people's own words, which may look like a number. */
  | { readonly kind: 'word'; readonly isText: boolean; readonly map: z.ZodType | null };

/**
 * Everything that a section says, one entry a field: what is missing here does not compile. Undefined
 * stands for a field that is left out.
 */
export type Written<F> =
  F extends z.ZodObject<infer S>
    ? { readonly [K in keyof S]: Written<S[K]> }
    : F extends z.ZodPrefault<infer I>
      ? Written<I> | undefined
      : F extends z.ZodOptional<infer I>
        ? Written<I> | undefined
        : F extends z.ZodArray<infer E>
          ? readonly Written<E>[]
          : Tree;

export function shapeOf(field: z.ZodType): FieldShape {
  const def = field._zod.def as { readonly type: string } & Partly;
  switch (def.type) {
    case 'object':
      return { kind: 'fields', fields: new Map(Object.entries(def.shape!)) };
    case 'array':
      return { kind: 'list', item: def.element! };
    case 'optional':
      return { kind: 'optional', inner: def.innerType! };
    case 'prefault':
      return { kind: 'default', inner: def.innerType! };
    default:
      return {
        kind: 'word',
        isText: field.meta()?.type === 'string',
        map: mapOfWord(field) ?? null,
      };
  }
}

interface Partly {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}

/** The field that a key or an index of it leads to; undefined where the definition knows none. */
export function fieldWithin(field: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  const shape = shapeOf(field);
  switch (shape.kind) {
    case 'fields':
      return shape.fields.get(String(step));
    case 'list':
      return shape.item;
    case 'optional':
    case 'default':
      return fieldWithin(shape.inner, step);
    case 'word':
      return shape.map === null ? undefined : fieldWithin(shape.map, step);
  }
}

/** The names of a map's fields, in the order of the definition; none where it is no map. */
export function namesWithin(field: z.ZodType): readonly string[] {
  const shape = shapeOf(field);
  switch (shape.kind) {
    case 'fields':
      return [...shape.fields.keys()];
    case 'list':
      return [];
    case 'optional':
    case 'default':
      return namesWithin(shape.inner);
    case 'word':
      return shape.map === null ? [] : namesWithin(shape.map);
  }
}

/**
 * A tree as the definition has it: fields in its order, and what says no more than a default left
 * out. Undefined where nothing is left to say.
 */
export function canonicalTree(field: z.ZodType, tree: Tree): Tree {
  if (tree === undefined) return undefined;
  const shape = shapeOf(field);
  switch (shape.kind) {
    case 'fields': {
      const map: Record<string, Tree> = {};
      for (const [name, inner] of shape.fields) {
        const value = canonicalTree(inner, (tree as Record<string, Tree>)[name]);
        if (value !== undefined) map[name] = value;
      }
      return map;
    }
    case 'list':
      return (tree as readonly Tree[]).map((item) => canonicalTree(shape.item, item));
    case 'optional':
      return canonicalTree(shape.inner, tree);
    case 'default': {
      const value = canonicalTree(shape.inner, tree);
      return JSON.stringify(readValue(field, value)) === defaultOf(field) ? undefined : value;
    }
    case 'word':
      return shape.map === null || typeof tree === 'string' ? tree : canonicalTree(shape.map, tree);
  }
}

const DEFAULTS = new WeakMap<z.ZodType, string>();

/** What a field comes to where it is left out, as text to compare. */
function defaultOf(field: z.ZodType): string {
  const known = DEFAULTS.get(field);
  if (known !== undefined) return known;
  const byDefault = JSON.stringify(readValue(field, undefined));
  DEFAULTS.set(field, byDefault);
  return byDefault;
}
