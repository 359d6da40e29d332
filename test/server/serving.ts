import { connect } from 'node:net';
import { afterEach } from 'vitest';
import { replay } from '../../src/experiments/index.js';
import type { LiveScene } from '../../src/live/index.js';
import {
  LiveFeed,
  LiveSession,
  type MarketSetting,
  openServer,
  type ServedReplay,
  type Wish,
} from '../../src/server/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { settingOf, shipped } from '../experiments/shipped.js';

export const SCENE: LiveScene = {
  title: 'A burst',
  path: 'scenarios/app-4x-buy.yaml',
  guardSet: 'none',
  guards: [],
  seed: 1,
  replayLine: 'npx racetape replay scenarios/app-4x-buy.yaml --guards none',
  links: [],
  verdict: 'fail',
  verdictWords: 'APP was bought 4 times where once was due.',
  standing: 'met',
};

/** A finished replay of a shipped scenario, its tape in memory. */
export async function replayed(id = 'app-4x-buy', guards = 'none') {
  const events: TapeEvent[] = [];
  const scenario = shipped(id);
  const { header, judgement } = await replay(settingOf(scenario, guards), {
    header: () => {},
    event: (event) => events.push(event),
  });
  const served: ServedReplay = {
    header,
    findings: judgement.findings,
    events,
    system: { symbolsCount: 4, limiter: scenario.system.limiter },
  };
  return { served, events, judgement };
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server over a replay, at a port of its own, ticked by hand. Closed after the test. */
export async function serving(
  options: {
    readonly market?: MarketSetting;
    readonly folder?: string;
    readonly host?: string;
    readonly isEmpty?: true;
  } = {},
) {
  const feed = new LiveFeed('life1');
  const session = new LiveSession(feed, {
    market: options.market ?? 'auto',
    speed: 1,
    choices: [{ path: SCENE.path, title: SCENE.title, guardSets: ['none'] }],
  });
  const wishes: Wish[] = [];
  const faults: unknown[] = [];
  const server = await openServer(
    {
      session,
      feed,
      folder: options.folder ?? '/nonexistent',
      page: () => ({ html: '<!doctype html><title>live</title>', policy: "default-src 'none'" }),
      choose: (wish) => {
        wishes.push(wish);
        return wish.scenario === SCENE.path;
      },
    },
    { host: options.host ?? '127.0.0.1', port: 0 },
    (error) => faults.push(error),
  );
  if (options.isEmpty === undefined) session.show(SCENE, (await replayed()).served);
  open.push(async () => {
    session.close();
    await server.close();
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    feed,
    session,
    server,
    url,
    wishes,
    faults,
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
    json: async (path: string): Promise<any> => (await fetch(url + path)).json(),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** Sends bytes as they are and returns all that comes back until the other side closes. */
    raw: (text: string) => askRaw(server.port, text),
  };
}

/** A client that normalises nothing. */
export function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Refused while it was still sending: what was answered stands.
      if (answer === '' && error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.write(text);
  });
}

/** A request with its Host and, so that the answer ends, without keep-alive. */
export function request(
  port: number,
  line: string,
  headers: readonly string[] = [`Host: 127.0.0.1:${port}`],
  body = '',
): string {
  return [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n');
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
