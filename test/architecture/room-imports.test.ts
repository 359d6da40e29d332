import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkImports } from './check-imports.js';
import type { Room } from './rooms.js';
import { readSourceTree, sourceTreeOf } from './source-tree.js';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** A small house with one of everything, in which one thing at a time is broken. */
const TABLE: Readonly<Record<string, Room>> = {
  low: { imports: [], packages: [], planned: false },
  high: {
    imports: ['low'],
    packages: [
      { name: 'one', door: 'one file' },
      { name: 'many', door: 'any file', never: ['delay'] },
      { name: 'node:crypto', door: 'one file', only: ['createHash'] },
    ],
    planned: false,
  },
  cli: { imports: 'all', packages: [{ name: 'node:*', door: 'any file' }], planned: false },
  later: { imports: [], packages: [], planned: true },
};
const SOUND = {
  'index.ts': "export * from './high/index.js';",
  'low/index.ts': "export * from './part.js';",
  'low/part.ts': 'export const part = 1;',
  'high/index.ts': "export { part } from '../low/index.js'; import { a } from 'many';",
  'cli/index.ts': "import { part } from '../low/index.js'; import fs from 'node:fs';",
};
const complain = (changed: Readonly<Record<string, string>>): string[] =>
  checkImports(sourceTreeOf({ ...SOUND, ...changed }), TABLE);

describe('the rooms of src/', () => {
  it('import one another as the table says', () => {
    expect(checkImports(readSourceTree(SRC))).toEqual([]);
  });
});

describe('the check of imports', () => {
  it('accepts a sound house', () => {
    expect(complain({})).toEqual([]);
  });

  const broken: readonly [string, Record<string, string>, RegExp][] = [
    [
      'an import of a forbidden room',
      { 'low/part.ts': "import '../high/index.js';" },
      /low\/ may not import high\//,
    ],
    [
      'an export from a forbidden room',
      { 'low/part.ts': "export * from '../high/index.js';" },
      /low\/ may not import high\//,
    ],
    [
      'a type import of a forbidden room',
      { 'low/part.ts': "import type { A } from '../high/index.js';" },
      /low\/ may not import high\//,
    ],
    [
      'an import type of a forbidden room',
      { 'low/part.ts': "type A = import('../high/index.js').A;" },
      /low\/ may not import high\//,
    ],
    [
      'a dynamic import of a forbidden room',
      { 'low/part.ts': "await import('../high/index.js');" },
      /low\/ may not import high\//,
    ],
    [
      'a way past the index',
      { 'high/x.ts': "import '../low/part.js';" },
      /enter low\/ by its index\.ts/,
    ],
    [
      'the command line imported',
      { 'index.ts': "export * from './cli/index.js';" },
      /nobody may import/,
    ],
    [
      'the public API imported from inside',
      { 'low/part.ts': "import '../index.js';" },
      /do not import the public API/,
    ],
    [
      'a package nobody allowed',
      { 'low/part.ts': "import 'left-pad';" },
      /may not import 'left-pad'/,
    ],
    ['a package in the public API', { 'index.ts': "import 'many';" }, /may not import 'many'/],
    [
      'a package behind a second door',
      { 'high/x.ts': "import 'one';", 'high/y.ts': "import 'one/sub';" },
      /enters by 2 files/,
    ],
    ['a part of Node', { 'low/part.ts': "import 'node:fs';" }, /may not import 'node:fs'/],
    ['a part of Node without its prefix', { 'cli/x.ts': "import 'fs';" }, /write 'node:fs'/],
    [
      'a forbidden export of a package',
      { 'high/x.ts': "import { delay } from 'many';" },
      /may not take delay/,
    ],
    [
      'an export that is not listed',
      { 'high/x.ts': "import { randomUUID } from 'node:crypto';" },
      /may not take randomUUID/,
    ],
    ['a package taken whole', { 'high/x.ts': "import * as many from 'many';" }, /by name/],
    ['a computed import', { 'low/part.ts': 'await import(name);' }, /cannot be read/],
    ['require', { 'low/part.ts': "require('left-pad');" }, /left-pad/],
    ['import = require', { 'low/part.ts': "import a = require('left-pad');" }, /left-pad/],
    [
      'a reference path',
      { 'low/part.ts': '/// <reference path="../high/index.ts" />' },
      /cannot be read/,
    ],
    ['a file that is not there', { 'low/part.ts': "import './missing.js';" }, /no file under src/],
    ['a file outside', { 'low/part.ts': "import '../../package.json';" }, /no file under src/],
    ['a name without its extension', { 'low/index.ts': "import './part';" }, /no file under src/],
    [
      'an unknown folder',
      { 'attic/index.ts': '' },
      /attic\/: a folder that the table does not know/,
    ],
    ['a file outside every room', { 'stray.ts': '' }, /stray\.ts: lies in no room/],
    ['JavaScript', { 'low/part.js': '' }, /neither TypeScript nor a note/],
    ['a planned room that exists', { 'later/index.ts': '' }, /still marked planned/],
  ];
  it.each(broken)('refuses %s', (_what, changed, message) => {
    const complaints = complain(changed);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(message);
  });

  it('refuses a row without a folder', () => {
    const table = { ...TABLE, gone: { imports: [], packages: [], planned: false } };
    expect(checkImports(sourceTreeOf(SOUND), table)).toEqual([
      'gone/: in the table, but has no file (mark the row as planned, or remove it)',
    ]);
  });

  it('refuses a row that may import a room which is none', () => {
    const table = { ...TABLE, low: { imports: ['lwo'], packages: [], planned: false } };
    expect(checkImports(sourceTreeOf(SOUND), table)).toEqual([
      'low/: may import lwo, which is no room',
    ]);
  });

  it('refuses to have read nothing', () => {
    expect(checkImports({ folders: [], files: new Map() }, {})).toEqual([
      'no source file was read: is the path right?',
    ]);
  });
});
