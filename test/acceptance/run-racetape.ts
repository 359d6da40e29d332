import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'bin/racetape.js');

/** A call is given up after a minute: nothing here takes a tenth of that. */
const HANG_MS = 60_000;

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program as a process of its own, in `cwd`, with nothing of this process's terminal. */
export function runRacetape(cwd: string, ...argv: string[]): Answer {
  if (!existsSync(join(ROOT, 'dist/bundle/main.js')))
    throw new Error('dist/ is missing: these tests run the built program, so run `npm run build`');
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd,
    encoding: 'utf8',
    timeout: HANG_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

/** A command that may not be installed here: null where it is not. */
export function runCommand(cwd: string, command: string, argv: readonly string[]): string | null {
  const { status, stdout, error } = spawnSync(command, argv, { cwd, encoding: 'utf8' });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return null;
  if (error !== undefined || status === null) throw error ?? new Error(`${command} was killed`);
  return stdout;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'racetape-acceptance-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
