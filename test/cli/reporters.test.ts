import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { junitErrors, sarifErrors } from '../formats/ci/validate.js';
import { fakeHost, smallScenario } from './fake-host.js';

function hostWith(expectation = 'fail') {
  const host = fakeHost();
  host.put(
    'a.yaml',
    smallScenario({ expect: `expect:\n  - {guards: none, verdict: ${expectation}}` }),
  );
  return host;
}

const read = (host: { cwd: string }, path: string): string =>
  readFileSync(join(host.cwd, path), 'utf8');

describe('--reporter', () => {
  it('tells a replay in several forms at once, documents in files of their own', async () => {
    const host = hostWith('pass');
    const words = ['--reporter', 'default', '--reporter', 'github', '--reporter', 'junit=ci/j.xml'];
    const more = ['--reporter', 'sarif', '--reporter', 'markdown', '--reporter', 'html=page.html'];
    expect(await host.run('replay', 'a.yaml', ...words, ...more)).toBe(1);
    const { stdout, stderr } = host.said;
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^scenario .*\n/);
    expect(stdout).toMatch(
      /^::error file=a\.yaml,line=9,col=5,title=check-then-act%3A replay under none::/m,
    );
    expect(stdout).toContain(
      'junit: ci/j.xml\nhtml: page.html\nsarif: reports/racetape.sarif\nmarkdown: reports/racetape.md\n',
    );
    expect(await junitErrors(read(host, 'ci/j.xml'))).toEqual([]);
    expect(sarifErrors(read(host, 'reports/racetape.sarif'))).toEqual([]);
    expect(read(host, 'page.html')).toContain('Two buys');
  });

  it('gives stdout to the only document', async () => {
    const host = hostWith();
    expect(await host.run('replay', 'a.yaml', '--reporter', 'jsonl')).toBe(0);
    expect(JSON.parse(host.said.stdout)).toMatchObject({ type: 'check', status: 'ok' });
    expect(host.files()).not.toContain('reports/racetape.jsonl');
  });

  it('keeps stdout pure JSON with --json, and annotates on stderr', async () => {
    const host = hostWith('pass');
    await host.run('replay', 'a.yaml', '--json', '--reporter', 'github', '--reporter', 'jsonl');
    expect(JSON.parse(host.said.stdout).runs).toHaveLength(1);
    expect(host.said.stderr).toMatch(/^::error /);
    expect(host.files()).toContain('reports/racetape.jsonl');
  });

  it('prints the summary where every reporter has a file', async () => {
    const host = hostWith();
    await host.run('replay', 'a.yaml', '--reporter', 'json=r.json', '--reporter', 'default=r.txt');
    expect(host.said.stdout).toContain('1 run, as expected');
    expect(read(host, 'r.txt')).toContain('1 run, as expected');
    const other = hostWith();
    await other.run('replay', 'a.yaml', '--json');
    expect(read(host, 'r.json')).toBe(other.said.stdout);
  });

  it('is the same for explorations and matrices', async () => {
    const host = hostWith('pass');
    const words = ['a.yaml', '--reporter', 'junit=j.xml', '--reporter', 'sarif=s.json', '--quiet'];
    expect(await host.run('explore', ...words, '--guards', 'none')).toBe(1);
    expect(read(host, 'j.xml')).toContain('<testcase name="explore under none"');
    const [result] = JSON.parse(read(host, 's.json')).runs[0].results;
    expect(result.ruleId).toBe('check-then-act');
    expect(result.codeFlows[0].threadFlows[0].locations.length).toBeGreaterThan(2);
    expect(await host.run('matrix', ...words, '--workers', '1')).toBe(0);
    expect(read(host, 'j.xml')).toContain('tests="32" failures="0" errors="0"');
    expect(await junitErrors(read(host, 'j.xml'))).toEqual([]);
  });

  it('links an index of several scenarios from wherever it lies', async () => {
    const host = hostWith();
    host.put('b.yaml', smallScenario());
    await host.run('replay', 'a.yaml', 'b.yaml', '--reporter', 'html=there/x.html');
    expect(read(host, 'there/x.html')).toContain('href="../reports/a/index.html"');
    await host.run('replay', 'a.yaml', 'b.yaml', '--json', '--reporter', 'html');
    expect(read(host, 'reports/racetape.html')).toContain('href="a/index.html"');
  });

  it('adds to the page of the step, where there is one', async () => {
    const host = hostWith('pass');
    const stepSummaryPath = join(host.cwd, 'summary.md');
    writeFileSync(stepSummaryPath, 'said before\n');
    Object.assign(host, { stepSummaryPath });
    await host.run('replay', 'a.yaml', '--reporter', 'github');
    expect(read(host, 'summary.md')).toMatch(
      /^said before\n### ✗ racetape: 1 refused of 1 check\n/,
    );
    Object.assign(host, { stepSummaryPath: join(host.cwd, 'no/such') });
    expect(await host.run('replay', 'a.yaml', '--reporter', 'github')).toBe(2);
    expect(host.said.stderr).toContain('cannot write the step summary');
  });

  it('shows a scenario whose name is a command of the build machine as text', async () => {
    const host = fakeHost();
    host.put('::error::x.yaml', smallScenario());
    await host.run('matrix', '::error::x.yaml', '--workers', '1');
    expect(host.said.stdout).toMatch(/^⟨:⟩:error::x: every subset/);
  });

  it.each([
    [['--reporter', 'junitt'], /found "junitt"/, /Did you mean junit\?/],
    [['--reporter', 'junit='], /names no file/, /junit=junit\.xml/],
    [['--reporter', 'junit', '--reporter', 'junit'], /given twice/, /once/],
    [
      ['--reporter', 'junit=x', '--reporter', 'sarif=x'],
      /two reporters would write to "x"/,
      /its own/,
    ],
    [['--reporter', 'junit=.'], /is a folder/, /Name a file/],
    [['--reporter', 'junit=a.yaml/j.xml'], /cannot write|is a file/, /./],
  ])('refuses %j', async (words, message, advice) => {
    const host = hostWith();
    expect(await host.run('replay', 'a.yaml', ...words)).toBe(2);
    const [seen, hint] = host.said.stderr.trimEnd().split('\n');
    expect(seen).toMatch(message);
    expect(hint).toMatch(advice);
    expect(host.said.stdout).toBe('');
  });
});
