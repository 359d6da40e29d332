import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, type Asked, refusal, type Sink } from './asked.js';
import { Connections } from './connections.js';
import type { Listening } from './request-gate.js';

/** What decides about requests. */
interface Handler {
  /** By the head alone: a refusal, or null where the body may be read. */
  admit(asked: Asked, at: Listening): Answer | null;
  answer(asked: Asked): Answer;
  /** Something of ours went wrong over one request; the server goes on. */
  fault(error: unknown): void;
}

export interface OpenHttp extends Listening {
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Bytes of a request's body: our own are some thirty. */
export const BODY_BYTES_MAX = 4_096;

/** Sent with every answer: nothing is embedded, cached, guessed at or told to others. */
const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Throws what the host says where it cannot listen (`EADDRINUSE`, `EACCES`). */
export async function openHttp(
  handler: Handler,
  wanted: { readonly host: string; readonly port: number },
): Promise<OpenHttp> {
  const limits = {
    maxHeaderSize: 8_192,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  };
  const at = { host: wanted.host, port: wanted.port };
  const connections = new Connections();
  const server = createServer(limits, (request, response) => {
    response.once('close', () => connections.waits(request.socket));
    const isWhole = (): void => connections.answers(request.socket);
    serve(handler, at, { request, response, isWhole }).catch((error: unknown) => {
      handler.fault(error);
      if (!response.headersSent) send(response, request, refusal(500, 'a fault of this server'));
      else response.destroy();
    });
  });
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: wanted.host, port: wanted.port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) at.port = address.port;
  return {
    host: at.host,
    port: at.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  handler: Handler,
  at: Listening,
  {
    request,
    response,
    isWhole,
  }: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    /** Called once the body has come in as well. */
    readonly isWhole: () => void;
  },
): Promise<void> {
  const head = askedOf(request);
  const refused = handler.admit(head, at);
  if (refused !== null) {
    // Whatever of a body is still to come is not waited for.
    response.shouldKeepAlive = false;
    send(response, request, refused);
    return;
  }
  const body = await readBody(request);
  if (body === 'broken off') return;
  isWhole();
  if (body === null) {
    response.shouldKeepAlive = false;
    const why = `a body has at most ${BODY_BYTES_MAX} bytes here`;
    send(response, request, refusal(413, why));
    return;
  }
  const answer = handler.answer({ ...head, body });
  if (answer.kind === 'file' && request.method !== 'HEAD') {
    await sendFile(response, answer);
    return;
  }
  send(response, request, answer);
}

function askedOf(request: IncomingMessage): Asked {
  const headers = new Map<string, string[]>();
  // As sent: `request.headers` would hide that one came twice.
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!.toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(request.rawHeaders[index + 1]!);
    headers.set(name, values);
  }
  return { method: request.method ?? '', target: request.url ?? '', headers, body: '' };
}

/** Null: it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null | 'broken off'> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) return null;
      chunks.push(chunk);
    }
  } catch {
    // The other side went away: there is nobody to answer.
    return 'broken off';
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, request: IncomingMessage, answer: Answer): void {
  const isHead = request.method === 'HEAD';
  switch (answer.kind) {
    case 'text': {
      const bytes = Buffer.from(answer.text);
      // What is too busy to answer does not hold a connection either.
      if (answer.status >= 500) response.shouldKeepAlive = false;
      response.writeHead(answer.status, {
        ...ALWAYS,
        ...answer.headers,
        'Content-Type': answer.type,
        'Content-Length': bytes.length,
      });
      response.end(isHead ? undefined : bytes);
      return;
    }
    case 'file':
      answer.close();
      response.writeHead(200, fileHeaders(answer));
      response.end();
      return;
    case 'stream':
      response.writeHead(200, {
        ...ALWAYS,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'X-Accel-Buffering': 'no',
      });
      if (isHead) response.end();
      else answer.listen(sinkOf(response));
      return;
  }
}

async function sendFile(
  response: ServerResponse,
  answer: Extract<Answer, { kind: 'file' }>,
): Promise<void> {
  response.writeHead(200, fileHeaders(answer));
  for await (const chunk of answer.open()) {
    if (response.destroyed) break;
    if (response.write(chunk)) continue;
    await new Promise<void>((resolve) => {
      response.once('drain', resolve);
      response.once('close', resolve);
    });
  }
  response.end();
}

function fileHeaders({
  type,
  bytes,
  headers,
}: Extract<Answer, { kind: 'file' }>): Record<string, string> {
  return { ...ALWAYS, ...headers, 'Content-Type': type, 'Content-Length': String(bytes) };
}

function sinkOf(response: ServerResponse): Sink {
  response.socket?.setNoDelay(true);
  return {
    write: (text) => response.write(text),
    whenDrained: (then) => {
      response.once('drain', then);
    },
    whenClosed: (then) => {
      response.once('close', then);
    },
    end: (text) => {
      response.end(text);
    },
    destroy: () => {
      response.destroy();
    },
  };
}
