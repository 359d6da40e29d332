import { posix } from 'node:path';
import ts from 'typescript';
import { ROOT_FILES } from './rooms.js';
import type { SourceTree } from './source-tree.js';

/** Where a name that a file exports comes from: itself, or another file. */
type Origin = 'own' | { readonly path: string; readonly name: string };

interface Exports {
  readonly named: Map<string, Origin>;
  /** Files of which everything is exported on. */
  readonly all: string[];
  readonly used: { readonly path: string; readonly name: string | null }[];
}

/**
 * Names that a file exports and that no other file of the source takes, nor a public
 * door: `path: name`, sorted. What an index exports on counts for as much as its takers.
 * @param others texts of files outside the source that take from it: tests, benches
 */
export function deadExports(
  tree: SourceTree,
  {
    doors = ROOT_FILES,
    others = [],
  }: { readonly doors?: readonly string[]; readonly others?: readonly string[] } = {},
): readonly string[] {
  const files = new Map<string, Exports>();
  for (const [path, text] of tree.files) {
    if (/\.tsx?$/.test(path)) files.set(path, readExports(path, text, tree));
  }
  const alive = new Set<string>();
  const use = (path: string, name: string): void => {
    const key = `${path}: ${name}`;
    const file = files.get(path);
    if (file === undefined || alive.has(key)) return;
    const origin = file.named.get(name);
    if (origin !== undefined) alive.add(key);
    if (origin !== undefined && origin !== 'own') use(origin.path, origin.name);
    if (origin === undefined) for (const other of file.all) use(other, name);
  };
  const useAll = (path: string, seen = new Set<string>()): void => {
    const file = files.get(path);
    if (file === undefined || seen.has(path)) return;
    seen.add(path);
    for (const name of file.named.keys()) use(path, name);
    for (const other of file.all) useAll(other, seen);
  };
  for (const door of doors) useAll(door);
  for (const { used } of files.values()) {
    for (const { path, name } of used) {
      if (name === null) useAll(path);
      else use(path, name);
    }
  }
  for (const text of others) {
    for (const { path, name } of takenFromOutside(text, tree)) {
      if (name === null) useAll(path);
      else use(path, name);
    }
  }
  const dead: string[] = [];
  for (const [path, { named }] of files) {
    for (const name of named.keys()) {
      if (!alive.has(`${path}: ${name}`)) dead.push(`${path}: ${name}`);
    }
  }
  return dead.sort();
}

function readExports(path: string, text: string, tree: SourceTree): Exports {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: Exports = { named: new Map(), all: [], used: [] };
  const target = (node: ts.Node | undefined): string | null =>
    node !== undefined && ts.isStringLiteralLike(node) ? fileOf(path, node.text, tree) : null;
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) addForwarded(statement, target, found);
    else if (isExported(statement)) {
      for (const name of declaredNames(statement)) found.named.set(name, 'own');
    }
    if (ts.isImportDeclaration(statement)) {
      const from = target(statement.moduleSpecifier);
      if (from === null) continue;
      for (const name of takenNames(statement)) found.used.push({ path: from, name });
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const from = target(node.arguments[0]);
      if (from !== null) found.used.push({ path: from, name: null });
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const from = target(node.argument.literal);
      if (from !== null) found.used.push({ path: from, name: null });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a file outside the source takes of it: whatever its path to it is. */
function takenFromOutside(text: string, tree: SourceTree): Exports['used'] {
  const inside = text.replace(/(['"`])(?:\.\.?\/)+(?:src|dist)\/([^'"`]*)\1/g, "'./$2'");
  return readExports('outside.ts', inside, tree).used;
}

function addForwarded(
  statement: ts.ExportDeclaration,
  target: (node: ts.Node | undefined) => string | null,
  found: Exports,
): void {
  const from = target(statement.moduleSpecifier);
  const clause = statement.exportClause;
  if (clause === undefined) {
    if (from !== null) found.all.push(from);
  } else if (ts.isNamespaceExport(clause)) {
    found.named.set(clause.name.text, 'own');
    if (from !== null) found.used.push({ path: from, name: null });
  } else {
    for (const { name, propertyName } of clause.elements) {
      const origin = from === null ? 'own' : { path: from, name: (propertyName ?? name).text };
      found.named.set(name.text, origin);
    }
  }
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.text];
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : boundNames(one.name)));
}

/** Null: the whole file. */
function takenNames({ importClause }: ts.ImportDeclaration): readonly (string | null)[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return [];
  if (ts.isNamespaceImport(bindings)) return [null];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** As Node resolves it: `.js` stands for the file that it is built from. Null: no file of the source. */
function fileOf(from: string, specifier: string, tree: SourceTree): string | null {
  if (!specifier.startsWith('.')) return null;
  const joined = posix.normalize(posix.join(posix.dirname(from), specifier));
  const candidates = [joined.replace(/\.js$/, '.ts'), joined.replace(/\.js$/, '.tsx')];
  return candidates.find((candidate) => tree.files.has(candidate)) ?? null;
}
