import { expect, it, vi } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

const POSSIBLE = Array.from({ length: 10 }, (_, index) => `step ${index}`);

vi.mock('../../src/experiments/index.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/experiments/index.js')>();
  return {
    ...original,
    replayToken: () =>
      Promise.resolve({
        kind: 'drifted',
        drift: { step: 3, expected: 'the fill', seen: 'nothing of it', possible: POSSIBLE },
      }),
  };
});

it('a token that does not fit any more ends in 1, with the step, what was expected and what was possible', async () => {
  const host = fakeHost();
  host.put('a.yaml', smallScenario());
  expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--token', 'x')).toBe(1);
  expect(host.said.stderr).toBe(
    'racetape: the token stops fitting at step 3: expected the fill, saw nothing of it; possible there: ' +
      `${POSSIBLE.slice(0, 8).join('; ')}; and 2 more\n` +
      '  The scenario is not what it was, or racetape is not. To go on from there: add --best-effort\n',
  );
  expect(host.files()).toEqual(['a.yaml']);
});
