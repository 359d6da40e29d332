import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Source files as text, by path relative to `src/`, with forward slashes, sorted. */
export interface SourceTree {
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** Reads every file under `root`, whatever its extension: what is not understood must be seen to be refused. */
export function readSourceTree(root: string): SourceTree {
  const folders: string[] = [];
  const files = new Map<string, string>();
  const visit = (relative: string): void => {
    const entries = readdirSync(join(root, relative), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (relative === '') folders.push(entry.name);
        visit(path);
      } else files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  visit('');
  return { folders, files };
}

/** A tree made of snippets, for the tests of the checks themselves. */
export function sourceTreeOf(snippets: Readonly<Record<string, string>>): SourceTree {
  const paths = Object.keys(snippets).sort();
  const folders = new Set(paths.filter((p) => p.includes('/')).map((p) => p.split('/')[0]!));
  return { folders: [...folders], files: new Map(paths.map((p) => [p, snippets[p]!])) };
}
