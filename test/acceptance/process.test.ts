import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './run-racetape.js';

const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function emptyFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

describe('a reader that has seen enough', () => {
  it('changes neither the files nor the exit code, and nothing is said about it', async () => {
    const cwd = emptyFolder();
    const child = spawn(process.execPath, [join(BIN, 'racetape.js'), 'start', '--json'], { cwd });
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, said]).toEqual([0, '']);
    expect(existsSync(join(cwd, 'reports/index.html'))).toBe(true);
  });
});

describe('Ctrl-C', () => {
  it('saves the runs that had finished, and leaves no other; exit 130', async () => {
    const cwd = emptyFolder();
    const child = spawn(process.execPath, [join(BIN, 'racetape.js'), 'replay'], { cwd });
    const reports = join(cwd, 'reports');
    // Pressed as soon as the first scenario has its page: many runs are still to come.
    const watch = setInterval(() => {
      if (!existsSync(join(reports, 'app-4x-buy/index.html'))) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 1);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    const names = readdirSync(reports, { recursive: true, encoding: 'utf8' });
    expect(names).toContain('index.html');
    expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
    for (const name of names.filter((each) => each.endsWith('tape.jsonl')))
      expect(names).toContain(name.replace('tape.jsonl', 'trading_data.db'));
  });
});

describe('a clone that was never built', () => {
  it('says how to build it', () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'bin'));
    cpSync(join(BIN, 'racetape.js'), join(cwd, 'bin/racetape.mjs'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/racetape.mjs'], {
      cwd,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/dist\/ is missing.*\nBuild it with: npm run build\n$/);
    expect(stdout).toBe('');
    expect(status).toBe(70);
  });
});
