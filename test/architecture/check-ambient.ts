import ts from 'typescript';
import { BANS, type Ban } from './ambient-bans.js';
import { SEAMS, type Seam } from './seams.js';
import type { SourceTree } from './source-tree.js';

/**
 * Looks for banned ambient things in the syntax of every file: each complaint
 * as one line. Types are passed over: they are gone when the program runs.
 */
export function checkAmbient(
  tree: SourceTree,
  seams: readonly Seam[] = SEAMS,
  bans: readonly Ban[] = BANS,
): string[] {
  const complaints: string[] = [];
  const used = new Set<string>();
  let filesRead = 0;
  for (const [path, text] of tree.files) {
    if (!/\.tsx?$/.test(path)) continue;
    filesRead += 1;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (isTypeOnly(node)) return;
      for (const ban of bans) {
        const seen = ban.find(node);
        if (seen === null) continue;
        const seam = seams.find((s) => covers(s, path) && s.may.includes(ban.id));
        if (seam !== undefined) used.add(`${seam.place} ${ban.id}`);
        else complaints.push(`${path}:${lineOf(node)}: ${seen} (${ban.id}): use ${ban.instead}`);
      }
      ts.forEachChild(node, visit);
    };
    const lineOf = (node: ts.Node) =>
      source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    visit(source);
  }
  if (filesRead === 0) complaints.push('no source file was read: is the path right?');
  for (const seam of seams)
    for (const ban of seam.may)
      if (!used.has(`${seam.place} ${ban}`))
        complaints.push(`${seam.place}: the seam for ${ban} is not used any more: remove it`);
  return complaints;
}

function covers(seam: Seam, path: string): boolean {
  return seam.place.endsWith('/') ? path.startsWith(seam.place) : path === seam.place;
}

/** `extends X` looks like a type to the parser, but runs. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node))
    return !(
      ts.isHeritageClause(node.parent) &&
      node.parent.token === ts.SyntaxKind.ExtendsKeyword &&
      ts.isClassLike(node.parent.parent)
    );
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}
