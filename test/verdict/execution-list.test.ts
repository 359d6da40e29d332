import { describe, expect, it } from 'vitest';
import { ExecutionList } from '../../src/verdict/execution-list.js';
import type { Execution } from '../../src/verdict/index.js';

const executionOf = (index: number): Execution => ({
  atUs: index * 1_000_003,
  symbol: `S${index % 500}`,
  side: index % 3 === 0 ? 'SELL' : 'BUY',
  quantity: index % 100,
  price: 540_000_000 + index,
  path: index % 5 === 0 ? null : index % 2 === 0 ? 'main' : 'second',
  cycle: index % 7 === 0 ? null : index,
  runner: index % 11 === 0 ? null : `r${index % 4}`,
});

describe('a list of executions', () => {
  it('gives back what it was given, few or many: 0, 1, 4,096, 4,097 and 20,000', () => {
    for (const count of [0, 1, 4_096, 4_097, 20_000]) {
      const list = new ExecutionList();
      const given = Array.from({ length: count }, (_, index) => executionOf(index));
      for (const execution of given) list.push(execution);
      expect(list.length).toBe(count);
      expect(list.all()).toEqual(given);
    }
  });
});
