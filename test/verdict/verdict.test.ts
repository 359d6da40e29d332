import { describe, expect, it } from 'vitest';
import { decideVerdict } from '../../src/verdict/index.js';
import { sampleFinding } from './sample-judgement.js';

const warning = sampleFinding({ severity: 'warning' });
const error = sampleFinding();

describe('the verdict', () => {
  it('passes a run that went to its end without an error', () => {
    expect(decideVerdict([], { ran: true })).toBe('pass');
    expect(decideVerdict([warning], { ran: true })).toBe('pass');
  });

  it('fails on an error, of a broken-off run too', () => {
    expect(decideVerdict([warning, error], { ran: true })).toBe('fail');
    expect(decideVerdict([error], { ran: false })).toBe('fail');
  });

  it('is inconclusive where nothing ran and nothing was seen', () => {
    expect(decideVerdict([], { ran: false })).toBe('inconclusive');
    expect(decideVerdict([warning], { ran: false })).toBe('inconclusive');
  });
});
