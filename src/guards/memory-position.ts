import { block, type Guard, say } from './guard.js';
import { MEMORY_POSITIONS, type MemoryPosition } from './memory.js';

/**
 * The only check there was before: is the symbol among the positions in the
 * runner's memory? Several tasks may pass it before any has written one.
 */
export const memoryPosition: Guard = {
  name: 'memory-position',
  place: 'path',
  decidesOn: 'own symbol',
  uses: [],
  asksAtStart: ['read positions'],
  logLine: ({ decision }) =>
    decision === 'blocked'
      ? { level: 'info', text: 'Buy signal: Already have long position' }
      : null,
  wrap(attempt, next) {
    const positions = attempt.ports.map<MemoryPosition>(MEMORY_POSITIONS);
    if (positions.has(attempt.signal.symbol)) {
      return Promise.resolve(block(attempt, 'memory-position', 'already have long position'));
    }
    say(attempt, 'memory-position', 'passed', 'no position in memory');
    return next();
  },
};
