import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  belongingOf,
  parseToken,
  printToken,
  TOKEN_ALPHABET,
  type Token,
  withChecksum,
} from '../../src/exploration/index.js';

const tokens: fc.Arbitrary<Token> = fc.record({
  belongsTo: fc.integer({ min: 0, max: 0x3fffffff }),
  seed: fc.maxSafeNat(),
  choices: fc.record({
    deviations: fc
      .uniqueArray(
        fc.record({ step: fc.nat(3000), rank: fc.integer({ min: 1, max: 60 }), check: fc.nat(15) }),
        { selector: ({ step }) => step, maxLength: 80 },
      )
      .map((list) => list.sort((a, b) => a.step - b.step)),
    flips: fc
      .uniqueArray(fc.record({ step: fc.nat(500), nth: fc.nat(4) }), {
        selector: ({ step, nth }) => `${step} ${nth}`,
        maxLength: 10,
      })
      .map((list) => list.sort((a, b) => a.step - b.step || a.nth - b.nth)),
    runCheck: fc.nat(4095),
  }),
});

describe('token', { timeout: 30_000 }, () => {
  it('parse ∘ print is the identity', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(parseToken(printToken(token))).toEqual({ kind: 'ok', token });
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('takes at most 160 characters for 50 choices among 400 steps and 24 pending completions', () => {
    const steps = fc.uniqueArray(fc.nat(399), { minLength: 50, maxLength: 50 });
    const ranks = fc.array(fc.integer({ min: 1, max: 23 }), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(steps, ranks, fc.nat(0xffffffff), (at, rank, seed) => {
        const deviations = at
          .sort((a, b) => a - b)
          .map((step, i) => ({ step, rank: rank[i]!, check: i & 15 }));
        const text = printToken({
          belongsTo: belongingOf('scenario all'),
          seed,
          choices: { deviations, flips: [], runCheck: 77 },
        });
        expect(text.length).toBeLessThanOrEqual(160);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('uses only characters that mean nothing in a URL', () => {
    fc.assert(
      fc.property(tokens, (token) => /^[A-Za-z0-9_-]+$/.test(printToken(token))),
      { seed: 3, numRuns: 200 },
    );
  });

  it('notices every single changed, missing or doubled character', () => {
    const text = printToken({
      belongsTo: 5,
      seed: 42,
      choices: {
        deviations: [{ step: 3, rank: 2, check: 9 }],
        flips: [{ step: 4, nth: 0 }],
        runCheck: 1,
      },
    });
    for (let at = 0; at < text.length; at += 1) {
      for (const other of TOKEN_ALPHABET) {
        if (other === text[at]) continue;
        expect(parseToken(text.slice(0, at) + other + text.slice(at + 1)).kind).not.toBe('ok');
      }
      expect(parseToken(text.slice(0, at) + text.slice(at + 1)).kind).not.toBe('ok');
      expect(parseToken(text.slice(0, at) + text.slice(at, at + 1) + text.slice(at)).kind).not.toBe(
        'ok',
      );
    }
  });

  it.each([
    ['', 'damaged'],
    ['   ', 'damaged'],
    ['abc', 'damaged'],
    ['hello world', 'damaged'],
    ['🦊', 'damaged'],
    [withChecksum('2AAAA'), 'other version'],
    [withChecksum(''), 'other version'],
    [withChecksum('1'), 'damaged'],
    [withChecksum(`1${'_'.repeat(40)}`), 'damaged'],
    [withChecksum(`1AAAAAAAAAAAAAAAAAAAAA`), 'damaged'],
  ])('reads %j as %s and never throws', (text, kind) => {
    expect(parseToken(text).kind).toBe(kind);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), (text) => parseToken(text).kind !== 'ok'),
      { seed: 4, numRuns: 1_000 },
    );
    const sealed = fc
      .string({ unit: fc.constantFrom(...TOKEN_ALPHABET), maxLength: 60 })
      .map((body) => withChecksum(`1${body}`));
    fc.assert(
      fc.property(sealed, (text) => ['ok', 'damaged'].includes(parseToken(text).kind)),
      { seed: 5, numRuns: 2_000 },
    );
  });

  it('forgives white space around it', () => {
    const token: Token = {
      belongsTo: 1,
      seed: 0,
      choices: { deviations: [], flips: [], runCheck: 0 },
    };
    expect(parseToken(`  ${printToken(token)}\n`)).toEqual({ kind: 'ok', token });
  });
});
