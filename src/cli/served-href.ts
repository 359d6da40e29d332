/**
 * A path below the folder of the reports as the server serves it.
 * @example servedHref('app/none/tape.jsonl') // '/reports/app/none/tape.jsonl'
 */
export function servedHref(path: string): string {
  return `/reports/${path.split('/').map(encodeURIComponent).join('/')}`;
}
