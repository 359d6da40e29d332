import { describe, expect, it, vi } from 'vitest';
import type { StepFact } from '../../src/domain/index.js';
import { tellStory } from '../../src/words/index.js';

// Every sentence of a step reads otherwise here than in the product.
vi.mock('../../src/words/step-words.js', () => ({ stepWords: () => 'something else entirely' }));

const read = { kind: 'statement', statement: 'read positions', symbol: '' } as const;
const write = { kind: 'statement', statement: 'write account', symbol: '' } as const;
const buy = { kind: 'submit', side: 'BUY', quantity: 7, symbol: 'APP' } as const;

function call(task: string, asked: typeof read | typeof write | typeof buy): StepFact {
  return { kind: 'call', phase: 'effect', task, asked, fault: null };
}

describe('a story whose every sentence reads otherwise', () => {
  it('keeps the same steps, of the same signals', () => {
    const facts: readonly StepFact[] = [
      call('r1.c1', read),
      { kind: 'call', phase: 'response', task: 'r1.c1', asked: read, fault: null },
      call('r1.c1', write),
      call('r1.c1/a', buy),
      { kind: 'late time-out', task: 'r1.c1/a', of: 'busy' },
      call('r2.c1/other', read),
      call('r2.c1/b', buy),
      call('r2.c1', read),
    ];
    const { steps, omitted } = tellStory({ facts, deviatingSteps: [7], signalIds: ['a', 'b'] });
    expect(steps.map(({ step, signalId }) => [step, signalId])).toEqual([
      [1, null],
      [4, 'a'],
      [7, 'b'],
      [8, null],
    ]);
    expect(omitted).toBe(4);
    expect(new Set(steps.map(({ words }) => words))).toEqual(new Set(['something else entirely']));
  });
});
