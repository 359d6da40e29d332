import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LISTENERS_MAX } from '../../src/server/index.js';
import { messagesOf } from './fake-sink.js';
import { replayed, request, SCENE, serving, statusOf } from './serving.js';

/** A listener that reads until it has seen what it waits for. */
async function listenUntil(url: string, seen: (text: string) => boolean, lastSeen?: string) {
  const stop = new AbortController();
  const headers: Record<string, string> =
    lastSeen === undefined ? {} : { 'Last-Event-ID': lastSeen };
  const response = await fetch(`${url}/events`, { signal: stop.signal, headers });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (seen(text)) break;
  }
  stop.abort();
  return { response, text };
}

describe('the dashboard over HTTP', () => {
  it.each(['open', 'closed', 'error'] as const)(
    'says the same equity in /api/pnl and /api/status, cash included, with the market %s',
    async (market) => {
      const { json, session } = await serving({ market });
      for (const ms of [0, 30, 60, 120, 60_000]) {
        session.tick(ms);
        const pnl = await json('/api/pnl');
        const status = await json('/api/status');
        expect(status.pnl).toEqual(pnl);
        expect(pnl.equity).toBe(201_581.22);
        expect(pnl.cash).toBeTypeOf('number');
        expect(pnl.total).toBe(market === 'open' ? 0 : null);
      }
      expect((await json('/api/pnl')).cash).toBe(132_540.92);
      expect((await json('/api/risk/status')).risk_metrics.current_capital).toBe(201_581.22);
      expect((await json('/api/trades')).trades).toHaveLength(4);
      expect((await json('/api/positions')).positions).toHaveLength(4);
      expect((await json('/api/live')).moment.phase).toBe('ended');
    },
  );

  it('has the money that a chosen scenario begins with before its tape is there', async () => {
    const { json, session, post } = await serving({ isEmpty: true });
    const { served } = await replayed();
    session.prepare(SCENE, served);
    const pnl = await json('/api/pnl');
    expect(pnl).toMatchObject({ cash: 144_420.92, equity: 201_581.22 });
    const status = await json('/api/status');
    expect(status.pnl).toEqual(pnl);
    expect(status.trading_status.is_trading).toBe(false);
    expect((await json('/api/trades')).trades).toEqual([]);
    expect((await post('/api/control', { action: 'step' })).status).toBe(409);
    session.show(SCENE, served);
    expect((await json('/api/pnl')).cash).toBe(144_420.92);
  });

  it('answers with every field, empty, before anything was chosen', async () => {
    const { json, post } = await serving({ isEmpty: true });
    expect(await json('/api/pnl')).toEqual({
      total: null,
      unrealized: null,
      realized: null,
      daily: null,
      equity: 0,
      cash: 0,
    });
    expect(await json('/api/positions')).toEqual({ positions: [] });
    expect(await json('/api/trades')).toMatchObject({ trades: [] });
    expect(await json('/api/risk/status')).toEqual({ enabled: false });
    expect((await json('/api/status')).pnl).toEqual(await json('/api/pnl'));
    expect((await post('/api/control', { action: 'step' })).status).toBe(409);
  });

  it('sends its page with a policy and no store', async () => {
    const { url } = await serving();
    const page = await fetch(`${url}/`);
    expect(page.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(await page.text()).toContain('<title>live</title>');
  });

  it('controls the cursor', async () => {
    const { post, json } = await serving();
    const answer = await post('/api/control', { action: 'step' });
    expect(await answer.json()).toMatchObject({ moment: { phase: 'paused', seq: 0 } });
    await post('/api/control', { action: 'speed', speed: 0.5 });
    expect((await json('/api/live')).moment).toMatchObject({ speed: 0.5, seq: 0 });
  });

  it('answers 500 where something of ours goes wrong, and goes on', async () => {
    const { url, session, faults } = await serving();
    const snapshot = session.snapshot;
    session.snapshot = () => {
      throw new Error('broken');
    };
    expect((await fetch(`${url}/api/live`)).status).toBe(500);
    session.snapshot = snapshot;
    expect((await fetch(`${url}/api/live`)).status).toBe(200);
    expect(faults).toEqual([new Error('broken')]);
  });
});

describe('the stream of events', () => {
  it('goes on where a browser that comes back left off', async () => {
    const { url, session, feed } = await serving();
    const first = await listenUntil(url, (text) => messagesOf(text).length === 1);
    expect(first.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const { id, event } = messagesOf(first.text)[0]!;
    expect(event).toBe('snapshot');
    session.control({ action: 'step' });
    session.control({ action: 'step' });
    const again = await listenUntil(url, (text) => messagesOf(text).length === 2, id);
    expect(messagesOf(again.text).map((message) => message.event)).toEqual(['frame', 'frame']);
    expect(feed.listenersCount).toBeLessThanOrEqual(2);
  });

  it('has a bounded number of listeners; one more is told to come later', async () => {
    const { server, raw, feed, json } = await serving();
    const line = request(server.port, 'GET /events');
    const sockets = Array.from({ length: LISTENERS_MAX }, () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(line);
      return socket;
    });
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve))),
    );
    expect(feed.isFull).toBe(true);
    const refused = await raw(line);
    expect(statusOf(refused)).toBe(503);
    expect(refused).toMatch(/\r\nRetry-After: 5\r\n/);
    // Also where the client would keep its connection: those are few.
    const kept = await raw(line.replace('Connection: close\r\n', ''));
    expect(statusOf(kept)).toBe(503);
    expect(kept).toMatch(/\r\nConnection: close\r\n/i);
    // The dashboard is there for everybody all the same.
    expect((await json('/api/pnl')).equity).toBe(201_581.22);
    for (const socket of sockets) socket.destroy();
  });

  it('never waits for a reader that does not read: it is dropped, and nothing else is held up', async () => {
    const { server, feed, json } = await serving();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(request(server.port, 'GET /events'));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    // Far more than the host's own buffers take; not one of these calls waits.
    const padding = 'x'.repeat(64 * 1024);
    for (let at = 0; at < 400; at++) {
      feed.publish('frame', { at, padding });
      // Lets the host hand over to the socket what it takes.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await json('/api/pnl')).equity).toBe(201_581.22);
    expect(feed.listenersCount).toBe(1);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    feed.tick(0);
    feed.tick(6_000);
    socket.on('error', () => {});
    socket.resume();
    await closed;
    // The server hears of it a turn later.
    while (feed.listenersCount > 0) await json('/api/pnl');
  });

  it('ends for everybody when the server closes', async () => {
    const { url, session, server } = await serving();
    const streams = [1, 2].map(() => listenUntil(url, (text) => text.includes('event: bye')));
    while ((await (await fetch(`${url}/api/live`)).json()) === null);
    await listenUntil(url, (text) => messagesOf(text).length === 1);
    session.close();
    for (const { text } of await Promise.all(streams)) expect(text).toContain('event: bye');
    await server.close();
    await expect(fetch(`${url}/api/pnl`)).rejects.toThrow();
  });
});
