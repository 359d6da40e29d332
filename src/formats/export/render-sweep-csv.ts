import type { SweepPoint, SweepResult } from '../../verdict/index.js';

/** The columns of `sweep.csv`, in order; a new one is a line here. */
const COLUMNS: readonly (readonly [name: string, cell: (point: SweepPoint) => Cell])[] = [
  ['guard_set', ({ guardSet }) => guardSet],
  ['value_us', ({ valuesUs }) => valuesUs[0]!],
  ['second_us', ({ valuesUs }) => valuesUs[1] ?? null],
  ['method', ({ method }) => method],
  ['trials', ({ trials }) => trials],
  ['duplicates', ({ duplicates }) => duplicates],
  ['probability', ({ probability }) => probability],
  ['low', ({ low }) => low],
  ['high', ({ high }) => high],
  ['possible', ({ possible }) => possible],
  ['over_blocked', ({ overBlocked }) => overBlocked],
  ['stalled', ({ stalled }) => stalled],
  ['failing', ({ failing }) => failing],
  ['order_delay_p50_us', ({ orderDelay }) => orderDelay?.p50Us ?? null],
  ['order_delay_p95_us', ({ orderDelay }) => orderDelay?.p95Us ?? null],
  ['order_delay_p99_us', ({ orderDelay }) => orderDelay?.p99Us ?? null],
  ['eight_symbols_p50_us', ({ eightSymbols }) => eightSymbols?.p50Us ?? null],
  ['eight_symbols_p95_us', ({ eightSymbols }) => eightSymbols?.p95Us ?? null],
  ['orders_per_second', ({ eightSymbols }) => eightSymbols?.ordersPerSecond ?? null],
];

type Cell = string | number | boolean | null;

/** `sweep.csv` (RFC 4180): one row a point, in the order of the JSON; what is not known is empty. */
export function renderSweepCsv({ points }: SweepResult): string {
  const head = COLUMNS.map(([name]) => name).join(',');
  const rows = points.map((point) => COLUMNS.map(([, cell]) => csvCell(cell(point))).join(','));
  return `${[head, ...rows].join('\r\n')}\r\n`;
}

/** Quoted where it holds what would end it: guard sets are comma lists. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
