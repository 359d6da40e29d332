import { pnlAnswer } from '../dashboard/pnl.js';
import { positionsAnswer } from '../dashboard/positions.js';
import { riskStatusAnswer } from '../dashboard/risk-status.js';
import { statusAnswer } from '../dashboard/status.js';
import { tradesAnswer } from '../dashboard/trades.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { LiveSession } from '../live/live-session.js';
import { type Answer, type Asked, jsonAnswer, onlyHeader, refusal } from './asked.js';
import { parseControl, parseWish, type Wish } from './parse-body.js';
import { fileAnswer } from './served-folder.js';

/** What the routes answer from. */
export interface Served {
  readonly session: LiveSession;
  readonly feed: LiveFeed;
  /** The folder of the reports: all that is served from the disk. */
  readonly folder: string;
  /** The live page as it stands now, and the policy that it needs. */
  readonly page: () => { readonly html: string; readonly policy: string };
  /** Something was chosen on the page. False: there is no such thing to choose. */
  readonly choose: (wish: Wish) => boolean;
}

type Route = (served: Served, asked: Asked) => Answer;

/** Whole paths. HEAD is answered as GET without its body. */
const GET: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/', ({ page }) => pageAnswer(page())],
  ['/events', (served, asked) => listen(served, asked)],
  ['/api/live', ({ session }) => jsonAnswer(session.snapshot())],
  ['/api/positions', ({ session }) => withView(session, positionsAnswer, { positions: [] })],
  ['/api/pnl', ({ session }) => jsonAnswer(pnlAnswer(session.view))],
  ['/api/status', ({ session }) => jsonAnswer(statusAnswer(session.view, session.runner))],
  ['/api/risk/status', ({ session }) => withView(session, riskStatusAnswer, { enabled: false })],
  ['/api/trades', ({ session }) => withView(session, tradesAnswer, { trades: [], summary: {} })],
]);

const POST: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    '/api/control',
    ({ session }, { body }) => {
      const control = parseControl(body);
      if (control === null) return refusal(400, CONTROL_WORDS);
      return session.control(control)
        ? jsonAnswer({ moment: session.snapshot().moment })
        : refusal(409, 'nothing is being replayed yet');
    },
  ],
  [
    '/api/choose',
    ({ choose }, { body }) => {
      const wish = parseWish(body);
      if (wish === null) return refusal(400, WISH_WORDS);
      return choose(wish) ? jsonAnswer({ chosen: wish }, 202) : refusal(404, 'no such choice');
    },
  ],
]);

const REPORTS = '/reports/';
const CONTROL_WORDS =
  'expected {"action":"play"}, pause, step or restart, or {"action":"speed","speed":2}';
const WISH_WORDS = 'expected {"scenario":"scenarios/x.yaml","guards":"none","explore":false}';
/** By path and method, once the gate has let a request in. */
export function routeAnswer(served: Served, asked: Asked): Answer {
  const path = asked.target.split('?')[0]!;
  if (path.startsWith(REPORTS)) {
    if (!isReading(asked)) return wrongMethod(['GET', 'HEAD']);
    return fileAnswer(served.folder, path.slice(REPORTS.length)) ?? NOT_FOUND;
  }
  const reads = GET.get(path);
  const writes = POST.get(path);
  if (reads === undefined && writes === undefined) return NOT_FOUND;
  const route = isReading(asked) ? reads : asked.method === 'POST' ? writes : undefined;
  if (route === undefined) return wrongMethod(reads === undefined ? ['POST'] : ['GET', 'HEAD']);
  if (route === writes && !/^application\/json\b/i.test(onlyHeader(asked, 'content-type') ?? ''))
    return refusal(415, 'a body is JSON here: Content-Type: application/json');
  return route(served, asked);
}

const NOT_FOUND = refusal(404, 'there is nothing of that name here');

function isReading({ method }: Asked): boolean {
  return method === 'GET' || method === 'HEAD';
}

function wrongMethod(allowed: readonly string[]): Answer {
  return refusal(405, `only ${allowed.join(' and ')} here`, { Allow: allowed.join(', ') });
}

function withView(
  session: LiveSession,
  answer: (view: NonNullable<LiveSession['view']>) => object,
  otherwise: object,
): Answer {
  return jsonAnswer(session.view === null ? otherwise : answer(session.view));
}

function pageAnswer({ html, policy }: ReturnType<Served['page']>): Answer {
  const headers = { 'Content-Security-Policy': policy };
  return { kind: 'text', status: 200, type: 'text/html; charset=utf-8', text: html, headers };
}

function listen({ session, feed }: Served, asked: Asked): Answer {
  if (feed.isFull)
    return refusal(503, 'as many listen as may; try again later', { 'Retry-After': '5' });
  const lastSeen = onlyHeader(asked, 'last-event-id');
  return {
    kind: 'stream',
    listen: (sink) => {
      session.flush();
      feed.join(sink, lastSeen, () => session.snapshot());
    },
  };
}
