import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BODY_BYTES_MAX, isOwnHost } from '../../src/server/index.js';
import { request, serving, statusOf } from './serving.js';

describe('a request by another name', () => {
  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1:80',
    '127.0.0.1',
    '192.168.0.7:PORT',
    '127.0.0.1:PORT@evil.example',
    '',
  ])('is refused: Host %j', async (host) => {
    const { raw, server } = await serving();
    const name = host.replace('PORT', String(server.port));
    const answer = await raw(request(server.port, 'GET /api/pnl', [`Host: ${name}`]));
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain('cash');
  });

  it('is refused without a Host, and with two', async () => {
    const { raw, server } = await serving();
    const own = `Host: 127.0.0.1:${server.port}`;
    const none = await raw('GET /api/pnl HTTP/1.1\r\nConnection: close\r\n\r\n');
    const old = await raw('GET /api/pnl HTTP/1.0\r\n\r\n');
    const two = await raw(request(server.port, 'GET /api/pnl', [own, 'Host: evil.example']));
    for (const answer of [none, old, two]) {
      expect(statusOf(answer)).toBe(400);
      expect(answer).not.toContain('cash');
    }
  });

  it('is answered under the names of this machine', async () => {
    const { raw, server } = await serving();
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      const host = `Host: ${name}:${server.port}`;
      const answer = await raw(request(server.port, 'GET /api/pnl', [host]));
      expect(statusOf(answer), name).toBe(200);
    }
  });

  it('may use any address, but no name, where the server listens on all of them', () => {
    const everywhere = { host: '0.0.0.0', port: 5555 };
    expect(isOwnHost('192.168.0.7:5555', everywhere)).toBe(true);
    expect(isOwnHost('[fe80::1]:5555', everywhere)).toBe(true);
    expect(isOwnHost('localhost:5555', everywhere)).toBe(true);
    expect(isOwnHost('evil.example:5555', everywhere)).toBe(false);
    expect(isOwnHost('desk.lan:5555', { host: 'desk.lan', port: 5555 })).toBe(true);
    expect(isOwnHost('[::1]:5555', { host: '::1', port: 5555 })).toBe(true);
    expect(isOwnHost('localhost', { host: '127.0.0.1', port: 80 })).toBe(true);
  });

  it('is refused where its target names another host, or no path', async () => {
    const { raw, server } = await serving();
    for (const target of ['http://evil.example/api/pnl', '*', 'api/pnl']) {
      const answer = await raw(request(server.port, `OPTIONS ${target}`));
      expect(statusOf(answer), target).toBe(400);
    }
  });
});

describe('a request of another site', () => {
  it.each([
    ['another origin', ['Origin: http://evil.example']],
    ['the null origin of a sandbox', ['Origin: null']],
    ['the same name on another port', ['Origin: http://127.0.0.1:1']],
    ['the same name by another scheme', ['Origin: https://127.0.0.1:PORT']],
    ['two origins', ['Origin: http://127.0.0.1:PORT', 'Origin: http://evil.example']],
    ['a cross-site fetch', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
    ['a picture on another page', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Dest: image']],
    [
      'a frame',
      ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'],
    ],
    ['another port of this host', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors']],
  ])('is refused: %s', async (_what, headers) => {
    const { raw, server } = await serving();
    const own = [`Host: 127.0.0.1:${server.port}`];
    const sent = headers.map((header) => header.replace('PORT', String(server.port)));
    for (const line of ['GET /api/pnl', 'GET /events', 'POST /api/control']) {
      const answer = await raw(request(server.port, line, [...own, ...sent]));
      expect(statusOf(answer), line).toBe(403);
      expect(answer).not.toMatch(/cash|Access-Control/i);
    }
  });

  it('may lead here by a link', async () => {
    const { raw, server } = await serving();
    const headers = [
      `Host: 127.0.0.1:${server.port}`,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
    ];
    expect(statusOf(await raw(request(server.port, 'GET /', headers)))).toBe(200);
  });

  it('is let in from our own page, and from a program that is none', async () => {
    const { raw, server, post, url } = await serving();
    const own = `Host: 127.0.0.1:${server.port}`;
    const page = [own, `Origin: ${url}`, 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: cors'];
    expect(statusOf(await raw(request(server.port, 'GET /api/pnl', page)))).toBe(200);
    expect((await post('/api/control', { action: 'pause' })).status).toBe(200);
    expect((await post('/api/control', { action: 'pause' }, { Origin: url })).status).toBe(200);
  });

  it('cannot post a form: a body is JSON', async () => {
    const { post } = await serving();
    const form = await post('/api/control', '{"action":"pause"}', { 'Content-Type': 'text/plain' });
    expect(form.status).toBe(415);
  });
});

describe('a path', () => {
  let folder: string;
  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'racetape-served-'));
    folder = join(root, 'reports');
    mkdirSync(join(folder, 'app/none'), { recursive: true });
    writeFileSync(join(root, 'secret.json'), '{"secret":1}');
    writeFileSync(join(folder, 'app/index.html'), '<title>report</title>');
    writeFileSync(join(folder, 'app/none/replay.json'), '{"report":1}');
    writeFileSync(join(folder, 'app/none/trading_data.db'), 'bytes');
    writeFileSync(join(folder, 'app/none/id_rsa'), 'secret');
    writeFileSync(join(folder, '.hidden.json'), '{"secret":2}');
    symlinkSync(join(root, 'secret.json'), join(folder, 'app/link.json'));
    symlinkSync(root, join(folder, 'up'));
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it.each([
    '/../secret.json',
    '/reports/../secret.json',
    '/reports/app/../../secret.json',
    '/reports/app/./../../secret.json',
    '/reports/%2e%2e/secret.json',
    '/reports/%2E%2e/secret.json',
    '/reports/.%2e/secret.json',
    '/reports/..%2fsecret.json',
    '/reports/%2e%2e%2fsecret.json',
    '/reports/%252e%252e/secret.json',
    '/reports/%252e%252e%252fsecret.json',
    '/reports/..%5csecret.json',
    '/reports/..\\secret.json',
    '/reports/%5c..%5csecret.json',
    '/reports/%c0%ae%c0%ae/secret.json',
    '/reports/%e0%80%ae%e0%80%ae/secret.json',
    '/reports/%c0%af..%c0%afsecret.json',
    '/reports/%u002e%u002e/secret.json',
    '/reports/..;/secret.json',
    '/reports//../secret.json',
    '/reports/app/none/replay.json%00.html',
    '/reports/../secret.json%00',
    '/reports/%2froot%2fsecret.json',
    '/reports//etc/passwd',
    '/reports/C:/secret.json',
    '/reports/.hidden.json',
    '/reports/%2ehidden.json',
    '/reports/app/link.json',
    '/reports/up/secret.json',
    '/reports/app/none/id_rsa',
    '/reports/app/none',
    '/reports/%',
    '/reports/',
  ])('that leads out of the folder, or to what is no report, finds nothing: %s', async (path) => {
    const { raw, server } = await serving({ folder });
    const answer = await raw(request(server.port, `GET ${path}`));
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toContain('secret":');
  });

  it('inside the folder is served, as a thing of another origin', async () => {
    const { url } = await serving({ folder });
    const page = await fetch(`${url}/reports/app/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(await page.text()).toBe('<title>report</title>');
    const json = await fetch(`${url}/reports/app/none/replay.json?x=../..`);
    expect(await json.json()).toEqual({ report: 1 });
    const head = await fetch(`${url}/reports/app/none/trading_data.db`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('5');
    expect(await head.text()).toBe('');
  });

  it('is served also where the folder is reached by a link', async () => {
    const link = join(folder, '../linked');
    symlinkSync(folder, link);
    const { url } = await serving({ folder: link });
    expect((await fetch(`${url}/reports/app/none/replay.json`)).status).toBe(200);
  });

  it('that is long is refused with its header', async () => {
    const { raw, server } = await serving({ folder });
    const answer = await raw(request(server.port, `GET /reports/${'a'.repeat(20_000)}`));
    expect(statusOf(answer)).toBe(431);
  });
});

describe('a method', () => {
  it.each([
    ['PUT /api/control', 405],
    ['DELETE /', 405],
    ['TRACE /', 405],
    ['OPTIONS /api/pnl', 405],
    ['POST /api/pnl', 405],
    ['POST /', 405],
    ['GET /api/control', 405],
    ['PUT /reports/x.html', 405],
    ['GET /nothing', 404],
    ['POST /nothing', 404],
    ['BREW /', 400],
  ])('that is not for it is refused: %s', async (line, status) => {
    const { raw, server } = await serving();
    const answer = await raw(request(server.port, line));
    expect(statusOf(answer)).toBe(status);
    if (status === 405) expect(answer).toMatch(/\r\nAllow: (GET, HEAD|POST)\r\n/);
  });

  it('HEAD is answered without a body', async () => {
    const { raw, server } = await serving();
    const answer = await raw(request(server.port, 'HEAD /api/pnl'));
    expect(statusOf(answer)).toBe(200);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it('CONNECT and an upgrade lead nowhere', async () => {
    const { raw, server } = await serving();
    expect(await raw(request(server.port, 'CONNECT evil.example:443'))).toBe('');
    const own = [`Host: 127.0.0.1:${server.port}`, 'Upgrade: websocket'];
    const upgrade = await raw(
      request(server.port, 'GET /api/pnl', own).replace('close', 'upgrade, close'),
    );
    expect(statusOf(upgrade)).not.toBe(101);
  });
});

describe('a body', () => {
  it('that says it is too long is refused before it is read', async () => {
    const { raw, server } = await serving();
    const headers = [
      `Host: 127.0.0.1:${server.port}`,
      'Content-Type: application/json',
      `Content-Length: ${1024 * 1024 * 1024}`,
    ];
    // Not one byte of it is sent, and the answer is there all the same.
    const answer = await raw(request(server.port, 'POST /api/control', headers));
    expect(statusOf(answer)).toBe(413);
    expect(answer).toMatch(/Connection: close/i);
  });

  it('that does not say so is cut off where it is too long', async () => {
    const { raw, server } = await serving();
    const headers = [
      `Host: 127.0.0.1:${server.port}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ];
    const size = BODY_BYTES_MAX + 1;
    const chunk = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n`;
    const answer = await raw(request(server.port, 'POST /api/control', headers, chunk));
    expect(statusOf(answer)).toBe(413);
  });

  it('of just the size is read', async () => {
    const { post } = await serving();
    const body = '{"action":"pause"}'.padEnd(BODY_BYTES_MAX, ' ');
    expect((await post('/api/control', body)).status).toBe(200);
    expect((await post('/api/control', `${body} `)).status).toBe(413);
  });

  it('that is smuggled in by two lengths is refused', async () => {
    const { raw, server } = await serving();
    const headers = [
      `Host: 127.0.0.1:${server.port}`,
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
    ];
    const answer = await raw(request(server.port, 'POST /api/control', headers, '0\r\n\r\n'));
    expect(statusOf(answer)).toBe(400);
  });

  it.each([
    'not json',
    '[]',
    'null',
    '{}',
    '{"action":"stop"}',
    '{"action":"speed"}',
    '{"action":"speed","speed":"2"}',
    '{"action":"speed","speed":0}',
    '{"action":"speed","speed":-1}',
    '{"action":"speed","speed":1e9}',
    '{"__proto__":{"action":"pause"}}',
    '\u0000\ufffd',
  ])('that is no control is refused, and changes nothing: %j', async (body) => {
    const { post, session } = await serving();
    const before = session.snapshot();
    expect((await post('/api/control', body)).status).toBe(400);
    expect(session.snapshot()).toEqual(before);
  });

  it.each([
    ['{"scenario":"scenarios/app-4x-buy.yaml","guards":"none"}', 202],
    ['{"scenario":"scenarios/app-4x-buy.yaml","guards":"none","explore":true}', 202],
    ['{"scenario":"../../etc/passwd","guards":"none"}', 404],
    ['{"scenario":"","guards":"none"}', 400],
    ['{"scenario":"x","guards":7}', 400],
    ['{"scenario":"x","guards":"none","explore":"yes"}', 400],
    [`{"scenario":"${'x'.repeat(600)}","guards":"none"}`, 400],
  ])('that wishes for %s is answered %i', async (body, status) => {
    const { post } = await serving();
    expect((await post('/api/choose', body)).status).toBe(status);
  });
});
