/**
 * A relative path as a link. Each segment is encoded, so that no path can turn
 * into a scheme (`javascript:`), a host or a query.
 * @example safeHref('app/none/run.tape') // 'app/none/run.tape'
 */
export function safeHref(path: string): string {
  const wellFormed = path.replace(/[\ud800-\udfff]/gu, '\ufffd').replaceAll('\\', '/');
  return wellFormed
    .replace(/^\/+/, '')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}
