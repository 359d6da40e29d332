import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './run-racetape.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONSUMER = `import { parseScenario, printScenario, type Scenario } from 'racetape';
import { GUARDS, formatMoney } from 'racetape/bot';

const read = parseScenario('title: x', { path: 'x.yaml' });
export const printed: string | null = read.ok ? printScenario(read.scenario) : null;
export const scenario: Scenario | null = read.ok ? read.scenario : null;
export const words: string = formatMoney(1) + String(GUARDS.length);
`;

/** The package as npm packs it, installed with its own dependencies and none of its tools. */
describe('the packed package', () => {
  const folder = temporaryFolder();
  const installed = join(folder.path, 'node_modules/racetape');

  beforeAll(() => {
    const words = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder.path];
    const packed = execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8' }).trim();
    execFileSync('tar', ['-xzf', join(folder.path, packed), '-C', folder.path]);
    mkdirSync(dirname(installed), { recursive: true });
    renameSync(join(folder.path, 'package'), installed);
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
      const link = join(folder.path, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), link);
    }
  }, 240_000);

  afterAll(() => folder.remove());

  it('compiles in a program that checks the types of its packages', () => {
    const file = join(folder.path, 'consumer.mts');
    writeFileSync(file, CONSUMER);
    const tsc = join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
    const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--preserveSymlinks'];
    const target = ['--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext'];
    const types = ['--types', 'node'];
    const checked = spawnSync(process.execPath, [tsc, ...options, ...target, ...types, file], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  }, 240_000);

  it('builds nothing where it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const onInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(scripts).filter((name) => onInstall.includes(name))).toEqual([]);
  });

  it('has a door for bots that loads no package and nothing else of racetape', () => {
    const loaded = `import { register } from 'node:module';
      const hooks = "export async function resolve(given, context, next) { const found = await next(given, context); console.log(found.url); return found; }";
      register('data:text/javascript,' + encodeURIComponent(hooks));
      const { GUARDS } = await import('racetape/bot');
      if (GUARDS.length === 0) throw new Error('no guards');`;
    const words = ['--input-type=module', '-e', loaded];
    const { stdout, status } = spawnSync(process.execPath, words, {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const urls = stdout.split('\n').filter((url) => url.startsWith('file:'));
    expect(urls.map((url) => url.replace(/^.*\/node_modules\//, ''))).toEqual([
      'racetape/dist/bot.js',
    ]);
    expect(
      stdout.split('\n').filter((url) => url.startsWith('node:') && url !== 'node:module'),
    ).toEqual([]);
  });

  it('runs its command line, explorations in two workers too', () => {
    const bin = join(installed, 'bin/racetape.js');
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ['--preserve-symlinks', bin, ...words], {
        cwd: folder.path,
        encoding: 'utf8',
      });
    const scenario = join(installed, 'scenarios/app-4x-buy.yaml');
    const sample = [
      '--mode',
      'sample',
      '--schedules',
      '1100',
      '--guards',
      'none',
      '--seed',
      '1',
      '--json',
    ];
    const results = ['1', '2'].map((workers) => {
      const { stdout, stderr } = run('explore', scenario, ...sample, '--workers', workers);
      expect(stderr).not.toContain('our fault');
      const {
        elapsedMs: _ms,
        schedulesPerSecond: _rate,
        ...result
      } = JSON.parse(stdout) as Record<string, unknown>;
      return result;
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[0]).toMatchObject({ verdict: 'fail', coverage: { schedules: 1100 } });
  }, 240_000);
});
