import { expect, it } from 'vitest';
import { waitGraphWords } from '../../src/domain/index.js';

it('tells who waits for the same thing together, and announces what it leaves out', () => {
  expect(
    waitGraphWords([
      { task: 'a', waitsFor: 'x', heldBy: 'c' },
      { task: 'c', waitsFor: 'y', heldBy: null },
      { task: 'b', waitsFor: 'x', heldBy: 'c' },
    ]),
  ).toBe('a, b wait for x, held by c; c waits for y, held by nobody');
  const many = Array.from({ length: 10 }, (_, nth) => ({
    task: `t${nth}`,
    waitsFor: `x${nth}`,
    heldBy: 'a',
  }));
  expect(waitGraphWords(many)).toMatch(/; t7 waits for x7, held by a; and 2 more wait$/);
});
