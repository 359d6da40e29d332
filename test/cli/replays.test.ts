import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTape } from '../../src/tape/index.js';
import { fakeHost, smallScenario } from './fake-host.js';

const RUN_FILES = ['replay.json', 'robo_trader.log', 'tape.jsonl', 'trading_data.db'];
const runFiles = (folder: string) => RUN_FILES.map((name) => `${folder}/${name}`);

describe('racetape replay', () => {
  it('leaves a folder for each run, a page for the scenario and an index', async () => {
    const host = fakeHost();
    host.put('two-buys.yaml', smallScenario());
    expect(await host.run('replay', 'two-buys.yaml')).toBe(0);
    expect(host.files()).toEqual([
      'reports/index.html',
      ...runFiles('reports/two-buys/all'),
      'reports/two-buys/index.html',
      ...runFiles('reports/two-buys/none'),
      'two-buys.yaml',
    ]);
    expect(host.said.stdout).toMatch(/2 runs, all as expected\nReport: reports\/index\.html\n$/);
    expect(host.said.stderr).toBe('');
  });

  it('writes a tape that reads back, with the digest it claims', async () => {
    const host = fakeHost();
    host.put('two-buys.yaml', smallScenario());
    await host.run('replay', 'two-buys.yaml', '--guards', 'none');
    const folder = join(host.cwd, 'reports/two-buys/none');
    const tape = parseTape(readFileSync(join(folder, 'tape.jsonl'), 'utf8'));
    expect(tape.ok).toBe(true);
    const saved = JSON.parse(readFileSync(join(folder, 'replay.json'), 'utf8'));
    expect(saved.runs).toHaveLength(1);
    const { createHash } = await import('node:crypto');
    const bytes = readFileSync(join(folder, 'tape.jsonl'));
    expect(saved.runs[0].digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('prints pure JSON, ordered by path and then by --guards', async () => {
    const host = fakeHost();
    host.put('b.yaml', smallScenario());
    host.put('a.yaml', smallScenario());
    const sets = ['--guards', 'all', '--guards', 'cycle-set', '--guards', 'none'];
    expect(await host.run('replay', 'b.yaml', 'a.yaml', ...sets, '--json')).toBe(0);
    const { version, runs } = JSON.parse(host.said.stdout);
    expect(version).toBe(1);
    expect(runs.map((run: { scenario: string }) => run.scenario)).toEqual([
      'a.yaml',
      'a.yaml',
      'a.yaml',
      'b.yaml',
      'b.yaml',
      'b.yaml',
    ]);
    expect(runs.map((run: { guards: string[] }) => run.guards.length)).toEqual([6, 1, 0, 6, 1, 0]);
    expect(host.said.stderr).toBe('');
  });

  it('names the folder of a comma list with +, and runs a set once however often it is named', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    await host.run(
      'replay',
      'a.yaml',
      '--guards',
      'unique-intent,cycle-set',
      '--guards',
      'cycle-set,unique-intent',
    );
    expect(host.files().filter((path) => path.endsWith('.jsonl'))).toEqual([
      'reports/a/cycle-set+unique-intent/tape.jsonl',
    ]);
  });

  it('replays under the recorded set where a scenario expects nothing', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario({ expect: '' }));
    await host.run('replay', 'a.yaml', '--out', 'there');
    expect(host.files()).toContain('there/a/recorded/tape.jsonl');
  });

  it('gives the same bytes for the same command, and replaces what was there', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    await host.run('replay', './a.yaml');
    const read = () =>
      host.files().map((path) => readFileSync(join(host.cwd, path)).toString('hex'));
    const first = read();
    await host.run('replay', join(host.cwd, 'a.yaml'));
    expect(read()).toEqual(first);
  });

  it('takes a latency from the command line, and repeats it in the line to paste', async () => {
    const host = fakeHost();
    host.put(
      'a.yaml',
      smallScenario({
        latency:
          'latency: {db.read: constant(1ms), db.write.request: constant(3ms), broker: constant(20ms)}',
        expect: 'expect:\n  - {guards: none, verdict: pass}',
      }),
    );
    const digest = async (...words: string[]) => {
      host.said.stdout = '';
      await host.run('replay', 'a.yaml', '--json', ...words);
      return JSON.parse(host.said.stdout).runs[0].digest;
    };
    const plain = await digest();
    expect(await digest('--latency', 'db.write=constant(9ms)')).not.toBe(plain);
    // The leg of the file gives way to a round trip that is given.
    expect(await digest('--latency', 'db.write=constant(9ms)')).toBe(
      await digest('--latency', 'db.write=constant(9ms)', '--latency', 'db.read=constant(1ms)'),
    );
    host.said.stdout = '';
    expect(await host.run('replay', 'a.yaml', '--latency', 'db.write=constant(9ms)')).toBe(1);
    expect(host.said.stdout).toContain(
      "npx racetape replay a.yaml --guards none --seed 1 --latency 'db.write=constant(9ms)'\n",
    );
  });

  it('says what was not as expected, why, and how to see it again; exit 1', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario({ expect: 'expect:\n  - {guards: none, verdict: pass}' }));
    expect(await host.run('replay', 'a.yaml', '--seed', '7')).toBe(1);
    expect(host.said.stdout).toMatch(
      /not as expected: a\.yaml --guards none\n {2}verdict fail\n {2}error: /,
    );
    expect(host.said.stdout).toContain('  npx racetape replay a.yaml --guards none --seed 7\n');
    expect(host.files()).toContain('reports/a/none/tape.jsonl');
  });

  it('announces the findings that it does not list', async () => {
    const host = fakeHost();
    const signals = Array.from(
      { length: 9 },
      () => '  - {symbol: APP, quantity: 1, price: 540.00}',
    );
    const changes = {
      signals: `signals:\n${signals.join('\n')}`,
      expect: 'expect:\n  - {guards: none, verdict: pass}',
    };
    host.put('a.yaml', smallScenario(changes));
    expect(await host.run('replay', 'a.yaml')).toBe(1);
    expect(host.said.stdout).toMatch(/… and \d+ more findings in the report\n/);
  });

  it('colours on a terminal only, and not where NO_COLOR asks', async () => {
    const failing = smallScenario({ expect: 'expect:\n  - {guards: none, verdict: pass}' });
    const said = async (options: Parameters<typeof fakeHost>[0]) => {
      const host = fakeHost(options);
      host.put('a.yaml', failing);
      await host.run('replay', 'a.yaml', '--quiet');
      return host.said.stdout;
    };
    expect(await said({ terminal: 'yes' })).toContain('\u001b[');
    expect(await said({ terminal: 'yes', colour: 'refused' })).not.toContain('\u001b');
    expect(await said({})).not.toContain('\u001b');
  });

  it('exits 3 where there is nothing to replay', async () => {
    const host = fakeHost();
    const empty = fakeHost({ packageFolder: host.cwd });
    expect(await empty.run('replay')).toBe(3);
    expect(await empty.run('start')).toBe(3);
    expect(empty.said.stderr).toMatch(/nothing ran/);
    expect(empty.said.stdout).toBe('');
    expect(empty.files()).toEqual([]);
  });

  it('finds a shipped scenario from any folder, by the same path and with the same digest', async () => {
    const host = fakeHost();
    expect(
      await host.run('replay', 'scenarios/gme-3x-buy.yaml', '--guards', 'none', '--json'),
    ).toBe(0);
    expect(JSON.parse(host.said.stdout).runs[0].scenario).toBe('scenarios/gme-3x-buy.yaml');
  });

  it('follows a link to a scenario', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    symlinkSync('a.yaml', join(host.cwd, 'b.yaml'));
    expect(await host.run('replay', 'b.yaml', '--guards', 'none')).toBe(0);
  });
});

describe('racetape start', () => {
  it('tells the story of every shipped scenario', async () => {
    const host = fakeHost();
    expect(await host.run('start')).toBe(0);
    for (const words of ['app-4x-buy', 'gme-3x-buy', 'three-layer', 'all as expected'])
      expect(host.said.stdout).toContain(words);
    expect(host.files()).toContain('reports/app-4x-buy/three-layer/trading_data.db');
  });

  it('takes what a scenario expects where it tells none of the story', async () => {
    const host = fakeHost();
    host.put(
      'scenarios/a.yaml',
      smallScenario({ expect: 'expect:\n  - {guards: cycle-set, verdict: pass}' }),
    );
    const other = fakeHost({ packageFolder: host.cwd });
    expect(await other.run('start', '--json')).toBe(0);
    expect(JSON.parse(other.said.stdout).runs[0].guards).toEqual(['cycle-set']);
  });

  it('refuses where a shipped scenario is broken', async () => {
    const host = fakeHost();
    host.put('scenarios/a.yaml', 'titel: no\n');
    expect(await fakeHost({ packageFolder: host.cwd }).run('start')).toBe(2);
  });
});

describe('the output folder', () => {
  it.each([
    ['is a file', 'taken', /cannot write to taken: a file of that name/],
    ['lies in a file', 'taken/deep/er', /cannot write to taken\/deep\/er: a part of the path/],
    ['cannot be made', '/proc/racetape', /cannot write to \/proc\/racetape: /],
  ])('is refused where it %s', async (_what, out, message) => {
    const host = fakeHost();
    host.put('taken', 'mine');
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml', '--out', out)).toBe(2);
    expect(host.said.stderr).toMatch(message);
    expect(host.said.stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(host.files()).toEqual(['a.yaml', 'taken']);
  });

  it('is made with the folders above it', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--out', 'x/y/z')).toBe(0);
    expect(host.files()).toContain('x/y/z/a/none/tape.jsonl');
  });

  it('never replaces a folder that holds what racetape did not write', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.put('reports/a/none/thesis.tex', 'years of work');
    expect(await host.run('replay', 'a.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(/holds thesis\.tex, which racetape did not write/);
    expect(host.files()).toEqual(['a.yaml', 'reports/a/none/thesis.tex']);
  });

  it('is not used where a file stands in the place of a run or a scenario', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.put('reports/a/none', 'a file');
    expect(await host.run('replay', 'a.yaml')).toBe(2);
    host.put('out/a', 'a file');
    expect(await host.run('replay', 'a.yaml', '--out', 'out')).toBe(2);
    expect(host.files()).toEqual(['a.yaml', 'out/a', 'reports/a/none']);
  });

  it('refuses a page that cannot take its place', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    mkdirSync(join(host.cwd, 'reports/index.html/x'), { recursive: true });
    expect(await host.run('replay', 'a.yaml', '--guards', 'none')).toBe(2);
    expect(host.said.stderr).toMatch(/cannot write to .*index\.html/);
    expect(host.files().filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it('sweeps away what a killed process left, and not what a living one is writing', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    const machine = hostname().replaceAll(/[^A-Za-z0-9]/g, '');
    const nameOf = (pid: number, on: string): string => `.swap.${pid}-${on}-x-1.tmp`;
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    host.put(`reports/a/${nameOf(ended, machine)}/none/tape.jsonl`, 'half a tape');
    host.put(`reports/.index.html.${ended}-${machine}-x-2.tmp`, 'half a page');
    host.put(`reports/a/${nameOf(process.ppid, machine)}/tape.jsonl`, 'another is at work');
    host.put(`reports/a/${nameOf(ended, 'elsewhere')}/tape.jsonl`, 'on another machine');
    expect(await host.run('replay', 'a.yaml', '--guards', 'none')).toBe(0);
    expect(host.files().filter((path) => path.includes('.tmp'))).toEqual(
      [nameOf(process.ppid, machine), nameOf(ended, 'elsewhere')]
        .map((name) => `reports/a/${name}/tape.jsonl`)
        .sort(),
    );
  });

  it('waits for a process that is placing its own, and breaks the lock of a killed one', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    const machine = hostname().replaceAll(/[^A-Za-z0-9]/g, '');
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    const lock = host.put('reports/a/.swap.lock', `${ended}-${machine}-x`);
    expect(await host.run('replay', 'a.yaml', '--guards', 'none')).toBe(0);
    expect(host.files()).not.toContain(lock);
    host.put(lock, `${process.ppid}-${machine}-x`);
    let looks = 0;
    host.nowMs = () => 5_000 * looks++;
    expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--seed', '2')).toBe(2);
    expect(host.said.stderr).toContain('reports/a/.swap.lock is held by another process');
    expect(host.files().filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it.each([
    ['..yaml', /cannot be a folder's/],
    ['index.html.yaml', /cannot be a folder's/],
  ])('is not escaped by a scenario named %s', async (name, message) => {
    const host = fakeHost();
    host.put(name, smallScenario());
    expect(await host.run('replay', name)).toBe(2);
    expect(host.said.stderr).toMatch(message);
    expect(host.files()).toEqual([name]);
  });

  it('is not shared by two scenarios of one name', async () => {
    const host = fakeHost();
    host.put('x/a.yaml', smallScenario());
    host.put('y/A.yml', smallScenario());
    expect(await host.run('replay', 'x/a.yaml', 'y/A.yml')).toBe(2);
    expect(host.said.stderr).toMatch(/x\/a\.yaml and y\/A\.yml would write to the same folder/);
    expect(statSync(join(host.cwd, 'reports'), { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe('Ctrl-C', () => {
  it('between two runs keeps the first, with its page and index; exit 130', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    await host.run('replay', 'a.yaml', '--guards', 'none');
    const events = parseTape(readFileSync(join(host.cwd, 'reports/a/none/tape.jsonl'), 'utf8'));
    const count = events.ok ? events.tape.events.length : 0;
    const other = fakeHost();
    other.put('a.yaml', smallScenario());
    // One look before the run, one at each event, and then it is pressed.
    other.interruptAfter = 1 + count;
    expect(await other.run('replay', 'a.yaml')).toBe(130);
    expect(other.files()).toEqual([
      'a.yaml',
      'reports/a/index.html',
      ...runFiles('reports/a/none'),
      'reports/index.html',
    ]);
    expect(other.said.stderr).toMatch(/interrupted; 1 finished runs are saved/);
  });

  it.each([0, 1, 2, 10, 40])('after %i looks leaves nothing half-written', async (looks) => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.interruptAfter = looks;
    expect(await host.run('replay', 'a.yaml', '--json')).toBe(130);
    expect(host.files()).toEqual(['a.yaml']);
    expect(JSON.parse(host.said.stdout)).toEqual({ version: 1, runs: [] });
  });
});
