import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  GATE_MANUAL,
  type GateConfig,
  type GateConfigResult,
  parseGateConfig,
  readGateConfig,
  renderProblems,
} from '../../scenario/index.js';
import { InputProblem, reasonOf } from '../input-problem.js';
import type { Io } from '../io.js';
import { shownPath } from '../shown-path.js';
import { evaluateConfig } from './c12-door.js';

/** Read as text: what is wrong in them has a line. */
const TEXTS = ['yaml', 'yml', 'json'];
/** Evaluated: what is wrong in them has a field. */
const PROGRAMS = ['ts', 'mts', 'js', 'mjs', 'cjs'];
const NAMES = [...PROGRAMS, ...TEXTS].map((extension) => `racetape.config.${extension}`);
const BYTES_MAX = 1024 * 1024;

/** The file that a policy came from; `path` null: the defaults, from no file. */
export interface PolicyFile {
  readonly path: string | null;
  readonly placeOf: Extract<GateConfigResult, { ok: true }>['placeOf'];
}

type LoadedPolicy =
  | ({ readonly ok: true; readonly config: GateConfig } & PolicyFile)
  /** All that is wrong, ready to be printed. */
  | { readonly ok: false; readonly words: string };

/**
 * The policy in force: the file that was named, else the `racetape.config.*` of
 * the working folder, else the defaults. Throws an `InputProblem` where a file
 * cannot be read or is not the only one.
 */
export async function loadPolicy(named: string | undefined, io: Io): Promise<LoadedPolicy> {
  const file = named === undefined ? findConfig(io) : resolve(io.cwd, named);
  if (file === null) return answered(readGateConfig({}, { path: 'defaults' }), null);
  const path = shownPath(file, io);
  const extension = /\.([a-z]+)$/.exec(file)?.[1] ?? '';
  if (PROGRAMS.includes(extension)) {
    checkFile(file, path);
    return answered(readGateConfig(await evaluated(file, path), { path }), path);
  }
  if (!TEXTS.includes(extension))
    throw new InputProblem(
      `${path}: is no configuration that can be read`,
      `It ends in one of: ${[...PROGRAMS, ...TEXTS].map((each) => `.${each}`).join(', ')}`,
    );
  checkFile(file, path);
  return answered(parseGateConfig(readFileSync(file, 'utf8'), { path }), path);
}

function answered(result: GateConfigResult, path: string | null): LoadedPolicy {
  return result.ok
    ? { ...result, path }
    : { ok: false, words: renderProblems(result, GATE_MANUAL) };
}

function findConfig({ cwd }: Io): string | null {
  const found = NAMES.filter((name) => isFile(join(cwd, name)));
  if (found.length > 1)
    throw new InputProblem(
      `two configurations lie here: ${found.join(' and ')}`,
      `Name the one that counts: racetape gate --policy ${found[0]}`,
    );
  return found[0] === undefined ? null : join(cwd, found[0]);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function checkFile(file: string, path: string): void {
  const advice = 'Name a configuration: racetape gate --policy racetape.config.yaml';
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new InputProblem(`${path}: is not a regular file`, advice);
    if (stats.size > BYTES_MAX) throw new InputProblem(`${path}: is larger than 1 MiB`, advice);
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(`${path}: cannot be read: ${reasonOf(error)}`, advice);
  }
}

async function evaluated(file: string, path: string): Promise<unknown> {
  try {
    return await evaluateConfig(file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputProblem(
      `${path}: throws when it is loaded: ${message.split('\n')[0]}`,
      `It exports an object by default: export default { gate: { … } }. See ${GATE_MANUAL}`,
    );
  }
}
