import type { TapeEvent } from '../../tape/index.js';

/** Groups of kinds that a reader can leave out. */
export const KIND_GROUPS = {
  signals: ['arrival', 'late-signal', 'signal'],
  guards: ['guard', 'skip'],
  calls: ['call'],
  locks: ['lock'],
  orders: ['order', 'fill', 'reject'],
  rows: ['trade-row', 'position-row', 'account-row', 'recorded', 'booking'],
} as const satisfies Readonly<Record<string, readonly TapeEvent['kind'][]>>;

export type KindGroup = keyof typeof KIND_GROUPS;

export interface Filter {
  /** A part of a task's name; empty: all. */
  readonly task: string;
  /** A symbol; empty: all. */
  readonly symbol: string;
  /** Groups that are left out. */
  readonly without: readonly KindGroup[];
}

export const NO_FILTER: Filter = { task: '', symbol: '', without: [] };

export function isFiltering({ task, symbol, without }: Filter): boolean {
  return task !== '' || symbol !== '' || without.length > 0;
}

/**
 * Says of each event, in the order of the tape, whether it is to be seen. An event
 * without a symbol (a call, a lock) belongs to every symbol that its task ever speaks
 * of.
 */
export function filterOf(
  filter: Filter,
  events: readonly TapeEvent[],
): (event: TapeEvent) => boolean {
  const left = new Set<string>(filter.without.flatMap((group) => [...KIND_GROUPS[group]]));
  const tasks = filter.symbol === '' ? null : tasksOf(filter.symbol, events);
  return (event) => {
    if (left.has(event.kind)) return false;
    if (filter.task !== '' && !(event.task ?? 'outside').includes(filter.task)) return false;
    if (tasks === null) return true;
    if ('symbol' in event) return event.symbol === filter.symbol;
    return event.task !== null && tasks.has(event.task);
  };
}

/** Tasks that ever speak of the symbol. */
function tasksOf(symbol: string, events: readonly TapeEvent[]): ReadonlySet<string> {
  const tasks = new Set<string>();
  for (const event of events)
    if (event.task !== null && 'symbol' in event && event.symbol === symbol) tasks.add(event.task);
  return tasks;
}
