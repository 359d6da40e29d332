import type { Refusal } from '../scenario/index.js';
import { escapeTerminal } from '../words/index.js';
import type { Io } from './io.js';

/**
 * Something that the person at the keyboard can put right: a path, an option, a
 * file. Returned or thrown, it ends in exit code 2 and never in a stack trace.
 */
export class InputProblem extends Error {
  override readonly name = 'InputProblem';
  /** What to try, as a sentence or a line to paste. */
  readonly advice: string;

  constructor(seen: string, advice: string) {
    super(seen);
    this.advice = advice;
  }
}

/** One clear message on stderr: what was seen, what to try. */
export function printProblem(problem: InputProblem, io: Io): void {
  io.stderr.write(
    `racetape: ${escapeTerminal(problem.message)}\n  ${escapeTerminal(problem.advice)}\n`,
  );
}

/** Why the host refused, in words instead of codes. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS.get(code)) ?? message;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'a file of that name is in the way'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
]);

/** The problem that the value of an option was refused for. */
export function refused(option: string, { expected, found, hint }: Refusal): InputProblem {
  const advice = hint.charAt(0).toUpperCase() + hint.slice(1);
  return new InputProblem(`${option}: expected ${expected}, found ${found}`, advice);
}
