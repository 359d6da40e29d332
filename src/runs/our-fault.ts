import { escapeTerminal } from '../words/index.js';
import type { Io } from './io.js';
import { inTheSource } from './source-places.js';

/**
 * A run in which something was wrong with racetape itself: the error of the room
 * it happened in, with the place on the tape that had been reached.
 */
export class RunFault extends Error {
  override readonly name = 'RunFault';
  readonly reached: Reached;

  constructor(reached: Reached, cause: unknown) {
    super(`replay of ${reached.scenario} broke off`, { cause });
    this.reached = reached;
  }
}

/** How far a run had come. */
interface Reached {
  readonly scenario: string;
  readonly seed: number;
  readonly token: string;
  /** Virtual time and sequence of the last event on the tape; -1: none yet. */
  readonly atUs: number;
  readonly seq: number;
  /** The line that does it again; null where the tape had not begun: the command line itself has to do. */
  readonly replayLine: string | null;
}

/** Exit 70: everything that a report of the bug needs, on stderr. */
export function printOurFault(error: unknown, argv: readonly string[], io: Io): void {
  const reached = error instanceof RunFault ? error.reached : null;
  const cause = error instanceof RunFault ? error.cause : error;
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const lines = ['racetape: this is our fault, not yours. Please report these lines.'];
  if (reached !== null) {
    const { scenario, seed, token, atUs, seq } = reached;
    lines.push(`  replay of ${scenario} broke off`);
    lines.push(`  seed ${seed}, token ${token === '' ? '(none)' : token}`);
    lines.push(`  virtual time ${atUs} µs, seq ${seq}`);
  }
  lines.push(
    ...inTheSource(stack)
      .split('\n')
      .map((line) => `  ${line}`),
  );
  lines.push('See it again:', `  ${reached?.replayLine ?? `npx racetape ${argv.join(' ')}`}`);
  io.stderr.write(`${lines.map(escapeTerminal).join('\n')}\n`);
}
