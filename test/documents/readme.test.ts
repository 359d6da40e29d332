import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runRacetape, temporaryFolder } from '../acceptance/run-racetape.js';
import { fenced, withFragments } from './fragments.js';
import { renderGuardTable } from './guard-table.js';

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

describe('README.md', () => {
  // Where a change is meant: npx vitest run test/documents -u
  it('holds what is measured and printed today', async () => {
    const fragments = {
      'npm-start': fenced('', runRacetape(folder.path, 'start').stdout),
      'guards-alone': await renderGuardTable(),
      example: fenced('ts', exampleText()),
      'example-output': fenced('', await exampleOutput()),
    };
    await expect(withFragments(readme, fragments)).toMatchFileSnapshot('../../README.md');
  });

  it('links only to what is there', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#:]+)\)/g))
      expect(existsSync(new URL(target!, README)), target).toBe(true);
  });
});
