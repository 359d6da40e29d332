import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../cli/fake-host.js';

const FOLDER = new URL('samples/', import.meta.url);
const SAMPLES = readdirSync(FOLDER).sort();

/** What happens to files: each takes the bytes, and a place as a share of their length. */
const HARMS: Readonly<Record<string, (bytes: Buffer, place: number) => Buffer>> = {
  'cut off': (bytes, place) => bytes.subarray(0, place),
  'begun late': (bytes, place) => bytes.subarray(place),
  'a NUL': (bytes, place) => put(bytes, place, '\0'),
  'Latin-1': (bytes, place) => put(bytes, place, Buffer.from([0xe9])),
  'a quote': (bytes, place) => put(bytes, place, '"'),
  'a comma': (bytes, place) => put(bytes, place, ','),
  'a brace': (bytes, place) => put(bytes, place, '}'),
  'an empty line': (bytes, place) => put(bytes, place, '\n\n'),
  'a minus': (bytes, place) => put(bytes, place, '-'),
  'an escape': (bytes, place) => put(bytes, place, '\u001b[2J'),
  'a byte turned': (bytes, place) => {
    const turned = Buffer.from(bytes);
    if (place < turned.length) turned[place] = turned[place]! ^ 0xff;
    return turned;
  },
  'said again': (bytes, place) => Buffer.concat([bytes, bytes.subarray(place)]),
  'NaN for a number': (bytes) =>
    Buffer.from(bytes.toString('latin1').replace(/\d+\.\d+/, 'NaN'), 'latin1'),
};

function put(bytes: Buffer, place: number, text: string | Buffer): Buffer {
  return Buffer.concat([
    bytes.subarray(0, place),
    Buffer.from(text as string),
    bytes.subarray(place),
  ]);
}

describe('racetape scan of a damaged file', () => {
  it('ends in a result or in one clear message, and never in a crash', async () => {
    const host = fakeHost();
    const anyHarm = fc.record({
      sample: fc.constantFrom(...SAMPLES),
      harm: fc.constantFrom(...Object.keys(HARMS)),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(anyHarm, async ({ sample, harm, share }) => {
        const bytes = readFileSync(new URL(sample, FOLDER));
        host.put('harmed', HARMS[harm]!(bytes, Math.floor(share * bytes.length)));
        host.said.stdout = '';
        host.said.stderr = '';
        const code = await host.run('scan', 'harmed');
        expect([0, 2], host.said.stderr).toContain(code);
        expect(host.said.stdout === '').toBe(code === 2);
        if (code === 2)
          expect(host.said.stderr).toMatch(
            /^racetape: harmed[^\n]*: expected [^\n]+\n {2}[^\n]+\n$/,
          );
        expect(host.said.stdout + host.said.stderr).not.toContain('\u001b');
        expect(host.files()).toEqual(['harmed']);
      }),
      { numRuns: 300 },
    );
  });
});
