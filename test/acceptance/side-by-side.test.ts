import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { smallScenario } from '../cli/fake-host.js';
import { runRacetape, temporaryFolder } from './run-racetape.js';

const BIN = fileURLToPath(new URL('../../bin/racetape.js', import.meta.url));

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function workingFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  writeFileSync(join(folder.path, 'a.yaml'), smallScenario());
  return folder.path;
}

function begun(cwd: string, ...argv: string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...argv], { cwd });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.resume();
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('several processes with one output folder', () => {
  it('leave the whole of one of them, whichever came last', async () => {
    const cwd = workingFolder();
    const seeds = [1, 2, 3, 4];
    const both = ['--guards', 'none', '--guards', 'all'];
    const answers = await Promise.all(
      seeds.map((seed) => begun(cwd, 'replay', 'a.yaml', ...both, '--seed', String(seed))),
    );
    for (const { code, stderr } of answers) {
      // One whose tape was replaced before it had read it says so.
      expect([0, 2], stderr).toContain(code);
      if (code === 2) expect(stderr).toContain('another process has replaced it');
    }
    expect(answers.some(({ code }) => code === 0)).toBe(true);
    const found = ['none', 'all'].map((set) => {
      const { runs } = JSON.parse(readFileSync(join(cwd, `reports/a/${set}/replay.json`), 'utf8'));
      const tape = readFileSync(join(cwd, `reports/a/${set}/tape.jsonl`), 'utf8');
      expect(JSON.parse(tape.split('\n')[0]!).seed).toBe(runs[0].seed);
      return { seed: runs[0].seed as number, digest: runs[0].digest as string };
    });
    expect(found[1]?.seed).toBe(found[0]?.seed);
    const page = readFileSync(join(cwd, 'reports/a/index.html'), 'utf8');
    for (const { digest } of found) expect(page).toContain(digest.slice(0, 12));
    const tapes = ['none', 'all'].map((set) => `reports/a/${set}/tape.jsonl`);
    expect(runRacetape(cwd, 'report', ...tapes, '--out', 'again').code).toBe(0);
    const names = readdirSync(join(cwd, 'reports'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /(^|\/)\./.test(name))).toEqual([]);
  });

  it('keep what each makes where they make different things', async () => {
    const cwd = workingFolder();
    const answers = await Promise.all([
      begun(cwd, 'replay', 'a.yaml', '--guards', 'none'),
      begun(cwd, 'explore', 'a.yaml', '--guards', 'none'),
      begun(cwd, 'sweep', 'a.yaml', '--guards', 'none', '--trials', '1', '--vary', 'db.write=1ms'),
    ]);
    expect(answers.map(({ code, stderr }) => `${code} ${code === 0 ? '' : stderr}`)).toEqual([
      '0 ',
      '0 ',
      '0 ',
    ]);
    for (const file of ['none/replay.json', 'none/explore.json', 'index.html', 'sweep.json'])
      expect(existsSync(join(cwd, 'reports/a', file)), file).toBe(true);
  });
});

describe('a tape that is not the run of the JSON beside it', () => {
  it('is refused with both named', () => {
    const cwd = workingFolder();
    const replay = (seed: string): unknown =>
      runRacetape(cwd, 'replay', 'a.yaml', '--guards', 'none', '--seed', seed, '--out', seed).code;
    expect([replay('1'), replay('2')]).toEqual([0, 0]);
    const tape = join(cwd, '1/a/none/tape.jsonl');
    expect(runRacetape(cwd, 'report', tape, '--out', 'seen').code).toBe(0);
    writeFileSync(tape, readFileSync(join(cwd, '2/a/none/tape.jsonl')));
    const { code, stderr } = runRacetape(cwd, 'report', '1/a/none/tape.jsonl', '--out', 'seen');
    expect(code).toBe(2);
    expect(stderr).toContain('1/a/none/tape.jsonl');
    expect(stderr).toContain('replay.json');
  });

  it('is refused for the runs of an exploration too', () => {
    const cwd = workingFolder();
    expect(runRacetape(cwd, 'explore', 'a.yaml', '--guards', 'none').code).toBe(0);
    const of = (file: string): string => join(cwd, 'reports/a/none', file);
    const report = (): unknown =>
      runRacetape(cwd, 'report', of('counterexample.jsonl'), '--out', 'seen').code;
    expect(report()).toBe(0);
    expect(runRacetape(cwd, 'replay', 'a.yaml', '--guards', 'none').code).toBe(0);
    expect(report()).toBe(0);
    writeFileSync(of('counterexample.jsonl'), readFileSync(of('tape.jsonl')));
    expect(report()).toBe(2);
  });
});
