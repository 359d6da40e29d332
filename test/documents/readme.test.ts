import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runRacetape, temporaryFolder } from '../acceptance/run-racetape.js';
import { fenced, withFragments } from './fragments.js';
import { judged, renderGuardTable, shippedScenario } from './guard-table.js';
import { renderPublishedCounts } from './published-counts.js';

const README = new URL('../../README.md', import.meta.url);
const readme = readFileSync(README, 'utf8');

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** The file of the example, under the package's own name. */
function exampleText(): string {
  const file = readFileSync(new URL('lost-update.ts', import.meta.url), 'utf8');
  return file.replace("'../../src/index.js'", "'racetape'");
}

async function exampleOutput(): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await import('./lost-update.js');
  log.mockRestore();
  return lines.join('\n');
}

/**
 * What a command prints, without what differs from run to run: how long it took. With time enough
 * that no machine is too busy to finish: what a budget cuts short reads differently.
 */
function printed(command: string): string {
  const [name = '', ...rest] = command.split(' ');
  const ample = name === 'replay' ? [] : ['--budget', '1200s'];
  const { stdout, code } = runRacetape(folder.path, name, ...rest, ...ample, '--quiet');
  expect(code, command).toBe(0);
  return stdout
    .replace(/, [\d.]+ (ms|s|min), [\d,. ]+ runs a second, all telling included/, ', …')
    .replace(/; [\d.]+ (ms|s|min)\)/, '; …)');
}

/** A command line and what it prints. */
function terminal(command: string, output: string): string {
  return fenced('', `$ npx racetape ${command}\n${output}`);
}

/** The long table of the matrix, down to the rows around the step from failing to safe. */
function shortened(output: string): string {
  const lines = output.split('\n');
  const isRow = (line: string): boolean => /^[○●] /.test(line) && / (pass|fail) /.test(line);
  const first = lines.findIndex(isRow);
  const rows = lines.filter(isRow);
  const safe = rows.findIndex((row) => row.includes('✓ pass'));
  return [
    ...lines.slice(0, first),
    ...rows.slice(0, 2),
    `… ${safe - 3} rows`,
    ...rows.slice(safe - 1, safe + 2),
    `… ${rows.length - safe - 2} rows`,
    ...lines.slice(first + rows.length),
  ].join('\n');
}

/** What `npm start` prints, down to the two incidents: the race zoo and the pools are one line each time. */
function incidentsOnly(output: string): string {
  const shown: string[] = [];
  let left = 0;
  const sayLeft = (): void => {
    if (left > 0) shown.push(`… ${left} rows of other shipped scenarios`);
    left = 0;
  };
  let isOther = false;
  for (const line of output.split('\n')) {
    // What is indented belongs to the row above it: the line to paste.
    if (!line.startsWith(' ')) isOther = /^(pool|zoo|no-stall)/.test(line);
    if (isOther && /^(pool|zoo| {4})/.test(line)) left++;
    if (isOther) continue;
    // The findings that are told between the tables are those of rows that are left out.
    if (line === '' && shown.at(-1) === '') continue;
    sayLeft();
    shown.push(line);
  }
  return shown.join('\n');
}

const EXPLORE_FAILS = 'explore scenarios/app-overlapping-narrow.yaml --guards three-layer';
const EXPLORE_PASSES = 'explore scenarios/app-overlapping-narrow.yaml --guards all';
const MATRIX = 'matrix scenarios/app-second-path.yaml';
const SWEEP =
  'sweep scenarios/app-overlapping-narrow.yaml --vary db.write=6ms..12ms:2ms --guards three-layer --guards all --trials 50 --rare 0';

describe('README.md', () => {
  // Where a change is meant: npx vitest run test/documents -u
  it('holds what is measured and printed today', async () => {
    const fragments = {
      'npm-start': fenced('', incidentsOnly(runRacetape(folder.path, 'start').stdout)),
      'guards-alone': await renderGuardTable(),
      'explore-fails': terminal(EXPLORE_FAILS, printed(EXPLORE_FAILS)),
      'explore-passes': terminal(EXPLORE_PASSES, printed(EXPLORE_PASSES)),
      matrix: terminal(MATRIX, shortened(printed(`${MATRIX} --workers 1`))),
      sweep: terminal(SWEEP, printed(`${SWEEP} --workers 1`)),
      'published-counts': renderPublishedCounts(),
      example: fenced('ts', exampleText()),
      'example-output': fenced('', await exampleOutput()),
    };
    await expect(withFragments(readme, fragments)).toMatchFileSnapshot('../../README.md');
  });

  it('says rightly that app-overlapping-narrow passes under three-layer, seeds 1 to 1,000', async () => {
    const scenario = shippedScenario('app-overlapping-narrow');
    for (let seed = 1; seed <= 1_000; seed++) {
      const { verdict } = await judged(scenario, 'three-layer', seed);
      expect(verdict, `seed ${seed}`).toBe('pass');
    }
  });

  it('shows a token that replays to the failure that it was printed for', () => {
    const line = /npx racetape (replay .* --token \S+)/.exec(readme)![1]!;
    const { stdout } = runRacetape(folder.path, ...line.split(' '), '--json');
    const [run] = JSON.parse(stdout).runs;
    expect(run).toMatchObject({ verdict: 'fail', duplicates: [{ symbol: 'APP', count: 1 }] });
  });

  it('links only to what is there', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#:]+)\)/g))
      expect(existsSync(new URL(target!, README)), target).toBe(true);
  });
});
