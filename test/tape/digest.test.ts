import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestTape, encodeTape, TapeDigest } from '../../src/tape/index.js';
import { anyTape } from './arbitraries.js';
import { sampleTape } from './sample-tape.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the digest of a tape', () => {
  it('is what sha256sum prints for the file', () => {
    fc.assert(
      fc.property(anyTape, (tape) => {
        expect(digestTape(tape)).toBe(sha256(encodeTape(tape)));
      }),
    );
  });

  it('may be asked again as lines are added', () => {
    const digest = new TapeDigest();
    digest.add('one');
    expect(digest.hex()).toBe(sha256('one\n'));
    digest.add('two');
    expect(digest.hex()).toBe(sha256('one\ntwo\n'));
  });

  it('does not depend on where the pieces break', () => {
    const digest = new TapeDigest();
    const line = 'é'.repeat(999);
    for (let index = 0; index < 200; index++) digest.add(line);
    expect(digest.hex()).toBe(sha256(`${line}\n`.repeat(200)));
  });

  it('is pinned for the sample tape', () => {
    expect(digestTape(sampleTape())).toMatchInlineSnapshot(
      `"b5303813261ac9fef1293fadd85c3799e3e6badc944058072e9e32e87ca694c0"`,
    );
  });
});
