import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPositions } from '../../src/tape/json-positions.js';

describe('positions in JSON', () => {
  it('calls an error exactly what JSON.parse refuses', () => {
    const nearJson = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 2 }))
      .map(
        ([text, at, noise]) =>
          text.slice(0, at % (text.length + 1)) + noise + text.slice(at % (text.length + 1)),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearJson), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(jsonPositions(text).errorAt === null).toBe(valid);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds where a value begins, or its nearest container', () => {
    const positions = jsonPositions(' {"a": [1, {"b":"x"}]}');
    expect(positions.errorAt).toBeNull();
    expect(positions.at([])).toBe(1);
    expect(positions.at(['a', 1, 'b'])).toBe(16);
    expect(positions.at(['a', 7])).toBe(7);
    expect(positions.at(['z'])).toBe(1);
  });

  it('stops at the first fault', () => {
    expect(jsonPositions('{"a":1,}').errorAt).toBe(7);
    expect(jsonPositions('{"a" 1}').errorAt).toBe(5);
    expect(jsonPositions('[1 2]').errorAt).toBe(3);
    expect(jsonPositions('{} {}').errorAt).toBe(3);
    expect(jsonPositions('').errorAt).toBe(0);
  });
});
