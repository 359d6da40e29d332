import { isAbsolute, relative } from 'node:path';
import type { Io } from './io.js';

/** An absolute path as people read it: relative to the working folder where it lies inside, forward slashes. */
export function shownPath(absolute: string, { cwd }: Pick<Io, 'cwd'>): string {
  const inside = relative(cwd, absolute);
  // The first part decides: a file may be named `..x`, and other drives have no relative path.
  const outside = inside === '' || /^\.\.([/\\]|$)/.test(inside) || isAbsolute(inside);
  return (outside ? absolute : inside).replaceAll('\\', '/');
}
