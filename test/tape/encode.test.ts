import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EVENT_KINDS,
  encodeEvent,
  encodeHeader,
  encodeTape,
  type TapeEvent,
} from '../../src/tape/index.js';
import { anyTape } from './arbitraries.js';
import { sampleHeader, stampAll } from './sample-tape.js';

const lock = stampAll([{ kind: 'lock', name: 'pending', action: 'wait' }])[0]!;

describe('encoding a tape', () => {
  it('writes the stamp first, then the kind, then the fields in declared order', () => {
    const shuffled = Object.fromEntries(Object.entries(lock).reverse()) as unknown as TapeEvent;
    expect(encodeEvent(shuffled)).toBe(
      '{"seq":0,"atUs":0,"task":"r1.c1/T","cycle":1,"runner":"r1","kind":"lock","name":"pending","action":"wait"}',
    );
  });

  it('writes the header in one fixed order', () => {
    const header = sampleHeader();
    const shuffled = Object.fromEntries(Object.entries(header).reverse());
    expect(encodeHeader(shuffled as never)).toBe(encodeHeader(header));
    expect(encodeHeader(header)).toMatch(/^\{"format":"racetape","version":1,"scenario":\{"id":/);
  });

  it('keeps each event on one line, controls and direction marks spelled out', () => {
    const line = encodeEvent({
      ...lock,
      name: 'a\n\u2028\u2029\u0085\u202e\ufeff\ud800"\\',
    } as TapeEvent);
    expect(line).toContain(String.raw`"a\n\u2028\u2029\u0085\u202e\ufeff\ud800\"\\"`);
  });

  it('writes minus zero as 0', () => {
    expect(encodeEvent({ ...lock, atUs: -0 } as TapeEvent)).toContain('"atUs":0,');
  });

  it.each([
    ['a fraction', { atUs: 0.5 }],
    ['a number beyond 2^53', { atUs: 2 ** 53 }],
    ['an undefined', { name: undefined }],
    ['an unknown word', { action: 'steal' }],
    ['an unknown kind', { kind: 'rumour' }],
    ['a number for text', { task: 7 }],
  ])('refuses to write %s', (_, wrong) => {
    expect(() => encodeEvent({ ...lock, ...wrong } as unknown as TapeEvent)).toThrow(RangeError);
  });

  it('names every kind of event once', () => {
    expect(EVENT_KINDS).toHaveLength(new Set(EVENT_KINDS).size);
    expect(EVENT_KINDS).toHaveLength(22);
  });

  it('writes what JSON reads back as the same value, on printable lines', () => {
    fc.assert(
      fc.property(anyTape, (tape) => {
        const lines = encodeTape(tape).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line))).toEqual([tape.header, ...tape.events]);
        expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });
});
