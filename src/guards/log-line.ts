import type { GuardEntry } from '../domain/index.js';

/** What the operator's log says of a guard's decision, before it has a time. */
export interface LogLine {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** The recorded form of a refusal: `DUPLICATE BUY BLOCKED: APP already has pending order`. */
export function duplicateBlocked({ symbol }: Pick<GuardEntry, 'symbol'>, words: string): LogLine {
  return { level: 'warning', text: `DUPLICATE BUY BLOCKED: ${symbol} ${words}` };
}
