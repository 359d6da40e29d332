import { describe, expect, it } from 'vitest';
import { verdictOfCheck } from '../../../src/formats/ci/check.js';

describe('the verdict of a check, as people read it', () => {
  it.each([
    [{ status: 'ok', verdict: 'fail', claim: null }, 'reproduced'],
    [{ status: 'refused', verdict: 'fail', claim: null }, 'fail'],
    [{ status: 'ok', verdict: 'fail', claim: 'complete(2)' }, 'fail'],
    [{ status: 'ok', verdict: 'pass', claim: null }, 'pass'],
  ] as const)('of %j is %s', (check, word) => {
    expect(verdictOfCheck(check)).toBe(word);
  });
});
