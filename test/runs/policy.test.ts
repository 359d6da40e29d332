import { describe, expect, it } from 'vitest';
import { parseTokenFile, printSavedToken } from '../../src/runs/gate/token-file.js';
import { fakeHost, smallScenario } from '../cli/fake-host.js';

async function refusalOf(file: string, content: string): Promise<string> {
  const host = fakeHost();
  host.put('a.yaml', smallScenario());
  host.put(file, content);
  expect(await host.run('gate', 'a.yaml')).toBe(2);
  expect(host.said.stdout).toBe('');
  expect(host.files()).toEqual(['a.yaml', file].sort());
  return host.said.stderr;
}

describe('a policy that is wrong', () => {
  it('is refused where it is nested thousands of levels deep', async () => {
    for (const text of ['- '.repeat(3_000), `gate: ${'['.repeat(5_000)}`])
      expect(await refusalOf('racetape.config.yaml', text)).toMatch(
        /:1:\d+: expected at most 200 nested levels/,
      );
  });

  it.each([
    ['gate:\n  coverage: all', /:2:13: gate\.coverage: expected complete, bounded\(k\)/],
    ['gate:\n  coverage: sampled(0)', /:2:13: gate\.coverage/],
    ['gate:\n  duplicates: -1', /:2:15: gate\.duplicates: expected a whole number/],
    ['gate:\n  findings: {errors: x}', /:2:22: gate\.findings\.errors/],
    ['gate:\n  findings: {warnings: some}', /:2:24: gate\.findings\.warnings: expected any/],
    [
      'gate:\n  gaurds: [all]',
      /:2:3: gate: expected a known field.*"gaurds"\n {4}try: did you mean guards\?/,
    ],
    ['gate:\n  guards: [three-layers]', /:2:12: gate\.guards\[0\]: expected a guard set/],
    ['gate:\n  scenarios: [{guards: [all]}]', /:2:15: gate\.scenarios\[0\]\.path: expected/],
    [
      'gate:\n  critical: [{guards: all, operation: db.wite, above: 5ms}]',
      /:2:39: gate\.critical\[0\]\.operation/,
    ],
    ['gate:\n  canary: some', /:2:11: gate\.canary: expected one of none/],
    ['gate:\n  budget: 5', /:2:11: gate\.budget: expected a duration with its unit/],
    ['gate: [', /:\d+:\d+: expected valid YAML/],
  ])('is refused with its place: %j', async (text, message) => {
    const said = await refusalOf('racetape.config.yaml', `${text}\n`);
    expect(said).toMatch(message);
    expect(said).toContain('explained in examples/racetape.config.yaml');
  });

  it('has a place in JSON too, indented by tabs or not', async () => {
    const said = await refusalOf(
      'racetape.config.json',
      '{\n\t"gate": {\n\t\t"duplicates": "x"\n\t}\n}\n',
    );
    expect(said).toMatch(
      /^racetape\.config\.json:3:\d+: gate\.duplicates: expected a whole number/,
    );
  });

  it.each(['ts', 'mjs'])('has a field in %s, which is evaluated', async (extension) => {
    const said = await refusalOf(
      `racetape.config.${extension}`,
      'export default { gate: { duplicates: -1, canary: () => 1 } };\n',
    );
    expect(said).toMatch(/^racetape\.config\.\w+: gate\.duplicates: expected .* found "-1"$/m);
    expect(said).toMatch(/^racetape\.config\.\w+: gate\.canary: expected/m);
  });

  it('says what a program throws, without a stack', async () => {
    const said = await refusalOf('racetape.config.ts', "throw new Error('no luck');\n");
    expect(said).toMatch(/^racetape: racetape\.config\.ts: throws when it is loaded: .*no luck\n/);
    expect(said).not.toContain('    at ');
  });

  it('is refused where two lie side by side, or where it is no file that can be read', async () => {
    const host = fakeHost();
    host.put('racetape.config.yaml', 'gate: {}\n');
    host.put('racetape.config.json', '{}\n');
    expect(await host.run('gate')).toBe(2);
    expect(host.said.stderr).toContain('racetape.config.yaml and racetape.config.json');
    for (const [policy, words] of [
      ['gone.yaml', 'no such file'],
      ['.', 'no configuration that can be read'],
      ['x.toml', 'no configuration that can be read'],
    ]) {
      expect(await host.run('gate', '--policy', policy!)).toBe(2);
      expect(host.said.stderr).toContain(words);
    }
  });
});

describe('a policy in TypeScript', () => {
  it('is evaluated, types and all', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.put(
      'racetape.config.ts',
      "const guards: readonly string[] = ['all'];\nexport default { gate: { scenarios: ['a.yaml'], guards, duplicates: 0, workers: 1, canary: 'none' } };\n",
    );
    expect(await host.run('gate', '--json')).toBe(0);
    const { policy, checks } = JSON.parse(host.said.stdout);
    expect(policy).toMatchObject({ path: 'racetape.config.ts', coverage: 'complete' });
    expect(checks.at(-1)).toMatchObject({ act: 'hold', guards: 'all', status: 'ok' });
  });
});

describe('a file of saved tokens', () => {
  const parse = (text: string) =>
    parseTokenFile(text, {
      path: 't.txt',
      readRecorded: () => ({ ok: false, why: 'none' }),
    });
  it('has a line each: scenario, guards, token, latencies', () => {
    const line = printSavedToken([
      'a b.yaml',
      'all',
      'd1-1-abc',
      '--latency',
      'db.read=uniform(1ms, 2ms)',
    ]);
    const { tokens, problems } = parse(`# remark\n\n${line}\r\n`);
    expect(problems).toEqual([]);
    expect(tokens).toMatchObject([
      { scenario: 'a b.yaml', guardSet: { guardSet: 'all' }, token: 'd1-1-abc', line: 3 },
    ]);
    expect(tokens[0]!.latency.get('db.read')).toEqual({
      kind: 'uniform',
      minUs: 1_000,
      maxUs: 2_000,
    });
  });
  it.each([
    ['a.yaml all', 8, /a scenario, a guard set and a token/],
    ['a.yaml alll d1-1-abc', 8, /a guard set/],
    ['a.yaml all ###', 12, /a token/],
    ['a.yaml all d1-1-abc --seed 3', 21, /--latency OP=PROFILE/],
    ['a.yaml all d1-1-abc --latency x=1', 31, /OP=PROFILE/],
    ['a.yaml all d1-1-abc --latency db.read=5', 31, /a latency profile/],
    ['"a.yaml all d1-1-abc', 1, /double quotes|a guard set/],
  ])('refuses %j with its column', (line, column, expected) => {
    const { problems } = parse(`${line}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path: 't.txt', line: 1, column });
    expect(problems[0]!.expected).toMatch(expected);
  });
  it('is refused with the place of a byte that no text has', async () => {
    const host = fakeHost();
    host.put('racetape-tokens/x.txt', new Uint8Array([0x23, 0x0a, 0x23, 0x20, 0xff]));
    expect(await host.run('gate')).toBe(2);
    expect(host.said.stderr).toContain('racetape-tokens/x.txt:2:3: is not UTF-8 text');
  });
  it('is told of by the gate with all its problems, and of the scenario that is gone', async () => {
    const host = fakeHost();
    host.put('racetape-tokens/x.txt', 'gone.yaml all d1-1-abc\nx\n');
    expect(await host.run('gate')).toBe(2);
    expect(host.said.stderr).toContain(
      'racetape-tokens/x.txt:1:1: expected a scenario file, found nothing at "gone.yaml"',
    );
    expect(host.said.stderr).toContain('racetape-tokens/x.txt:2:1: expected a scenario');
  });
});

describe('a path in the configuration at which there is nothing', () => {
  const lines = [
    'gate:',
    '  scenarios:',
    '    - a.yaml',
    '    - gone.yaml',
    '    - {path: gone, guards: [all]}',
    '  critical:',
    '    - {guards: all, operation: db.read, above: 5ms, scenario: gone/b.yaml}',
    '  canary: {scenario: canary.yaml, guards: none}',
    '  tokens: old-tokens',
  ];
  const told = (stderr: string): string[] =>
    stderr.split('\n').filter((line) => line.includes('found nothing at'));

  it('is refused with its line and column, all of them at once', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.put('racetape.config.yaml', `${lines.join('\n')}\n`);
    expect(await host.run('gate')).toBe(2);
    const file = 'racetape.config.yaml';
    const scenarios = 'expected a scenario file, or a folder of them, found nothing at';
    expect(told(host.said.stderr)).toEqual([
      `${file}:4:7: gate.scenarios[1]: ${scenarios} "gone.yaml"`,
      `${file}:5:14: gate.scenarios[2].path: ${scenarios} "gone"`,
      `${file}:7:63: gate.critical[0].scenario: expected a scenario file, found nothing at "gone/b.yaml"`,
      `${file}:8:22: gate.canary.scenario: expected a scenario file, found nothing at "canary.yaml"`,
      `${file}:9:11: gate.tokens: expected a file of saved tokens, or a folder of them, found nothing at "old-tokens"`,
    ]);
    expect(host.files()).toEqual(['a.yaml', file]);
  });

  it('is refused by its field where the configuration is a program', async () => {
    const host = fakeHost();
    host.put('racetape.config.mjs', "export default { gate: { scenarios: ['gone.yaml'] } };\n");
    expect(await host.run('gate')).toBe(2);
    expect(told(host.said.stderr)[0]).toMatch(/^racetape\.config\.mjs: gate\.scenarios\[0\]: /);
  });
});
