import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../src/runs/input-problem.js';

describe('reasonOf', () => {
  it('turns codes of the host into words', () => {
    expect(reasonOf(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe(
      'no space left on the device',
    );
    expect(reasonOf(Object.assign(new Error('x'), { code: 'EACCES' }))).toBe('permission denied');
  });

  it('passes on what it has no words for', () => {
    expect(reasonOf(Object.assign(new Error('a new one'), { code: 'EWHAT' }))).toBe('a new one');
    expect(reasonOf(new Error('no code'))).toBe('no code');
  });
});
