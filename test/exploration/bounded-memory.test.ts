import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { engine } from '../../src/index.js';
import { GENMC_PROGRAMS } from '../soundness/genmc-programs.js';
import { sharedMemory } from '../soundness/shared-memory.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function liveMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

describe('the memory of a long exhaustive search', () => {
  // Measured: 3.6 MB. Where every event of a wakeup tree was a node of its own: 12 MB.
  it('is at most 7 MB above its start, for the 7,168 classes of a reader behind 11 writers', async () => {
    const program = sharedMemory(GENMC_PROGRAMS.lastzero!(11));
    const before = liveMegabytes();
    let most = 0;
    const found = await engine.explore(program, new engine.Exhaustive(), {
      onProgress: ({ classes }) => {
        if (classes % 512 === 0) most = Math.max(most, liveMegabytes() - before);
      },
    });
    expect(found).toMatchObject({ coverage: { kind: 'complete' }, classes: 7_168, redundant: 0 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThan(7);
  });
});
