import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Io, Output } from '../runs/index.js';
import { EXIT, type ExitCode, reasonOf } from '../runs/index.js';
import { escapeTerminal } from '../words/index.js';

/** Ctrl-C, a polite kill, and a terminal that is closed: each saves what was found, and ends in 130. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The real host: the one place of the command line that touches `process`, timers and the clock. */
export function processIo(): Io & { close(): void } {
  let interrupted = false;
  const onSignal = (): void => {
    interrupted = true;
  };
  for (const signal of STOPPING) process.on(signal, onSignal);
  return {
    stdout: outputOf(process.stdout, cannotSay),
    stderr: outputOf(process.stderr),
    cwd: process.cwd(),
    colour: (process.env.NO_COLOR ?? '') === '' ? 'allowed' : 'refused',
    stepSummaryPath: process.env.GITHUB_STEP_SUMMARY || undefined,
    // The same two levels up from src/cli/ and from dist/cli/.
    packageFolder: fileURLToPath(new URL('../../', import.meta.url)),
    beforeRun: async () => {
      const { setFlagsFromString } = await import('node:v8');
      // A day of 100,000 signals makes gigabytes of short-lived objects: collect them early rather than grow.
      setFlagsFromString('--max-semi-space-size=2');
      setFlagsFromString('--heap-growing-percent=5');
    },
    nowMs: () => performance.now(),
    cores: availableParallelism(),
    interrupted: () => interrupted,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    meanwhile: (act) => {
      const timer = setInterval(act, 20);
      return () => clearInterval(timer);
    },
    close: () => {
      for (const signal of STOPPING) process.off(signal, onSignal);
    },
  };
}

/**
 * A reader who has seen enough (`| head`) closes the pipe: what remains unsaid
 * is dropped, the files are written all the same, and the exit code stands. Where
 * the host refuses to take what is said (`> /dev/full`), `failed` is called once.
 */
export function outputOf(
  stream: NodeJS.WriteStream,
  failed: (error: NodeJS.ErrnoException) => void = () => undefined,
): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!('syscall' in error)) throw error;
    if (!closed && error.code !== 'EPIPE') failed(error);
    closed = true;
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 80,
  };
}

/**
 * Results that could not be said count as said nowhere: the exit code is that of
 * an output that cannot be written, whatever the answer was. A fault of ours and an
 * interruption stay what they are.
 */
function cannotSay(error: NodeJS.ErrnoException): void {
  process.stderr.write(
    `racetape: cannot write to standard output: ${escapeTerminal(reasonOf(error))}\n`,
  );
  process.once('exit', () => {
    const answered = process.exitCode as ExitCode | undefined;
    const stands = answered === EXIT.ourFault || answered === EXIT.interrupted;
    if (!stands) process.exitCode = EXIT.wrongInput;
  });
}
