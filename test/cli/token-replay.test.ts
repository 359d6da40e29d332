import { describe, expect, it } from 'vitest';
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
    const words = ['--guards', 'all', '--token', token, '--best-effort'];
    const { code, run } = await runOf(host, ...words);
    expect([code, run.verdict]).toEqual([0, 'pass']);
    expect(host.said.stderr).toMatch(
      /^racetape: the token stops fitting at step \d+: expected .*, saw .*; possible there: .*\n {2}From there it went on in the default order\.\n$/,
    );
  });
});
