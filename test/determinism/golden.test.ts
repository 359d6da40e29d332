import { describe, expect, it } from 'vitest';
import { digestLines } from './digests.js';

describe('golden digests', () => {
  // Where a change is meant: npx vitest run test/determinism -u
  it('are those of every shipped scenario under none, before, three-layer and all, seed 1', async () => {
    const lines = await digestLines(1);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden-digests.txt');
  });
});
