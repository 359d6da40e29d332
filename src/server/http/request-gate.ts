import { type Answer, type Asked, onlyHeader, refusal } from './asked.js';

/** Where the server listens, as it was asked to and as it came out. */
export interface Listening {
  /** A name or an address: `127.0.0.1`, `::1`, `0.0.0.0`, `desk.lan`. */
  readonly host: string;
  readonly port: number;
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^\[[0-9a-f:.]+\]$/;
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses what a page of another site could make a browser send: a foreign
 * `Host` (a name that was rebound to this address) and a foreign `Origin`. Null:
 * let it in. Looks at the head of a request only, before a body is read.
 */
export function refuseForeign(
  asked: Pick<Asked, 'headers' | 'target'>,
  at: Listening,
): Answer | null {
  const host = onlyHeader(asked, 'host');
  if (host === null) return refusal(400, 'a request needs one Host header');
  if (!isOwnHost(host, at)) return refusal(403, `this server is not ${JSON.stringify(host)}`);
  if (!asked.target.startsWith('/'))
    return refusal(400, 'a request target begins with a slash here');
  if (isForeignOrigin(asked, host))
    return refusal(403, 'another site may not ask this server anything');
  return null;
}

/**
 * The names by which this server may be addressed. Listening on every address,
 * any address will do (rebinding needs a name), and no name but `localhost`.
 */
export function isOwnHost(host: string, at: Listening): boolean {
  const split = /^(.*?)(?::(\d{1,5}))?$/.exec(host.toLowerCase())!;
  const name = split[1]!;
  const port = split[2] === undefined ? 80 : Number(split[2]);
  if (port !== at.port) return false;
  if (LOOPBACK.has(name)) return true;
  if (EVERYWHERE.has(at.host)) return IPV4.test(name) || IPV6.test(name);
  return name === at.host.toLowerCase() || name === `[${at.host.toLowerCase()}]`;
}

function isForeignOrigin(asked: Pick<Asked, 'headers'>, host: string): boolean {
  const { headers } = asked;
  // Sent by every browser of today; a link from elsewhere may show a page, and nothing more.
  const site = onlyHeader(asked, 'sec-fetch-site');
  if (headers.has('sec-fetch-site') && site !== 'same-origin' && site !== 'none') {
    const isLink =
      onlyHeader(asked, 'sec-fetch-mode') === 'navigate' &&
      onlyHeader(asked, 'sec-fetch-dest') === 'document';
    if (!isLink) return true;
  }
  // No browser leaves it out where another site posts; curl and Python do.
  if (!headers.has('origin')) return false;
  const origin = onlyHeader(asked, 'origin');
  return origin === null || origin.toLowerCase() !== `http://${host.toLowerCase()}`;
}
