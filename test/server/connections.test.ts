import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CONNECTIONS_MAX, CONNECTIONS_OF_ADDRESS_MAX } from '../../src/server/index.js';
import { request, serving, statusOf } from './serving.js';

const held: Socket[] = [];
afterEach(() => {
  for (const socket of held.splice(0)) socket.destroy();
});

/** A connection from one of this machine's own addresses, which stays open until the other side closes it. */
async function hold(port: number, text = '', localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  socket.resume();
  held.push(socket);
  await new Promise((resolve) => socket.once('connect', resolve));
  if (text !== '') socket.write(text);
  return socket;
}

const isOpen = (socket: Socket): boolean => !socket.destroyed && !socket.readableEnded;

describe('more connections than there is room for', () => {
  it.each([
    ['that say nothing', ''],
    ['that say it byte by byte', 'GET /api/pnl HTTP/1.1\r\nHost: 127.0.0.1'],
    [
      'whose body never comes',
      'POST /api/control HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
    ],
  ])('give way, the longest waiting first, to one that asks: %s', async (_, text) => {
    const { server, raw } = await serving();
    const first = await hold(server.port, text.replace('PORT', String(server.port)));
    const gone = new Promise((resolve) => first.once('close', resolve));
    for (let count = 1; count < CONNECTIONS_MAX; count++)
      await hold(server.port, text.replace('PORT', String(server.port)));
    expect(statusOf(await raw(request(server.port, 'GET /api/pnl')))).toBe(200);
    await gone;
    expect(isOpen(held.at(-1)!)).toBe(true);
  });

  it('are not taken from those that listen to the events', async () => {
    const { server, feed, raw } = await serving();
    const listener = await hold(server.port, request(server.port, 'GET /events'));
    await new Promise((resolve) => listener.once('data', resolve));
    for (let count = 0; count < CONNECTIONS_MAX; count++) await hold(server.port);
    expect(statusOf(await raw(request(server.port, 'GET /api/pnl')))).toBe(200);
    expect(feed.listenersCount).toBe(1);
    expect(isOpen(listener)).toBe(true);
  });

  it('of one address leave room for those of another', async () => {
    const { server } = await serving();
    const other = await hold(server.port, '', '127.0.0.2');
    const first = await hold(server.port);
    const gone = new Promise((resolve) => first.once('close', resolve));
    for (let count = 0; count < CONNECTIONS_OF_ADDRESS_MAX; count++) await hold(server.port);
    await gone;
    expect(isOpen(other)).toBe(true);
  });
});
