import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withFragments } from './fragments.js';
import { renderZooMatrix } from './zoo-matrix.js';

const README = new URL('../../scenarios/README.md', import.meta.url);

// Where a change is meant: npx vitest run test/documents/zoo-matrix.test.ts -u
it('scenarios/README.md holds the matrix of the race zoo as it is measured today', async () => {
  const readme = readFileSync(README, 'utf8');
  const measured = { 'zoo-matrix': await renderZooMatrix() };
  await expect(withFragments(readme, measured)).toMatchFileSnapshot('../../scenarios/README.md');
}, 300_000);
