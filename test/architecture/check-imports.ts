import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type ImportFound, listImports } from './list-imports.js';
import { NEVER_IMPORTED, type PackageDoor, ROOMS, ROOT_FILES, type Room } from './rooms.js';
import type { SourceTree } from './source-tree.js';

/** Code is TypeScript; notes and data may lie beside it. Any other extension is refused. */
const CODE = /\.tsx?$/;
const NO_CODE = /\.(md|json|sql|css)$/;

/**
 * Compares a source tree with the table of rooms: every complaint as one line.
 * Fails closed: what it does not know, cannot find or cannot resolve is a complaint.
 */
export function checkImports(
  tree: SourceTree,
  rooms: Readonly<Record<string, Room>> = ROOMS,
): string[] {
  const complaints = [...checkFolders(tree, rooms)];
  const doors = new Map<string, Set<string>>();
  let filesRead = 0;
  for (const [path, text] of tree.files) {
    if (!CODE.test(path)) {
      if (!NO_CODE.test(path)) complaints.push(`${path}: neither TypeScript nor a note`);
      continue;
    }
    filesRead += 1;
    const from = roomOf(path);
    if (from === null && !ROOT_FILES.includes(path))
      complaints.push(`${path}: lies in no room (allowed here: ${ROOT_FILES.join(', ')})`);
    for (const found of listImports(path, text)) {
      const complaint = judge(path, found, tree, rooms, doors);
      if (complaint !== null) complaints.push(`${path}:${found.line}: ${complaint}`);
    }
  }
  if (filesRead === 0) complaints.push('no source file was read: is the path right?');
  for (const [door, files] of doors)
    if (files.size > 1)
      complaints.push(`${door} enters by ${files.size} files (${[...files].join(', ')}): keep one`);
  return complaints;
}

function* checkFolders(tree: SourceTree, rooms: Readonly<Record<string, Room>>): Iterable<string> {
  for (const folder of tree.folders)
    if (!Object.hasOwn(rooms, folder)) yield `${folder}/: a folder that the table does not know`;
  const filled = new Set([...tree.files.keys()].filter((p) => CODE.test(p)).map(roomOf));
  for (const [name, row] of Object.entries(rooms)) {
    if (!filled.has(name) && !row.planned)
      yield `${name}/: in the table, but has no file (mark the row as planned, or remove it)`;
    if (filled.has(name) && row.planned)
      yield `${name}/: exists, but its row is still marked planned`;
    for (const other of row.imports === 'all' ? [] : row.imports)
      if (!Object.hasOwn(rooms, other)) yield `${name}/: may import ${other}, which is no room`;
  }
}

function judge(
  path: string,
  found: ImportFound,
  tree: SourceTree,
  rooms: Readonly<Record<string, Room>>,
  doors: Map<string, Set<string>>,
): string | null {
  const { specifier } = found;
  if (specifier === null) return 'loads something that cannot be read from the source';
  const from = roomOf(path);
  if (!/^\.{0,2}\//.test(specifier) && specifier !== '.' && specifier !== '..') {
    const row = from === null ? undefined : rooms[from];
    return judgePackage({ path, from, row }, specifier, found, doors);
  }
  const target = resolve(path, specifier, tree);
  if (target === null) return `'${specifier}' is no file under src/`;
  const to = roomOf(target);
  if (to === from) return null;
  if (to === null) return `imports ${target}: rooms do not import the public API`;
  if (NEVER_IMPORTED.includes(to)) return `imports ${to}/, which nobody may import`;
  if (target !== `${to}/index.ts`) return `imports ${target}: enter ${to}/ by its index.ts`;
  if (from === null) return null;
  const allowed = rooms[from]?.imports ?? [];
  if (allowed === 'all' || allowed.includes(to)) return null;
  return `${from}/ may not import ${to}/ (allowed: ${allowed.join(', ') || 'nothing'})`;
}

function judgePackage(
  at: { path: string; from: string | null; row: Room | undefined },
  specifier: string,
  found: ImportFound,
  doors: Map<string, Set<string>>,
): string | null {
  if (isBuiltin(specifier) && !specifier.startsWith('node:'))
    return `write 'node:${specifier}' instead of '${specifier}'`;
  const name = packageName(specifier);
  const place = at.from === null ? 'src/index.ts' : `${at.from}/`;
  const door = at.row?.packages.find((p) => p.name === name || isWildcard(p, name));
  if (door === undefined) {
    const others = (at.row?.packages ?? []).map((p) => p.name).join(', ');
    return `${place} may not import '${name}' (allowed: ${others || 'nothing'})`;
  }
  if (door.door === 'one file') {
    const key = `'${name}' of ${place}`;
    doors.set(key, (doors.get(key) ?? new Set()).add(at.path));
  }
  return judgeNames(door, name, found.names);
}

function judgeNames(
  door: PackageDoor,
  name: string,
  names: readonly string[] | null,
): string | null {
  if (door.only === undefined && door.never === undefined) return null;
  if (names === null) return `import from '${name}' by name, so that it can be read what is used`;
  const wrong = names.filter(
    (n) => door.never?.includes(n) === true || door.only?.includes(n) === false,
  );
  return wrong.length === 0 ? null : `may not take ${wrong.join(', ')} from '${name}'`;
}

function isWildcard(door: PackageDoor, name: string): boolean {
  return door.name === 'node:*' && name.startsWith('node:');
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function roomOf(path: string): string | null {
  return path.includes('/') ? path.split('/')[0]! : null;
}

/** As Node resolves it: the name is written out, `.js` standing for the `.ts` it is built from. */
function resolve(from: string, specifier: string, tree: SourceTree): string | null {
  const joined = posix.normalize(posix.join(posix.dirname(from), specifier));
  const candidates = [joined, joined.replace(/\.js$/, '.ts'), joined.replace(/\.js$/, '.tsx')];
  return candidates.find((candidate) => tree.files.has(candidate)) ?? null;
}
