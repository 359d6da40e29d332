import type { Execution, Finding } from '../../src/verdict/index.js';

export function sampleFinding(words: Partial<Finding> = {}): Finding {
  return {
    assertion: 'no-duplicate',
    severity: 'error',
    message: 'seen',
    atUs: 0,
    seq: 0,
    symbol: 'APP',
    duplicateKind: 'bypass',
    ...words,
  };
}

export function sampleTrade(words: Partial<Execution> = {}): Execution {
  return {
    atUs: 0,
    symbol: 'APP',
    side: 'BUY',
    quantity: 7,
    price: 503_950_000,
    path: 'main',
    cycle: 1,
    runner: 'r1',
    ...words,
  };
}
