import type { TapeEvent, TapeHeader } from '../tape/index.js';
import { signOf } from './world.js';

/** Shares of one symbol from one moment on, at the broker and in the database. */
interface SharePoint {
  readonly atUs: number;
  readonly broker: number;
  readonly positions: number;
}

/**
 * What the broker holds of a symbol beside what its row in `positions` says, step by
 * step: the gap between the two is the time in which a duplicate can be born.
 */
export function shareSeries(
  { scenario }: Pick<TapeHeader, 'scenario'>,
  events: Iterable<TapeEvent>,
  symbol: string,
): readonly SharePoint[] {
  const start = scenario.positions.find((row) => row.symbol === symbol)?.quantity ?? 0;
  let broker = start;
  let positions = start;
  const points: SharePoint[] = [{ atUs: 0, broker, positions }];
  for (const event of events) {
    if (event.kind !== 'fill' && event.kind !== 'position-row') continue;
    if (event.symbol !== symbol) continue;
    if (event.kind === 'fill') broker += signOf(event.side) * event.quantity;
    else positions = event.quantity;
    points.push({ atUs: event.atUs, broker, positions });
  }
  return points;
}
