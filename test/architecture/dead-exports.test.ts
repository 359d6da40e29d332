import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadExports } from './dead-exports.js';
import { readSourceTree, sourceTreeOf } from './source-tree.js';

const ROOT = join(import.meta.dirname, '../..');
/** Beside the source, these take what it exports. */
const OTHERS = ['test', 'bench', 'examples', '.ci', 'bin'];
/** The type of an exported value is made of it, so that it has to have a name outside. */
const NAMED_BY_TYPES = ['scenario/moment.ts: Moment'];
const LINES_MAX = 350;

describe('the source', () => {
  const source = readSourceTree(join(ROOT, 'src'));

  it('exports nothing that no other file and no public door takes', () => {
    const others = OTHERS.flatMap((folder) => [...readSourceTree(join(ROOT, folder)).files])
      .filter(([path]) => /\.(ts|tsx|js|mjs)$/.test(path))
      .map(([, text]) => text);
    expect(deadExports(source, { others })).toEqual(NAMED_BY_TYPES);
  });

  it(`has no file of more than ${LINES_MAX} lines`, () => {
    const long = [...source.files].filter(
      ([path, text]) => /\.tsx?$/.test(path) && text.split('\n').length - 1 > LINES_MAX,
    );
    expect(long.map(([path]) => path)).toEqual([]);
  });
});

describe('an export', () => {
  const dead = (snippets: Record<string, string>, others: readonly string[] = []) =>
    deadExports(sourceTreeOf(snippets), { doors: ['index.ts'], others });

  it('is dead where only its own file speaks of it', () => {
    expect(dead({ 'a/b.ts': 'export const x = 1; export type T = typeof x;' })).toEqual([
      'a/b.ts: T',
      'a/b.ts: x',
    ]);
  });

  it('is dead where an index hands it on and nobody takes it there', () => {
    const files = {
      'a/b.ts': 'export function x() {}',
      'a/index.ts': "export { x } from './b.js';",
    };
    expect(dead(files)).toEqual(['a/b.ts: x', 'a/index.ts: x']);
    expect(dead({ ...files, 'c/d.ts': "import { x } from '../a/index.js';" })).toEqual([]);
  });

  it('lives by a public door, through a star, a namespace and a new name', () => {
    const doors = [
      "export * from './a/b.js';",
      "export * as a from './a/b.js';",
      "export { x as y } from './a/b.js';",
    ];
    for (const door of doors) {
      expect(dead({ 'a/b.ts': 'export const x = 1;', 'index.ts': door })).toEqual([]);
    }
  });

  it('lives by a namespace import, an import() and a type import', () => {
    const takers = [
      "import * as b from '../a/b.js';",
      "const b = await import('../a/b.js');",
      "type B = import('../a/b.js').x;",
    ];
    for (const taker of takers) {
      expect(dead({ 'a/b.ts': 'export const x = 1;', 'c/d.ts': taker })).toEqual([]);
    }
  });

  it('lives by a test that takes it from the source or from what is built of it', () => {
    const files = { 'a/b.ts': 'export const x = 1; export const y = 2;' };
    expect(dead(files, ["import { x } from '../../src/a/b.js';"])).toEqual(['a/b.ts: y']);
    expect(dead(files, ["import { y } from '../dist/a/b.js';"])).toEqual(['a/b.ts: x']);
  });
});
