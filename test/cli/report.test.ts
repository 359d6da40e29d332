import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost, smallScenario } from './fake-host.js';

const read = (host: FakeHost, path: string): string => readFileSync(join(host.cwd, path), 'utf8');

async function replayed(): Promise<FakeHost> {
  const host = fakeHost();
  host.put('a.yaml', smallScenario());
  expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--guards', 'all')).toBe(0);
  host.said.stdout = '';
  return host;
}

const TAPES = ['reports/a/none/tape.jsonl', 'reports/a/all/tape.jsonl'];

describe('racetape report', () => {
  it('renders from saved tapes, without their scenario, the bytes that the replay made', async () => {
    const host = await replayed();
    const files = [
      ...TAPES,
      'reports/index.html',
      'reports/a/index.html',
      'reports/a/none/robo_trader.log',
      'reports/a/none/trading_data.db',
    ];
    const before = files.map((file) => read(host, file));
    rmSync(join(host.cwd, 'a.yaml'));
    expect(await host.run('report', ...TAPES)).toBe(0);
    expect(files.map((file) => read(host, file))).toEqual(before);
    expect(host.said.stdout).toMatch(/^scenario .*\n/);
  });

  it('comes to the same judgement, all but the token that only a scenario knows', async () => {
    const host = await replayed();
    const { runs } = JSON.parse(read(host, 'reports/a/none/replay.json'));
    expect(await host.run('report', TAPES[0]!, '--out', 'there', '--json')).toBe(0);
    expect(JSON.parse(host.said.stdout).runs).toEqual([{ ...runs[0], token: '' }]);
    expect(host.files()).not.toContain('there/a/none/trading_data.db');
    expect(read(host, 'there/a/index.html')).not.toContain('none/trading_data.db');
  });

  it('tells a tape in every form of a reporter, at the lines of the scenario where that is there', async () => {
    const host = await replayed();
    host.put('a.yaml', smallScenario({ expect: 'expect:\n  - {guards: none, verdict: pass}' }));
    await host.run('replay', 'a.yaml', '--reporter', 'sarif=one.json', '--quiet');
    expect(await host.run('report', TAPES[0]!, '--reporter', 'sarif=two.json', '--quiet')).toBe(1);
    const results = (file: string) => JSON.parse(read(host, file)).runs[0].results;
    const place = ({ locations }: { locations: unknown }) => locations;
    expect(results('two.json').map(place)).toEqual(results('one.json').map(place));
    expect(results('two.json').length).toBeGreaterThan(0);
  });

  it('puts two tapes of one guard set beside each other', async () => {
    const host = await replayed();
    await host.run('replay', 'a.yaml', '--guards', 'none', '--seed', '2', '--out', 'other');
    const tapes = [TAPES[0]!, 'other/a/none/tape.jsonl'];
    await host.run('report', ...tapes, '--out', 'there');
    expect(read(host, 'there/a/none/tape.jsonl')).toBe(read(host, tapes[0]!));
    expect(read(host, 'there/a/none-2/tape.jsonl')).toBe(read(host, tapes[1]!));
  });

  it('refuses what is no tape, all of it at once, and writes nothing', async () => {
    const host = await replayed();
    const [header = '', ...events] = read(host, TAPES[0]!).split('\n');
    host.put('cut.jsonl', [header, ...events.slice(0, 3)].join('\n'));
    host.put(
      'set.jsonl',
      [header.replace('"guardSet":"none","seed"', '"guardSet":"../x","seed"'), ...events].join(
        '\n',
      ),
    );
    host.put(
      'zone.jsonl',
      [header.replace('America/New_York', 'Mars/Olympus'), ...events].join('\n'),
    );
    host.put('id.jsonl', [header.replace('"id":"a"', '"id":"../a"'), ...events].join('\n'));
    host.put('no.jsonl', 'what?\n');
    const files = host.files();
    const bad = ['cut.jsonl', 'set.jsonl', 'zone.jsonl', 'no.jsonl', 'gone.jsonl', '.'];
    expect(await host.run('report', ...bad, '--out', 'there')).toBe(2);
    const { stderr } = host.said;
    expect(stderr).toMatch(/cut\.jsonl:\d+:\d+: expected an event of kind "end"/);
    expect(stderr).toMatch(/set\.jsonl:1:1: expected guardSet: a guard set/);
    expect(stderr).toMatch(/zone\.jsonl:1:1: expected scenario\.zone/);
    expect(stderr).toMatch(/no\.jsonl:1:1: expected a JSON object/);
    expect(stderr).toContain('gone.jsonl: cannot be read: no such file');
    expect(stderr).toContain('is not a regular file');
    expect(await host.run('report', 'id.jsonl', '--out', 'there')).toBe(2);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(await host.run('report')).toBe(2);
    expect(host.said.stderr).toContain('report needs a tape');
    expect(host.files()).toEqual(files);
  });
});
