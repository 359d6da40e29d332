import { safeHref } from '../../words/index.js';

/**
 * A scenario's path as a URI reference: relative to the repository where the
 * path is, `file:` where it is absolute.
 * @example fileUri('/tmp/a b.yaml') // 'file:///tmp/a%20b.yaml'
 */
export function fileUri(path: string): string {
  return /^(\/|[A-Za-z]:\/)/.test(path) ? `file:///${safeHref(path)}` : safeHref(path);
}
