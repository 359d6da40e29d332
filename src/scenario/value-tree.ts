import type { Tree } from './yaml-page.js';

/** Deeper than any configuration is; a value that holds itself ends here. */
const DEPTH_MAX = 20;

/**
 * A value of JavaScript as a file's tree: numbers and switches become the text
 * that one would have written, so one definition reads both. What has no such
 * text (a function, an endless value) is shown as what it is, and refused by its field.
 */
export function treeOfValue(value: unknown, depth = 0): Tree {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (['number', 'boolean', 'bigint'].includes(typeof value)) return String(value);
  if (typeof value !== 'object' || depth > DEPTH_MAX) return `(${typeof value})`;
  if (Array.isArray(value)) return value.map((item) => treeOfValue(item, depth + 1));
  // No prototype: a key named __proto__ is a key like any other.
  const map: Record<string, Tree> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) map[key] = treeOfValue(inner, depth + 1);
  return map;
}
