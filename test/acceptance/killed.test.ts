import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { smallScenario } from '../cli/fake-host.js';
import { runRacetape, temporaryFolder } from './run-racetape.js';

const BIN = fileURLToPath(new URL('../../bin/racetape.js', import.meta.url));
const PRELOAD = fileURLToPath(new URL('./kill-at-rename.js', import.meta.url));

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Runs a command that dies before its rename of this number; false: it ended before. */
function killedAt(rename: number, cwd: string, ...argv: string[]): boolean {
  const { signal, status } = spawnSync(process.execPath, ['--import', PRELOAD, BIN, ...argv], {
    cwd,
    env: { ...process.env, RACETAPE_KILL_AT: String(rename) },
  });
  if (signal === null && status !== 0) throw new Error(`it ended with ${status}`);
  return signal === 'SIGKILL';
}

/** A working folder in which something was done already. */
function prepared(name: string, ...commands: readonly string[][]): string {
  const cwd = join(folder.path, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'a.yaml'), smallScenario());
  for (const command of commands) expect(runRacetape(cwd, ...command).code).toBe(0);
  return cwd;
}

/** A copy of a working folder for each rename at which the command can die, until it no longer does. */
function* deaths(cwd: string, ...argv: string[]): Generator<{ cwd: string; rename: number }> {
  for (let rename = 1; ; rename++) {
    const copy = `${cwd}-${rename}`;
    cpSync(cwd, copy, { recursive: true });
    if (!killedAt(rename, copy, ...argv)) return;
    yield { cwd: copy, rename };
  }
}

const read = (cwd: string, path: string): string => readFileSync(join(cwd, path), 'utf8');
const visible = (path: string): string[] =>
  existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('.')) : [];
const hidden = (cwd: string): string[] =>
  readdirSync(join(cwd, 'reports'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)\./.test(path),
  );

describe('a command that is killed between two renames', () => {
  it('loses nothing that another command made, and its tape is that of its JSON', () => {
    const explored = ['explore', 'a.yaml', '--guards', 'none'];
    const replayed = ['replay', 'a.yaml', '--guards', 'none', '--seed'];
    const base = prepared('replay', explored, [...replayed, '1']);
    const made = 'reports/a/none/';
    const keeps = ['explore.json', 'explore.html', 'counterexample.jsonl'];
    let died = 0;
    for (const { cwd, rename } of deaths(base, ...replayed, '2')) {
      died++;
      // What lies there at this moment is of one run.
      if (existsSync(join(cwd, made, 'tape.jsonl')))
        expect(runRacetape(cwd, 'report', `${made}tape.jsonl`, '--out', 'seen').code).toBe(0);
      expect(runRacetape(cwd, ...replayed, '3').code).toBe(0);
      for (const file of keeps)
        expect(read(cwd, made + file), `${file}, killed before rename ${rename}`).toBe(
          read(base, made + file),
        );
      expect(JSON.parse(read(cwd, `${made}replay.json`)).runs[0].seed).toBe(3);
      expect(hidden(cwd), `killed before rename ${rename}`).toEqual([]);
    }
    // Into the journal, the old page and folder out, the new in, and the index.
    expect(died).toBe(6);
  });

  it('never leaves files of two sweeps side by side, and the next command completes them', () => {
    const sweep = ['sweep', 'a.yaml', '--guards', 'none', '--trials', '2', '--vary'];
    const base = prepared('sweep', [...sweep, 'db.write=1ms,2ms']);
    const newer = [...sweep, 'db.write=3ms'];
    let died = 0;
    for (const { cwd, rename } of deaths(base, ...newer)) {
      died++;
      const home = join(cwd, 'reports/a');
      const generations = visible(home)
        .filter((name) => name.startsWith('sweep.'))
        .map((name) => read(cwd, `reports/a/${name}`) === read(base, `reports/a/${name}`));
      expect(new Set(generations).size, `killed before rename ${rename}`).toBeLessThan(2);
      expect(runRacetape(cwd, 'replay', 'a.yaml', '--guards', 'none').code).toBe(0);
      const points = rename === 1 ? 2 : 1;
      expect(JSON.parse(read(cwd, 'reports/a/sweep.json')).points).toHaveLength(points);
      expect(read(cwd, 'reports/a/sweep.csv').trim().split('\n')).toHaveLength(1 + points);
      expect(hidden(cwd)).toEqual([]);
    }
    // Into the journal, three old files out, three new ones in, and the index.
    expect(died).toBe(8);
  });
});
