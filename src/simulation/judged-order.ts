import type { Kernel } from '../kernel/index.js';
import type { TapeEntry } from '../tape/index.js';

/**
 * Tells the footprint of an order that only the judgement looks at. Where two
 * tasks can handle one signal (it is delivered again), `exactly-one` tells a
 * second attempt that began before the first one's fill from one that began
 * after it. The steps that say so touch one object, so that an exploration runs
 * both orders. The attempts of one task are in order anyway.
 */
export function touchAttempt(kernel: Kernel, entry: TapeEntry): void {
  switch (entry.kind) {
    case 'arrival':
    case 'signal':
    case 'skip':
    case 'reject':
    case 'fill':
      kernel.touchKey('attempts', 'write', entry.signalId);
      return;
    case 'guard':
      if (entry.decision === 'blocked') kernel.touchKey('attempts', 'write', entry.signalId);
      return;
    default:
  }
}
