import ts from 'typescript';

/** One import as written. `specifier` null: it is computed, so that nobody can say what it loads. */
export interface ImportFound {
  readonly specifier: string | null;
  readonly line: number;
  /** Names taken by name; null: everything at once (default, namespace, `export *`, `import()`). */
  readonly names: readonly string[] | null;
}

/** Every import of a file: import, export … from, import(), import('…').T, import = require, require, reference path. */
export function listImports(path: string, text: string): ImportFound[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: ImportFound[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, names: readonly string[] | null) =>
    found.push({
      specifier:
        specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : null,
      line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      names,
    });

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, importedNames(node));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
      add(node, node.moduleSpecifier, exportedNames(node));
    else if (
      ts.isImportEqualsDeclaration(node) &&
      ts.isExternalModuleReference(node.moduleReference)
    )
      add(node, node.moduleReference.expression, null);
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, null);
    else if (ts.isCallExpression(node) && loadsModule(node)) add(node, node.arguments[0], null);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const reference of source.referencedFiles)
    found.push({ specifier: null, line: lineOf(source, reference.pos), names: null });
  return found;
}

function loadsModule(call: ts.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(call.expression) && /^(require|createRequire)$/.test(call.expression.text);
}

function importedNames(node: ts.ImportDeclaration): readonly string[] | null {
  const clause = node.importClause;
  if (clause === undefined) return [];
  if (clause.name !== undefined) return null;
  const bindings = clause.namedBindings;
  if (bindings === undefined || ts.isNamespaceImport(bindings)) return null;
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

function exportedNames(node: ts.ExportDeclaration): readonly string[] | null {
  if (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause)) return null;
  return node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text);
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
