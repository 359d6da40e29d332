import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runRacetape, temporaryFolder } from '../acceptance/run-racetape.js';
import { fenced, withFragments } from './fragments.js';
import { judged, renderGuardTable, shippedScenario } from './guard-table.js';
import { renderPublishedCounts } from './published-counts.js';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const readme = read('README.md');

/** Every page of documentation but the one that test/scenario generates. */
const DOCUMENTS = [
  'README.md',
  'bench/README.md',
  'examples/README.md',
  'reports/README.md',
  'src/README.md',
  ...readdirSync(new URL('src/', ROOT)).map((room) => `src/${room}/README.md`),
].filter((path) => existsSync(new URL(path, ROOT)));

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
    .replace(/, [\d.]+ (ms|s|min), [\d,. ]+ runs a second, reporting included/, ', …')
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

const EXPLORE_FAILS = 'explore scenarios/app-overlapping-narrow.yaml --guards three-layer';
const EXPLORE_PASSES = 'explore scenarios/app-overlapping-narrow.yaml --guards all';
const MATRIX = 'matrix scenarios/app-second-path.yaml';
const SWEEP =
  'sweep scenarios/app-overlapping-narrow.yaml --vary db.write=6ms..12ms:2ms --guards three-layer --guards all --trials 50 --rare 0';

// Where a change is meant: npx vitest run test/documents -u
const MEASURED: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  'README.md': async () => ({
    'npm-start': fenced('', runRacetape(folder.path, 'start').stdout),
    'explore-fails': terminal(EXPLORE_FAILS, printed(EXPLORE_FAILS)),
    'explore-passes': terminal(EXPLORE_PASSES, printed(EXPLORE_PASSES)),
    'published-counts': renderPublishedCounts(),
  }),
  'src/guards/README.md': async () => ({ 'guards-alone': await renderGuardTable() }),
  'src/experiments/README.md': async () => ({
    matrix: terminal(MATRIX, shortened(printed(`${MATRIX} --workers 1`))),
    sweep: terminal(SWEEP, printed(`${SWEEP} --workers 1`)),
  }),
  'src/exploration/README.md': async () => ({
    example: fenced('ts', exampleText()),
    'example-output': fenced('', await exampleOutput()),
  }),
};

describe('the documentation', () => {
  it.each(Object.keys(MEASURED))('holds what is measured and printed today: %s', async (path) => {
    const text = read(path);
    const fragments = await MEASURED[path]!();
    expect(marksOf(text).toSorted()).toEqual(Object.keys(fragments).toSorted());
    await expect(withFragments(text, fragments)).toMatchFileSnapshot(`../../${path}`);
  });

  it('marks nothing as measured that no test measures', () => {
    const marked = DOCUMENTS.filter((path) => marksOf(read(path)).length > 0);
    // src/README.md is held by source-map.test.ts.
    expect(marked.toSorted()).toEqual([...Object.keys(MEASURED), 'src/README.md'].toSorted());
  });

  it('begins with a page that can be read in one sitting', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(260);
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

  it.each(DOCUMENTS)('links only to what is there: %s', (path) => {
    for (const [, target = '', anchor] of read(path).matchAll(/\]\(([^)#:]*)(?:#([^)]+))?\)/g)) {
      const page = new URL(path, ROOT);
      const file = target === '' ? page : new URL(target, page);
      expect(existsSync(file), `${path}: ${target}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8'))).toContain(anchor);
    }
  });
});

function marksOf(text: string): readonly string[] {
  return [...text.matchAll(/<!-- measured: (\S+) -->/g)].map(([, name]) => name!);
}

/** The names that headings have on GitHub. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
