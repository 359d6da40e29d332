import { describe, expect, it } from 'vitest';
import { suggestionFor } from '../../src/runs/did-you-mean.js';

describe('suggestionFor', () => {
  it.each([
    ['repaly', 'replay'],
    ['replya', 'replay'],
    ['replay', 'replay'],
    ['strt', 'start'],
    ['starts', 'start'],
  ])('takes %s for %s', (word, meant) => {
    expect(suggestionFor(word, ['start', 'replay'])).toBe(`Did you mean ${meant}?`);
  });

  it('lists what there is where nothing is near', () => {
    expect(suggestionFor('explain', ['start', 'replay'])).toBe('One of: start, replay.');
    expect(suggestionFor('', ['start', 'replay'])).toBe('One of: start, replay.');
    expect(suggestionFor('x'.repeat(100_000), ['start', 'replay'])).toBe('One of: start, replay.');
  });

  it('says so where there is nothing', () => {
    expect(suggestionFor('start', [])).toBe('There are none.');
  });
});
