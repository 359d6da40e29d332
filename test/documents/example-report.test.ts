import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runRacetape, temporaryFolder } from '../acceptance/run-racetape.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = join(ROOT, 'reports/example');
const COMMAND = 'replay scenarios/app-4x-buy.yaml --guards none --guards three-layer --out';
/** The report without its picture; about 140,000 of them are the script of the page. */
const BYTES_MAX = 500_000;

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Paths of the files below `root`, sorted; a screenshot is no output of the program. */
function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile() && !path.endsWith('.png'))
    .sort();
}

it(`the example report is what today’s code makes (otherwise: npx racetape ${COMMAND} reports/example)`, () => {
  const { code } = runRacetape(ROOT, ...COMMAND.split(' '), folder.path);
  expect(code).toBe(0);
  const paths = filesBelow(folder.path);
  expect(filesBelow(EXAMPLE)).toEqual(paths);
  for (const path of paths) {
    const [shipped, made] = [EXAMPLE, folder.path].map((root) => readFileSync(join(root, path)));
    expect(shipped!.equals(made!), path).toBe(true);
  }
});

it('the example report is small', () => {
  const bytes = filesBelow(EXAMPLE).map((path) => statSync(join(EXAMPLE, path)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BYTES_MAX);
});
