import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { smallScenario } from '../cli/fake-host.js';
import { junitErrors, sarifErrors } from '../formats/ci/validate.js';
import { type Answer, runRacetape, temporaryFolder } from './run-racetape.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'bin/racetape.js');
const folder = temporaryFolder();
afterAll(() => folder.remove());

const at = (path: string): string => join(folder.path, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

beforeAll(() => {
  // What the examples speak of, at the place where they speak of it.
  mkdirSync(at('scenarios'));
  for (const name of ['app-4x-buy', 'app-overlapping-narrow', 'gme-second-path'])
    cpSync(join(ROOT, `scenarios/${name}.yaml`), at(`scenarios/${name}.yaml`));
  cpSync(join(ROOT, 'examples/racetape.config.yaml'), at('racetape.config.yaml'));
  writeFileSync(at('small.yaml'), smallScenario());
});

function gate(...words: string[]): Answer {
  return runRacetape(folder.path, 'gate', ...words);
}

function policy(words: string): string[] {
  writeFileSync(at('policy.yaml'), `gate: {scenarios: [small.yaml], ${words}}\n`);
  return ['--policy', 'policy.yaml', '--quiet'];
}

describe('the examples', () => {
  it('open the gate: the workflow runs its own line under the configuration beside it', async () => {
    const workflow = parse(readFileSync(join(ROOT, 'examples/github-workflow.yml'), 'utf8'));
    const steps = workflow.jobs.gate.steps as { run?: string }[];
    const line = steps.map(({ run }) => run ?? '').find((run) => run.startsWith('npx racetape '))!;
    const words = line.trim().split(/\s+/).slice(2);
    const env = { ...process.env, GITHUB_STEP_SUMMARY: at('summary.md') };
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], {
      cwd: folder.path,
      encoding: 'utf8',
      env,
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('✓ the gate is open: complete where it is asked for');
    expect(stdout).toMatch(
      /✓ {2}scenarios\/app-overlapping-narrow\.yaml +hold under all +pass +complete\(\d+\)/,
    );
    expect(await junitErrors(read('reports/junit.xml'))).toEqual([]);
    expect(sarifErrors(read('reports/racetape.sarif'))).toEqual([]);
    expect(read('summary.md')).toMatch(/^### ✓ racetape: \d+ checks, all as they should be\n/);
  });
});

describe('the exit codes of a gate', () => {
  it('1: a set that has to hold does not; its token, kept, is run first and fails again', () => {
    const first = gate(...policy('guards: [before]'), '--json');
    expect([first.code, JSON.parse(first.stdout).verdict]).toEqual([1, 'fail']);
    mkdirSync(at('racetape-tokens'));
    cpSync(at('reports/failing-tokens.txt'), at('racetape-tokens/kept.txt'));
    const again = gate(...policy('guards: [all]'), '--json');
    expect(again.code).toBe(1);
    const refused = JSON.parse(again.stdout).checks.filter(
      ({ status }: { status: string }) => status === 'refused',
    );
    expect(refused).toMatchObject([{ guards: 'before', verdict: 'fail' }]);
    expect(refused[0].act).toMatch(/^saved token /);
    writeFileSync(at('racetape-tokens/kept.txt'), '# none any more\n');
  });

  it('2: a policy that is wrong, with its place', () => {
    const { code, stdout, stderr } = gate(...policy('coverage: most'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^policy\.yaml:1:\d+: gate\.coverage: expected complete, .* found "most"\n {4}try: /,
    );
  });

  it('3: less is claimed than the policy asks for', () => {
    writeFileSync(
      at('policy.yaml'),
      'gate: {scenarios: [scenarios/app-overlapping-narrow.yaml], guards: [all]}\n',
    );
    const { code, stdout } = gate('--policy', 'policy.yaml', '--quiet', '--budget', '1ms');
    expect(stdout).toContain('Less was explored than the policy asks for (complete).');
    expect(code).toBe(3);
  });

  it('70: the canary passes, and the net has a hole', () => {
    const { code, stderr } = gate(
      ...policy('guards: [all], canary: {scenario: small.yaml, guards: all}'),
    );
    expect(stderr).toContain('the net has a hole');
    expect(code).toBe(70);
  });
});

describe('racetape report', () => {
  it('renders the bytes of a replay from its tapes alone', () => {
    const files = [
      'index.html',
      'small/index.html',
      'small/none/tape.jsonl',
      'small/none/robo_trader.log',
    ];
    runRacetape(folder.path, 'replay', 'small.yaml', '--guards', 'none', '--out', 'one');
    const { code } = runRacetape(
      folder.path,
      'report',
      'one/small/none/tape.jsonl',
      '--out',
      'one',
    );
    expect(code).toBe(0);
    const again = files.map((name) => read(`one/${name}`));
    runRacetape(folder.path, 'replay', 'small.yaml', '--guards', 'none', '--out', 'one');
    expect(files.map((name) => read(`one/${name}`))).toEqual(again);
  });
});
