import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { junitErrors, sarifErrors } from '../../formats/ci/validate.js';
import { type FakeHost, fakeHost, smallScenario } from '../fake-host.js';

const EXPECT_ALL =
  'expect:\n  - {guards: none, verdict: fail, duplicates: 1}\n  - {guards: all, verdict: pass, explore: pass}';

function hostWith(config: string | null, changes: Readonly<Record<string, string>> = {}): FakeHost {
  const host = fakeHost();
  host.put('a.yaml', smallScenario({ expect: EXPECT_ALL, ...changes }));
  if (config !== null) host.put('racetape.config.yaml', config);
  return host;
}

/** One worker, in this process. */
function gateOf(words: string): string {
  return `gate: {scenarios: [a.yaml], workers: 1, ${words}}\n`;
}

const read = (host: FakeHost, path: string): string => readFileSync(join(host.cwd, path), 'utf8');

describe('racetape gate', () => {
  it('opens where everything that is promised holds; exit 0', async () => {
    const host = hostWith(gateOf(''));
    expect(await host.run('gate', '--quiet')).toBe(0);
    const { stdout, stderr } = host.said;
    expect(stderr).toBe('');
    expect(stdout).toMatch(/✓ {2}scenarios\/app-4x-buy\.yaml +canary under none +reproduced/);
    expect(stdout).toMatch(/✓ {2}a\.yaml +hold under all +pass +complete\(\d+\)/);
    expect(stdout).toContain('the gate is open: complete where it is asked for');
    expect(host.files()).toContain('reports/a/all/explore.json');
    expect(read(host, 'reports/index.html')).toContain('a/all/explore.html');
  });

  it('refuses a set that does not hold, with a token that can be kept; exit 1', async () => {
    const host = hostWith(gateOf('guards: [before]'));
    const words = ['--reporter', 'junit=j.xml', '--reporter', 'sarif=s.sarif', '--json'];
    expect(await host.run('gate', ...words)).toBe(1);
    const gate = JSON.parse(host.said.stdout);
    expect(gate).toMatchObject({ version: 1, verdict: 'fail', net: 'sound' });
    const refused = gate.checks.filter(({ status }: { status: string }) => status === 'refused');
    expect(refused.map(({ act }: { act: string }) => act)).toEqual(['replay', 'hold']);
    expect(await junitErrors(read(host, 'j.xml'))).toEqual([]);
    expect(sarifErrors(read(host, 's.sarif'))).toEqual([]);
    expect(read(host, 's.sarif')).toContain('codeFlows');
    // Kept, it is run first; it still fails.
    host.put('racetape-tokens/kept.txt', read(host, 'reports/failing-tokens.txt'));
    host.put('racetape.config.yaml', gateOf('guards: [all]'));
    host.said.stdout = '';
    expect(await host.run('gate', '--json')).toBe(1);
    const [, first] = JSON.parse(host.said.stdout).checks;
    expect(first).toMatchObject({ guards: 'before', status: 'refused', verdict: 'fail' });
    expect(first.sentence).toMatch(/^It fails again\. APP: BUY of 7/);
  });

  it('says of a saved token that it is fixed, or that it has drifted or lost its meaning; exit 0', async () => {
    const host = hostWith(null);
    await host.run('explore', 'a.yaml', '--guards', 'none', '--json');
    const { token } = JSON.parse(host.said.stdout).counterexample;
    await host.run('replay', 'a.yaml', '--guards', 'all', '--json');
    const plain = JSON.parse(
      host.said.stdout.slice(host.said.stdout.indexOf('{\n  "version": 1,\n  "runs"')),
    ).runs[0].token;
    host.put('racetape-tokens/x.txt', `# kept\n\na.yaml all ${plain}\na.yaml\tall\t${token}\n`);
    host.put('racetape.config.yaml', gateOf(''));
    host.said.stdout = '';
    expect(await host.run('gate', '--quiet')).toBe(0);
    expect(host.said.stdout).toContain('Fixed: the order that once failed passes.');
    expect(host.said.stdout).toMatch(
      /It no longer says anything: the token belongs to another scenario/,
    );
  });

  it('ends in exit 70 where the canary passes, and says that the net has a hole', async () => {
    const host = hostWith(gateOf('canary: {scenario: a.yaml, guards: all}'));
    expect(await host.run('gate', '--quiet')).toBe(70);
    expect(host.said.stderr).toContain('the net has a hole');
    expect(host.said.stdout).toContain('✗ the net has a hole: what has to fail passes');
    const other = hostWith(gateOf('canary: {scenario: a.yaml, guards: all}, guards: [before]'));
    expect(await other.run('gate', '--json')).toBe(70);
    expect(JSON.parse(other.said.stdout)).toMatchObject({ verdict: 'fail', net: 'hole' });
  });

  it('finds a canary that fails in few orders only', async () => {
    const host = hostWith(
      gateOf('canary: {scenario: scenarios/app-overlapping-narrow.yaml, guards: three-layer}'),
    );
    expect(await host.run('gate', '--quiet')).toBe(0);
    expect(host.said.stdout).toMatch(/✓ {2}scenarios\/app-overlapping-narrow\.yaml +canary/);
  });

  it('works without a canary, and says so', async () => {
    const host = hostWith(gateOf('canary: none'));
    expect(await host.run('gate', '--quiet')).toBe(0);
    expect(host.said.stdout).toContain('No canary');
  });

  it('is not proven below the coverage that the policy asks for; exit 3', async () => {
    const host = hostWith(gateOf(''));
    // Every look at the clock takes 10 ms: the budget is over at once.
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 10 });
    expect(await host.run('gate', '--budget', '10ms', '--quiet')).toBe(3);
    expect(host.said.stdout).toMatch(/\? not proven: a\.yaml, hold under all/);
    expect(host.said.stdout).toContain('Less was explored than the policy asks for (complete).');
  });

  it('takes a lower claim where the policy does', async () => {
    for (const [coverage, claim] of [
      ['bounded(1)', 'bounded(1)'],
      ['sampled(20)', 'sampled(20)'],
    ]) {
      const host = hostWith(gateOf(`coverage: ${coverage}`));
      expect(await host.run('gate', '--json')).toBe(0);
      const { checks } = JSON.parse(host.said.stdout);
      expect(checks.at(-1).claim).toBe(claim);
    }
  });

  it('ends in exit 3 where nothing has to hold in every order', async () => {
    const host = hostWith(gateOf(''), {
      expect: 'expect:\n  - {guards: none, verdict: fail}\n  - {guards: all, verdict: pass}',
    });
    expect(await host.run('gate', '--quiet')).toBe(3);
    expect(host.said.stdout).toContain('No guard set has to hold in every order');
  });

  it('ends in exit 3 where there is nothing to run', async () => {
    const host = fakeHost();
    expect(await host.run('gate', '--quiet')).toBe(3);
    expect(host.said.stderr).toContain('nothing ran');
  });

  it('refuses a replay that does not come out as its scenario expects', async () => {
    const expect_ =
      'expect:\n  - {guards: none, verdict: pass}\n  - {guards: all, verdict: pass, explore: pass}';
    const host = hostWith(gateOf(''), { expect: expect_ });
    expect(await host.run('gate', '--json')).toBe(1);
    const { checks } = JSON.parse(host.said.stdout);
    const refused = checks.filter(({ status }: { status: string }) => status === 'refused');
    expect(refused).toMatchObject([{ act: 'replay', guards: 'none' }]);
  });

  it('holds a set up to a latency: the critical latency has to lie above it', async () => {
    const narrow = 'scenario: scenarios/app-overlapping-narrow.yaml, guards: three-layer';
    const host = hostWith(gateOf(`critical: [{${narrow}, operation: broker, above: 5ms}]`));
    // At its declared latencies the same set breaks: it is the canary of the test above.
    expect(await host.run('gate', '--json')).toBe(0);
    expect(JSON.parse(host.said.stdout).checks.at(-1)).toMatchObject({
      act: 'hold up to 5ms of broker',
      status: 'ok',
      claim: 'complete(39)',
    });
    const demand = (above: string): string =>
      `{scenario: a.yaml, guards: before, operation: broker, above: ${above}}`;
    const other = hostWith(gateOf(`critical: [${demand('5ms')}, ${demand('15ms')}]`));
    expect(await other.run('gate', '--json', '--reporter', 'github')).toBe(1);
    const { checks } = JSON.parse(other.said.stdout);
    // Of two demands of one operation the stricter one is looked at.
    expect(checks.filter(({ act }: { act: string }) => act.startsWith('hold up'))).toMatchObject([
      { act: 'hold up to 15ms of broker', status: 'refused' },
    ]);
    expect(other.said.stderr).toContain('title=critical-latency%3A hold up to 15ms of broker');
  });

  it.each([0, 3])('saves what was finished after Ctrl-C, at look %i; exit 130', async (looks) => {
    const host = hostWith(gateOf(''));
    host.interruptAfter = looks;
    expect(await host.run('gate', '--quiet', '--reporter', 'default')).toBe(130);
    expect(host.said.stderr).toContain('interrupted');
    // What did not run is no pass, whatever ran before it.
    expect(host.said.stdout).toMatch(/\n\? not proven\n/);
  });

  it('takes paths in place of those of the policy, and folders', async () => {
    const host = hostWith('gate: {scenarios: [{path: s/b.yaml, guards: [before]}], workers: 1}\n');
    host.put('s/b.yaml', smallScenario({ expect: EXPECT_ALL }));
    expect(await host.run('gate', 'a.yaml', '--json')).toBe(0);
    expect(await host.run('gate', 's', '--quiet')).toBe(1);
  });
});
