// The other side of bench/serve.js, in a process of its own: opens so many listeners, one of which never reads.
import { connect } from 'node:net';

let sockets = [];

process.on('message', async ({ open, port }) => {
  if (open === 0) {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  }
  for (let index = 0; index < open; index++) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    if (index === 0) socket.pause();
    else socket.on('data', () => {});
    sockets.push(socket);
  }
  process.send('done');
});
