import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeText } from './decode-text.js';
import { InputProblem, reasonOf } from './input-problem.js';
import type { Io } from './io.js';
import { shippedScenarios } from './shipped-scenarios.js';
import { shownPath } from './shown-path.js';

/** A scenario of 100,000 written-out signals has some 10 MB; what is far larger is something else. */
const BYTES_MAX = 64 * 1024 * 1024;

interface ScenarioFile {
  /** As a replay line repeats it: relative to the working folder where it lies inside, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads one scenario file as text. Throws an `InputProblem` where that cannot be done.
 *
 * A path that names one of the shipped scenarios is found in any working folder.
 * Determinism: the path is part of the tape, so `./scenarios/x.yaml` and
 * `scenarios/x.yaml` are made the same, and so make the same digest.
 */
export function readScenarioFile(given: string, io: Io): ScenarioFile {
  if (given === '') throw new InputProblem('a scenario path is empty', advice(io));
  const absolute = resolve(io.cwd, given);
  const path = shownPath(absolute, io);
  const bytes =
    readBytes(absolute, path) ??
    (shippedScenarios(io).includes(path) ? readBytes(join(io.packageFolder, path), path) : null);
  if (bytes === null) throw new InputProblem(`${path}: no such file`, advice(io));
  return { path, text: decode(bytes, path) };
}

/** The text of a file that is handed over with a scenario. Throws an `InputProblem`; null where there is none. */
export function readText(absolute: string, path: string): string | null {
  const bytes = readBytes(absolute, path);
  return bytes === null ? null : decode(bytes, path);
}

/** null where there is no such file. */
function readBytes(absolute: string, path: string): Uint8Array | null {
  try {
    // Looked at before it is opened: opening a pipe waits for somebody to write to it.
    const stats = statSync(absolute);
    if (stats.isDirectory())
      throw new InputProblem(
        `${path}: is a folder, not a scenario file`,
        `Name the files in it, for instance: racetape replay ${path.replace(/\/$/, '')}/*.yaml`,
      );
    if (!stats.isFile())
      throw new InputProblem(
        `${path}: is not a regular file`,
        'Save the scenario as a file first.',
      );
    if (stats.size > BYTES_MAX)
      throw new InputProblem(
        `${path}: has ${stats.size} bytes, a scenario has at most ${BYTES_MAX}`,
        'Repeat a signal with count and every instead of writing each one out.',
      );
    return readFileSync(absolute);
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new InputProblem(
      `${path}: cannot be read: ${reasonOf(error)}`,
      'Check the path and its permissions.',
    );
  }
}

function decode(bytes: Uint8Array, path: string): string {
  const text = decodeText(bytes);
  if (text.ok) return text.text;
  const { line, column, found } = text;
  throw new InputProblem(
    `${path}:${line}:${column}: ${found === 'NUL' ? 'is a binary file, not text' : 'is not UTF-8 text'}`,
    'Save it as UTF-8 text. See scenarios/README.md for what a scenario looks like.',
  );
}

function advice(io: Io): string {
  const shipped = shippedScenarios(io);
  return shipped.length === 0 ? 'Check the path.' : `Shipped are: ${shipped.join(', ')}`;
}
