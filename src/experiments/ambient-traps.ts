import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import nodeCrypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { invariant } from '../kernel/index.js';

/**
 * The traps themselves: the one place that replaces what the host gives to
 * everybody. They stand only while a watched run is under way and every call
 * goes through to the host: a trap changes nothing but that somebody hears of it.
 */
export interface TrapListener {
  /** Is this first use of a probe worth looking at? Asked before the costly question where it was. */
  isNew(probe: string): boolean;
  used(probe: string, where: string | null): void;
  /** A microtask was queued by hand: harmless by itself, a race beside real I/O. */
  queuedMicrotask(where: string | null): void;
  /** To be called when the run has ended: a timer must not outlive its run. */
  keep(cancel: () => void): void;
}

/**
 * `calls`: what is replaced by name (clock, randomness, timers, fetch); measured
 * at some 50 microseconds a run, for every run of an exploration with exact
 * settling, where nobody else can come between. `everything`: also what shows
 * only as work of the host (files, sockets, workers, timers taken before the
 * run), and calls are told apart from the host's own by the async context they
 * are made in. It hooks every promise: about twice to three times a plain run.
 */
export type Watching = 'calls' | 'everything';

const contexts = new AsyncLocalStorage<TrapListener>();
/** The run that is watched by `calls` only: one at a time. */
let uncontexted: TrapListener | null = null;
/** Calls that traps have let through and that have not returned: what these call in turn is the host's. */
let inside = 0;

/**
 * Runs `body` with the traps up. They come down when what it returns has
 * settled, and at once if it throws.
 */
export function withTraps<T>(
  listener: TrapListener,
  watching: Watching,
  body: () => Promise<T> | T,
): Promise<T> | T {
  let result: Promise<T> | T;
  const down = (): void => {
    if (watching === 'calls') uncontexted = null;
    else HOST_TRAPS.release();
    CALL_TRAPS.release();
  };
  invariant(
    watching === 'everything' || uncontexted === null,
    () => 'two runs are watched by their calls at once',
  );
  CALL_TRAPS.hold();
  if (watching === 'calls') uncontexted = listener;
  else HOST_TRAPS.hold();
  try {
    result = watching === 'calls' ? body() : contexts.run(listener, body);
  } catch (error) {
    down();
    throw error;
  }
  if (result instanceof Promise) return result.finally(down);
  down();
  return result;
}

/** Something that stands as long as at least one run needs it. */
class Held {
  readonly #raise: () => () => void;
  #lower: (() => void) | null = null;
  #count = 0;

  constructor(raise: () => () => void) {
    this.#raise = raise;
  }

  hold(): void {
    if (this.#count++ === 0) this.#lower = this.#raise();
  }

  release(): void {
    if (--this.#count > 0) return;
    this.#lower?.();
    this.#lower = null;
  }
}

type Call = (this: unknown, ...rest: unknown[]) => unknown;
type Owner = Record<string, unknown>;

const CLOCK = globalThis.Date;
/** What stands for `Date.now` while the traps are up. */
let trappedNow: unknown = null;

/** What is replaced by name, on the object that everybody shares: destructured before the run, it escapes. */
const CALL_TRAPS = new Held(() => {
  const lower = [
    replace(globalThis.performance, 'now', 'performance.now'),
    replace(globalThis.Math, 'random', 'Math.random'),
    replace(globalThis.crypto, 'randomUUID', 'crypto.randomUUID'),
    replace(globalThis.crypto, 'getRandomValues', 'crypto.getRandomValues'),
    replace(globalThis, 'fetch', 'network I/O'),
    replace(globalThis, 'setTimeout', 'setTimeout', globalThis.clearTimeout),
    replace(globalThis, 'setInterval', 'setInterval', globalThis.clearInterval),
    replace(globalThis, 'setImmediate', 'setImmediate', globalThis.clearImmediate),
    replace(globalThis.process, 'hrtime', 'process.hrtime'),
    replace(globalThis.process.hrtime, 'bigint', 'process.hrtime'),
    replace(CLOCK, 'now', 'Date.now'),
    replaceDate(),
  ];
  trappedNow = CLOCK.now;
  return () => {
    for (const one of lower.reverse()) one();
  };
});

/** What a call of `node:crypto` or a synchronous one of `node:fs` is; the rest shows in the hook. */
const HOST_TRAPS = new Held(() => {
  const lower = [
    ...['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync'].map((name) =>
      replace(nodeCrypto, name, `crypto.${name}`),
    ),
    ...Object.keys(fs)
      .filter((name) => name.endsWith('Sync'))
      .map((name) => replace(fs, name, 'file I/O')),
  ];
  // `import { randomUUID } from 'node:crypto'` sees what was replaced only after this.
  syncBuiltinESMExports();
  hook.enable();
  return () => {
    hook.disable();
    // Otherwise every promise of the process goes on paying for the context.
    contexts.disable();
    for (const one of lower.reverse()) one();
    syncBuiltinESMExports();
  };
});

/** Puts a trap in the place of a function; returns how to take it away. */
function replace(
  owner: object,
  name: string,
  probe: string,
  cancel?: (handle: never) => void,
): () => void {
  const original = (owner as Owner)[name] as Call | undefined;
  const own = Object.getOwnPropertyDescriptor(owner, name);
  // Another version of Node may lack it, or hold on to it: then there is no trap there.
  if (original === undefined || own?.configurable === false) return () => undefined;
  const enumerable = own?.enumerable ?? false;
  Object.defineProperty(owner, name, {
    value: trapOf(original, probe, cancel),
    writable: true,
    configurable: true,
    enumerable,
  });
  return () => {
    if (own === undefined) delete (owner as Owner)[name];
    else Object.defineProperty(owner, name, own);
  };
}

/** By what they stand for: made once, not anew for each of thousands of runs. */
const MADE = new WeakMap<Call, Call>();

function trapOf(original: Call, probe: string, cancel?: (handle: never) => void): Call {
  const made = MADE.get(original);
  if (made !== undefined) return made;
  const trap: Call = function (this: unknown, ...rest) {
    const listener = notice(probe);
    inside++;
    try {
      const result = original.apply(this, rest);
      if (cancel !== undefined) listener?.keep(() => cancel(result as never));
      return result;
    } finally {
      inside--;
    }
  };
  // Its name, its length, and what hangs on it (`util.promisify` asks for a symbol).
  Object.defineProperties(trap, Object.getOwnPropertyDescriptors(original));
  MADE.set(original, trap);
  return trap;
}

/** `new Date()` and `Date()` ask the clock; with arguments it is arithmetic. */
const WATCHED_DATE = new Proxy(CLOCK, {
  construct(target, rest, newTarget): Date {
    if (rest.length === 0) notice('new Date()');
    return Reflect.construct(target, rest, newTarget) as Date;
  },
  apply(target): string {
    notice('Date()');
    return target();
  },
});

function replaceDate(): () => void {
  const host = globalThis.Date;
  globalThis.Date = WATCHED_DATE;
  return () => {
    globalThis.Date = host;
  };
}

/** Tells the run that made this call, if one did. Null: nobody's, the kernel's or the database's own. */
function notice(probe: string): TrapListener | null {
  if (inside > 0) return null;
  const listener = contexts.getStore() ?? uncontexted;
  if (listener === null) return null;
  // SQLite takes its random seed when it first wants it: within a call that shows it virtual time.
  if (probe.startsWith('crypto.') && CLOCK.now !== trappedNow) return null;
  const isSettling = probe === 'setImmediate' && SETTLING.test(framesOf().slice(0, 3).join('\n'));
  if (isSettling) return null;
  if (listener.isNew(probe)) listener.used(probe, callerOf(framesOf()));
  return listener;
}

/** The kernel's own crossing of the host's turn. */
const SETTLING = /[\\/]kernel[\\/]settle\.[jt]s/;

/** Kinds of work of the host, as Node names them, by what a person calls them. */
const WORK = new Map<string, string>();
for (const [probe, kinds] of Object.entries({
  'file I/O':
    'FSREQCALLBACK FSREQPROMISE FILEHANDLE FILEHANDLECLOSEREQ FSEVENTWRAP STATWATCHER DIRHANDLE',
  // Not PIPEWRAP and TTYWRAP: the first console.log of a process makes them.
  'network I/O':
    'GETADDRINFOREQWRAP GETNAMEINFOREQWRAP QUERYWRAP TCPWRAP TCPCONNECTWRAP TCPSERVERWRAP UDPWRAP UDPSENDWRAP PIPECONNECTWRAP PIPESERVERWRAP TLSWRAP HTTPCLIENTREQUEST HTTPINCOMINGMESSAGE',
  worker: 'WORKER MESSAGEPORT',
  'child process': 'PROCESSWRAP',
  'thread pool':
    'ZLIB PBKDF2REQUEST SCRYPTREQUEST HKDFREQUEST HASHREQUEST SIGNREQUEST CIPHERREQUEST DERIVEBITSREQUEST KEYGENREQUEST KEYPAIRGENREQUEST RANDOMPRIMEREQUEST CHECKPRIMEREQUEST',
  'crypto.randomBytes': 'RANDOMBYTESREQUEST',
  setTimeout: 'Timeout',
  setImmediate: 'Immediate',
})) {
  for (const kind of kinds.split(' ')) WORK.set(kind, probe);
}

/** Real I/O: what a queued microtask can race with. */
export const REAL_IO: ReadonlySet<string> = new Set([
  'file I/O',
  'network I/O',
  'worker',
  'child process',
  'thread pool',
]);

/** Must not throw: Node ends the process when a hook does. */
const hook = createHook({
  init(_id, kind) {
    if (kind === 'PROMISE' || kind === 'TickObject' || inside > 0) return;
    const probe = WORK.get(kind);
    if (probe === undefined && kind !== 'Microtask') return;
    const listener = contexts.getStore();
    if (listener === undefined) return;
    if (probe === undefined) {
      const frames = framesOf();
      if (!isFromNode(frames)) listener.queuedMicrotask(callerOf(frames));
    } else if (listener.isNew(probe)) {
      const frames = framesOf();
      // Node's own timers (of a socket, of an agent) belong to the I/O that is named already.
      const isTimer = probe === 'setTimeout' || probe === 'setImmediate';
      if (!isTimer || !isFromNode(frames)) listener.used(probe, callerOf(frames));
    }
  },
});

const OWN = /[\\/]ambient-(traps|watch)\.[jt]s:/;
const WAY_TO_QUEUE =
  /node:(internal\/)?(async_hooks|timers|timers\/promises|process\/task_queues)[:)]/;

/** The stack above this file, innermost first; empty where the host cannot tell. */
function framesOf(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  if (typeof stack !== 'string') return [];
  return stack.split('\n').filter((line) => /^\s+at /.test(line) && !OWN.test(line));
}

function isFromNode(frames: readonly string[]): boolean {
  const maker = frames.find((line) => !WAY_TO_QUEUE.test(line));
  return maker?.includes('node:') ?? false;
}

/** `file:line:column` of the innermost frame that is not Node's. */
function callerOf(frames: readonly string[]): string | null {
  const frame = frames.find((line) => /:\d+:\d+\)?$/.test(line) && !line.includes('node:'));
  return /([^\s(]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1]?.replace(/^file:\/\//, '') ?? null;
}
