import { describe, expect, it } from 'vitest';
import { parseRunToken, printRunToken } from '../../src/experiments/index.js';
import { fakeHost, smallScenario } from './fake-host.js';

function hostWith(changes: Parameters<typeof smallScenario>[0] = {}) {
  const host = fakeHost();
  host.put('a.yaml', smallScenario(changes));
  return host;
}

async function runOf(host: ReturnType<typeof hostWith>, ...words: string[]) {
  host.said.stdout = '';
  const code = await host.run('replay', 'a.yaml', '--json', ...words);
  return { code, run: host.said.stdout === '' ? null : JSON.parse(host.said.stdout).runs[0] };
}

async function tokenOf(host: ReturnType<typeof hostWith>, guards: string): Promise<string> {
  await host.run('explore', 'a.yaml', '--guards', guards, '--json');
  return JSON.parse(host.said.stdout).counterexample.token;
}

describe('the token of a plain replay', () => {
  it.each(['none', 'all', 'recorded'])('pasted, gives the same digest under %s', async (guards) => {
    const host = hostWith();
    const plain = await runOf(host, '--guards', guards, '--seed', '7');
    expect(plain.run.token).toMatch(/^d1-7-/);
    const again = await runOf(host, '--guards', guards, '--token', plain.run.token);
    expect(again.run).toEqual(plain.run);
  });

  it('is printed with a run that was not as expected', async () => {
    const host = hostWith({ expect: 'expect:\n  - {guards: none, verdict: pass}' });
    expect(await host.run('replay', 'a.yaml', '--seed', '3')).toBe(1);
    expect(host.said.stdout).toMatch(/--seed 3\n {2}the same in one word: --token d1-3-\w+\n/);
  });
});

describe('what follows the dot of a token', () => {
  /** Three BUYs of one intent, of which two are enough: the token names them. */
  const three = {
    signals: `signals:\n${'  - {symbol: APP, quantity: 1, price: 540.00}\n'.repeat(3)}`,
    expect: 'expect:\n  - {guards: none, verdict: fail}',
  };

  it('is inside its checksum: a changed, missing or added character is refused as damage', async () => {
    const host = hostWith(three);
    const token = await tokenOf(host, 'none');
    expect(token).toMatch(/^[\w-]+\.[0-9a-z]+$/);
    expect((await runOf(host, '--guards', 'none', '--token', token)).run.verdict).toBe('fail');
    const [before = '', after = ''] = token.split('.');
    const changed = [...after].flatMap((character, at) =>
      ['0', '1', '2', 'z']
        .filter((other) => other !== character)
        .map((other) => after.slice(0, at) + other + after.slice(at + 1)),
    );
    for (const wrong of [...changed, after.slice(1), `${after}0`]) {
      host.said.stderr = '';
      const given = wrong === '' ? before : `${before}.${wrong}`;
      expect((await runOf(host, '--guards', 'none', '--token', given)).code, given).toBe(2);
      expect(host.said.stderr, given).toContain('the token is damaged');
    }
    host.said.stderr = '';
    expect((await runOf(host, '--guards', 'none', '--token', before)).code).toBe(2);
    expect(host.said.stderr).toContain('the token is damaged');
  });

  it('was outside of it in the first tokens, which go on to replay', async () => {
    const host = fakeHost();
    const words = ['scenarios/app-second-path.yaml', '--guards', 'three-layer', '--json'];
    expect(await host.run('replay', ...words, '--token', '1BbhL8BgAR2AjddO.00')).toBe(0);
    expect(JSON.parse(host.said.stdout).runs[0].verdict).toBe('fail');
  });

  it('is inside the checksum of a default order as well', () => {
    const token = printRunToken({ belongsTo: 123, seed: 7, choices: null, signals: [0, 2] });
    expect(parseRunToken(token)).toMatchObject({ kind: 'ok', token: { seed: 7, signals: [0, 2] } });
    expect(parseRunToken(token.replace(/.$/, '2')).kind).toBe('damaged');
    expect(parseRunToken(token.replace('-7-', '-8-')).kind).toBe('damaged');
    expect(parseRunToken(token.split('.')[0]!).kind).toBe('damaged');
  });
});

describe('racetape replay --token', () => {
  it('replays the order that an exploration found, under recorded where no guards are named', async () => {
    const host = hostWith();
    const token = await tokenOf(host, 'recorded');
    const { code, run } = await runOf(host, '--token', token);
    expect(code).toBe(0);
    expect(run).toMatchObject({ token, verdict: 'fail', guards: [] });
    expect(run.fills).toHaveLength(2);
  });

  it('takes one of many orders as expected where exploring is expected to fail', async () => {
    const host = hostWith({
      expect: 'expect:\n  - {guards: none, verdict: fail, duplicates: 5, explore: fail}',
    });
    const token = await tokenOf(host, 'none');
    expect((await runOf(host, '--guards', 'none', '--token', token)).code).toBe(0);
  });

  const refused: readonly [string, readonly string[], RegExp, RegExp][] = [
    [
      'of another guard set',
      ['a.yaml', '--guards', 'all'],
      /belongs to another scenario, guard set or latency/,
      /--best-effort/,
    ],
    [
      'of another scenario',
      ['b.yaml', '--guards', 'none'],
      /belongs to another scenario/,
      /--best-effort/,
    ],
    [
      'of other latencies',
      ['a.yaml', '--guards', 'none', '--latency', 'broker=constant(1ms)'],
      /latency/,
      /--best-effort/,
    ],
    [
      'for several guard sets',
      ['a.yaml', '--guards', 'none', '--guards', 'all'],
      /one guard set, found 2/,
      /--guards/,
    ],
    ['for no scenario', ['--guards', 'none'], /one scenario, found 0/, /racetape replay/],
    ['for several scenarios', ['a.yaml', 'b.yaml'], /one scenario, found 2/, /racetape replay/],
    [
      'beside a seed',
      ['a.yaml', '--guards', 'none', '--seed', '1'],
      /--seed beside --token/,
      /knows its seed/,
    ],
  ];
  it.each(refused)('refuses a token %s', async (_what, words, message, advice) => {
    const host = hostWith();
    host.put('b.yaml', smallScenario({ account: 'account: {cash: "$90,000.00"}' }));
    const token = await tokenOf(host, 'none');
    const before = host.files();
    host.said.stderr = '';
    expect(await host.run('replay', ...words, '--token', token)).toBe(2);
    const lines = host.said.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(message);
    expect(lines[1]).toMatch(advice);
    expect(host.files()).toEqual(before);
  });

  it.each([
    ['cut', (token: string) => token.slice(0, -1)],
    ['changed', (token: string) => `${token.slice(0, 3)}!${token.slice(4)}`],
    ['of another version', (token: string) => `9${token.slice(1)}`],
    ['empty', () => ''],
    ['hostile', () => '\u001b[2J<script>'],
  ])('refuses a token that is %s', async (_what, spoil) => {
    const host = hostWith();
    const token = spoil(await tokenOf(host, 'none'));
    host.said.stderr = '';
    expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--token', token)).toBe(2);
    expect(host.said.stderr).toMatch(/^racetape: the token is (damaged|of version)/);
    expect(host.said.stderr).not.toContain('\u001b');
  });

  it('refuses --best-effort without a token', async () => {
    const host = hostWith();
    expect(await host.run('replay', 'a.yaml', '--best-effort')).toBe(2);
    expect(host.said.stderr).toContain('--best-effort is about a token');
  });

  it('goes on by default order from where a token stops fitting, and says where that is', async () => {
    const host = hostWith();
    const token = await tokenOf(host, 'none');
    // How long the exploration took.
    host.said.stderr = '';
    const words = ['--guards', 'all', '--token', token, '--best-effort'];
    const { code, run } = await runOf(host, ...words);
    expect([code, run.verdict]).toEqual([0, 'pass']);
    expect(host.said.stderr).toMatch(
      /^racetape: the token stops fitting at step \d+: expected .*, saw .*; possible there: .*\n {2}From there it went on in the default order\.\n$/,
    );
  });
});
