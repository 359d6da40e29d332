import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place of a stack trace: the address of a file, a line and a column, which count from 1. */
const PLACE = /(file:\/\/[^\s()]+?\.js|\/[^\s():]+?\.js):(\d+):(\d+)/g;

/**
 * A stack trace with the places of the source in place of those of the bundle, read from the maps
 * beside the built files. A place without a map stays as it is. Nothing is read before a fault.
 */
export function inTheSource(stack: string): string {
  const maps = new Map<string, SourceMap | null>();
  return stack.replace(PLACE, (found, file: string, line: string, column: string) => {
    if (!maps.has(file)) maps.set(file, mapOf(file));
    const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return found;
    const { originalSource, originalLine, originalColumn } = entry;
    const source = originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${source}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

/** Null where there is none, or none that can be read: a fault is told all the same. */
function mapOf(file: string): SourceMap | null {
  try {
    const map = `${file.startsWith('file:') ? fileURLToPath(file) : file}.map`;
    if (!existsSync(map)) return null;
    return new SourceMap(JSON.parse(readFileSync(map, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
