import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { smallScenario } from '../cli/fake-host.js';
import { temporaryFolder } from './run-racetape.js';

const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const BIN_FILE = join(BIN, 'racetape.js');
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
    const child = spawn(
      process.execPath,
      [join(BIN, 'racetape.js'), 'start', '--json', '--quiet'],
      { cwd },
    );
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

describe('a standard output that takes nothing', () => {
  const runInto = (cwd: string, target: string, ...argv: string[]) =>
    spawnSync('bash', ['-c', `"$@" ${target}`, 'bash', process.execPath, BIN_FILE, ...argv], {
      cwd,
      encoding: 'utf8',
    });

  it.each([
    ['an answer as expected', ['--version']],
    ['a help', ['--help']],
    ['a JSON', ['replay', 'a.yaml', '--guards', 'none', '--json']],
    ['an answer that is not as expected', ['replay', 'a.yaml', '--guards', 'all']],
  ])('is told in one line, and is no answer: %s', (_, argv) => {
    const cwd = emptyFolder();
    const expect2 = 'expect:\n  - {guards: none, verdict: fail}\n  - {guards: all, verdict: fail}';
    writeFileSync(join(cwd, 'a.yaml'), smallScenario({ expect: expect2 }));
    const { status, stderr } = runInto(cwd, '> /dev/full', ...argv);
    const said = stderr.split('\n').filter((line) => /cannot write|Error|^ +at /.test(line));
    expect(said).toEqual([
      'racetape: cannot write to standard output: no space left on the device',
    ]);
    expect(status).toBe(2);
    expect(existsSync(join(cwd, 'reports/index.html'))).toBe(argv[0] === 'replay');
  });

  it('leaves the exit code as it is where only standard error is full', () => {
    expect(runInto(emptyFolder(), '2> /dev/full', 'replay', 'missing.yaml').status).toBe(2);
    expect(runInto(emptyFolder(), '2> /dev/full', '--version').status).toBe(0);
  });

  it('that is closed is taken for one that nobody reads', () => {
    expect(runInto(emptyFolder(), '>&-', '--version')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a terminal that is closed', () => {
  it('ends a replay as Ctrl-C does: 130, and nothing unfinished is left', async () => {
    const cwd = emptyFolder();
    const child = spawn(process.execPath, [BIN_FILE, 'replay'], { cwd });
    const reports = join(cwd, 'reports');
    const watch = setInterval(() => {
      if (!existsSync(join(reports, 'app-4x-buy/index.html'))) return;
      clearInterval(watch);
      child.kill('SIGHUP');
    }, 1);
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    const names = readdirSync(reports, { recursive: true, encoding: 'utf8' });
    expect(names).toContain('index.html');
    expect(names.filter((name) => /(^|\/)\./.test(name))).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('saves the runs that had finished, and leaves no other; exit 130', async () => {
    const cwd = emptyFolder();
    const child = spawn(
      process.execPath,
      [join(BIN, 'racetape.js'), 'replay', '--reporter', 'markdown=r.md'],
      { cwd },
    );
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
    // No comment under a pull request may say that all is well.
    expect(readFileSync(join(cwd, 'r.md'), 'utf8')).toMatch(/^### ✗ racetape: 1 not proven of/);
    expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
    for (const name of names.filter((each) => each.endsWith('tape.jsonl')))
      expect(names).toContain(name.replace('tape.jsonl', 'trading_data.db'));
  });
});

/**
 * Progress is told every ten seconds. Where the host's clock runs a hundred times
 * as fast, the first line comes as soon as something has been done.
 */
const FAST_CLOCK =
  'data:text/javascript,const now = performance.now.bind(performance); performance.now = () => now() * 100';

/** Runs it, and presses Ctrl-C at the first line on stderr. */
async function interruptAtFirstLine(
  cwd: string,
  ...argv: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(
    process.execPath,
    ['--import', FAST_CLOCK, join(BIN, 'racetape.js'), ...argv],
    { cwd, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (!said.stderr.includes('\n') && `${said.stderr}${text}`.includes('\n')) child.kill('SIGINT');
    said.stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...said };
}

describe('Ctrl-C, pressed at the first line of progress', { timeout: 60_000 }, () => {
  const shipped = join(BIN, '../scenarios');
  const filesIn = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' });

  it('ends a gate with 130: the runs that had finished are saved and told, and it is no pass', async () => {
    const cwd = emptyFolder();
    cpSync(shipped, join(cwd, 'scenarios'), { recursive: true });
    const { code, stdout, stderr } = await interruptAtFirstLine(
      cwd,
      ...['gate', '--json', '--budget', '10h', '--reporter', 'junit'],
    );
    expect(stderr).toMatch(
      /^run \d+ of \d+: [\s\S]*interrupted; what was found by then is saved\n$/,
    );
    expect(code).toBe(130);
    const told = JSON.parse(stdout);
    expect([told.interrupted, told.verdict]).toEqual([true, 'inconclusive']);
    expect(told.checks.at(-1)).toMatchObject({ act: 'gate, all of it', status: 'unproven' });
    expect(told.checks.length).toBeGreaterThan(1);
    expect(told.checks.length).toBeLessThan(113);
    const names = filesIn(join(cwd, 'reports'));
    expect(names).toContain('app-4x-buy/none/tape.jsonl');
    expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
    expect(readFileSync(join(cwd, 'reports/junit.xml'), 'utf8')).toMatch(/<\/testsuites>\n$/);
  });

  it('ends a sweep with 130: the points that were done are saved, and what is missing is said', async () => {
    const cwd = emptyFolder();
    const { code, stderr } = await interruptAtFirstLine(
      cwd,
      ...['sweep', join(shipped, 'gme-3x-buy.yaml'), '--vary', 'db.write=1ms..40ms:1ms'],
      ...['--guards', 'three-layer', '--trials', '50', '--budget', '10h', '--workers', '1'],
      ...['--reporter', 'junit'],
    );
    expect(stderr).toMatch(
      /^sweep of gme-3x-buy: [\s\S]*the points that were done by then are saved\n$/,
    );
    expect(code).toBe(130);
    const names = filesIn(join(cwd, 'reports'));
    expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
    const saved = JSON.parse(readFileSync(join(cwd, 'reports/gme-3x-buy/sweep.json'), 'utf8'));
    expect(saved.points.length).toBeGreaterThan(0);
    expect(saved.points.length).toBeLessThan(saved.pointsAsked);
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
