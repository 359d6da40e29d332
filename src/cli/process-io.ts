import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Io, Output } from './io.js';

/** The real host: the one place of the command line that touches `process`, timers and the clock. */
export function processIo(): Io & { close(): void } {
  let interrupted = false;
  const onSignal = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stdout: outputOf(process.stdout),
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
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/**
 * A reader who has seen enough (`| head`) closes the pipe: what remains unsaid
 * is dropped, the files are written all the same, and the exit code stands.
 */
export function outputOf(stream: NodeJS.WriteStream): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
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
