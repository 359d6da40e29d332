import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/runs/did-you-mean.js';

describe('didYouMean', () => {
  it.each([
    ['repaly', 'replay'],
    ['replya', 'replay'],
    ['replay', 'replay'],
    ['strt', 'start'],
    ['starts', 'start'],
  ])('takes %s for %s', (word, meant) => {
    expect(didYouMean(word, ['start', 'replay'])).toBe(`Did you mean ${meant}?`);
  });

  it('lists what there is where nothing is near', () => {
    expect(didYouMean('explain', ['start', 'replay'])).toBe('One of: start, replay.');
    expect(didYouMean('', ['start', 'replay'])).toBe('One of: start, replay.');
    expect(didYouMean('x'.repeat(100_000), ['start', 'replay'])).toBe('One of: start, replay.');
  });

  it('says so where there is nothing', () => {
    expect(didYouMean('start', [])).toBe('There are none.');
  });
});
