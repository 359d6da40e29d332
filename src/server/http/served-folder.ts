import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import type { Answer } from './asked.js';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['jsonl', 'application/x-ndjson; charset=utf-8'],
  ['log', 'text/plain; charset=utf-8'],
  ['md', 'text/plain; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['xml', 'application/xml; charset=utf-8'],
  ['sarif', 'application/json; charset=utf-8'],
  ['db', 'application/vnd.sqlite3'],
]);

/**
 * Pages of the folder may run their scripts but not ask this server anything:
 * whatever lies there, it is of another origin.
 */
const SANDBOX = { 'Content-Security-Policy': 'sandbox allow-scripts allow-downloads allow-popups' };

/**
 * The file of `folder` that a path names, below `/reports/`, percent-encoded as
 * it was sent. Null: there is none, or it is none of the reader's business: a way
 * out of the folder in whatever encoding, a hidden file, a link that leads out, a
 * kind of file that no report is.
 */
export function fileAnswer(folder: string, encodedPath: string): Answer | null {
  const names = decodePath(encodedPath);
  if (names === null) return null;
  const found = openInside(folder, names) ?? openInside(folder, [...names, 'index.html']);
  if (found === null) return null;
  const { descriptor, bytes, type } = found;
  return {
    kind: 'file',
    type,
    bytes,
    headers: SANDBOX,
    open: () => createReadStream('', { fd: descriptor }) as AsyncIterable<Uint8Array>,
    close: () => closeSync(descriptor),
  };
}

/** Decoded once, name by name; null where one could mean anything but a name. */
function decodePath(encodedPath: string): readonly string[] | null {
  const names: string[] = [];
  for (const encoded of encodedPath.split('/')) {
    if (encoded === '') continue;
    let name: string;
    try {
      name = decodeURIComponent(encoded);
    } catch {
      // Overlong or broken UTF-8.
      return null;
    }
    // What is left of a percent sign was encoded twice.
    if (/^\.|[\u0000-\u001f\u007f/\\:%]/.test(name)) return null;
    names.push(name);
  }
  return names;
}

function openInside(
  folder: string,
  names: readonly string[],
): { readonly descriptor: number; readonly bytes: number; readonly type: string } | null {
  const type = TYPES.get(/\.([a-z]+)$/.exec(names.at(-1) ?? '')?.[1] ?? '');
  if (type === undefined) return null;
  let descriptor: number | null = null;
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, ...names));
    if (!path.startsWith(root + sep) || !statSync(path).isFile()) return null;
    // Not by a link that was put there since.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return { descriptor, bytes: stats.size, type };
    closeSync(descriptor);
    return null;
  } catch {
    if (descriptor !== null) closeSync(descriptor);
    return null;
  }
}
