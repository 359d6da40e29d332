import type { MicroUsd, Side } from '../domain/index.js';

/** What a fill or a row does to holdings and cash. */
interface Execution {
  readonly side: Side;
  readonly quantity: number;
  readonly price: MicroUsd;
}

/** Shares gained (positive) or given away. Covering a short buys, selling short sells. */
export function signedQuantity({ side, quantity }: Pick<Execution, 'side' | 'quantity'>): number {
  return side === 'BUY' || side === 'BUY_TO_COVER' ? quantity : -quantity;
}

/** Cash gained (positive) or paid. There is no commission in the recorded system. */
export function signedCash(execution: Execution): MicroUsd {
  return -signedQuantity(execution) * execution.price;
}
