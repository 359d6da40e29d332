import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Scan,
  type ScanOptions,
  type SourceFile,
  SourceRefusal,
  scanSource,
} from '../importers/index.js';
import { InputProblem, type Io, reasonOf, shownPath } from '../runs/index.js';

/** What is read into memory as a whole. */
const BYTES_MAX = 256 * 1024 * 1024;

/** Scans a file of the command line; whatever is wrong with it is an input problem with its place. */
export async function scanFile(given: string, options: ScanOptions, io: Io): Promise<Scan> {
  const source = readSourceFile(given, io);
  try {
    return await scanSource(source, options);
  } catch (error) {
    if (!(error instanceof SourceRefusal)) throw error;
    const place = error.place === null ? '' : `, ${error.place}`;
    throw new InputProblem(`${source.name}${place}: ${error.message}`, error.hint);
  }
}

function readSourceFile(given: string, io: Io): SourceFile {
  if (given === '') throw new InputProblem('the path of a file is empty', 'Name the file.');
  const absolute = resolve(io.cwd, given);
  const name = shownPath(absolute, io);
  try {
    // Looked at before it is opened: opening a pipe waits for somebody to write to it.
    const stats = statSync(absolute);
    if (!stats.isFile())
      throw new InputProblem(
        `${name}: ${stats.isDirectory() ? 'is a folder' : 'is not a regular file'}`,
        'Name one file: a database, an export or a log.',
      );
    if (stats.size > BYTES_MAX)
      throw new InputProblem(
        `${name}: has ${stats.size} bytes, at most ${BYTES_MAX} are read`,
        'Export the day in question.',
      );
    const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return {
      name,
      bytes: readFileSync(absolute),
      beside: { wal: bytesOf(`${absolute}-wal`), journal: bytesOf(`${absolute}-journal`) },
    };
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(
      `${name}: cannot be read: ${reasonOf(error)}`,
      'Check the path and its permissions.',
    );
  }
}
