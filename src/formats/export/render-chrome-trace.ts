import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import { callSpans, eventWords, lockSpans, taskOf } from '../../timeline/index.js';

/** What the export needs of a run. */
interface ExportedRun {
  readonly header: TapeHeader;
  readonly events: Iterable<TapeEvent>;
}

/** The swimlanes as processes of the trace, their lanes as threads. */
const GROUPS = ['Tasks', 'Locks', 'Database', 'Broker'] as const;
type Group = (typeof GROUPS)[number];

/** Kinds that stand in the trace as instants; calls and locks are spans. */
const INSTANTS: ReadonlySet<TapeEvent['kind']> = new Set([
  'arrival',
  'late-signal',
  'guard',
  'skip',
  'reject',
  'fill',
  'trade-row',
  'position-row',
  'stall',
]);

type TraceEvent = Readonly<Record<string, unknown>>;

/**
 * A run in the Trace Event Format, which `chrome://tracing` and Perfetto open: virtual
 * microseconds are its time stamps. Calls and locks are complete events (`X`), what
 * happens at one moment is an instant (`i`). Pure: the same run gives the same bytes.
 */
export function renderChromeTrace(run: ExportedRun): string {
  const events = [...run.events];
  const openEnd = { kind: 'tape-end', us: events.at(-1)?.atUs ?? 0 } as const;
  const lanes = new Lanes();
  const body: TraceEvent[] = [];
  const span = (group: Group, lane: string, words: SpanWords): void => {
    body.push({
      name: words.name,
      cat: words.category,
      ph: 'X',
      ts: words.fromUs,
      dur: words.toUs - words.fromUs,
      ...lanes.place(group, lane),
      args: words.args,
    });
  };
  for (const call of callSpans(events, openEnd)) {
    const group = call.operation === 'broker' ? 'Broker' : 'Database';
    const words = {
      name: call.statement,
      category: call.operation,
      fromUs: call.requestUs,
      toUs: call.untilUs,
      args: { task: call.task, effectUs: call.effectUs, responseUs: call.responseUs },
    };
    span('Tasks', call.task, words);
    span(group, call.task, words);
  }
  for (const lock of lockSpans(events, openEnd)) {
    if (lock.waitUntilUs > lock.fromUs) {
      const args = { lock: lock.lane };
      span('Tasks', lock.task, {
        name: `waits for ${lock.lane}`,
        category: 'wait',
        fromUs: lock.fromUs,
        toUs: lock.waitUntilUs,
        args,
      });
    }
    if (lock.acquireUs !== null) {
      const args = { task: lock.task };
      span('Locks', lock.lane, {
        name: lock.task,
        category: 'held',
        fromUs: lock.acquireUs,
        toUs: lock.heldUntilUs,
        args,
      });
    }
  }
  for (const event of events) {
    if (!INSTANTS.has(event.kind)) continue;
    body.push({
      name: eventWords(event),
      cat: event.kind,
      ph: 'i',
      s: 't',
      ts: event.atUs,
      ...lanes.place('Tasks', taskOf(event)),
      args: { seq: event.seq },
    });
  }
  const { scenario, guardSet, seed, token } = run.header;
  const lines = [...lanes.names(), ...body].map((event) => JSON.stringify(event));
  const about = JSON.stringify({ scenario: scenario.path, guards: guardSet, seed, token });
  return `{"displayTimeUnit":"ms","otherData":${about},"traceEvents":[\n${lines.join(',\n')}\n]}\n`;
}

interface SpanWords {
  readonly name: string;
  readonly category: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Numbers for groups and their lanes, in the order in which they are met. */
class Lanes {
  readonly #lanes = new Map<Group, Map<string, number>>(GROUPS.map((name) => [name, new Map()]));

  place(group: Group, lane: string): { readonly pid: number; readonly tid: number } {
    const lanes = this.#lanes.get(group)!;
    const tid = lanes.get(lane) ?? lanes.size + 1;
    lanes.set(lane, tid);
    return { pid: GROUPS.indexOf(group) + 1, tid };
  }

  *names(): Generator<TraceEvent> {
    for (const [index, group] of GROUPS.entries()) {
      const pid = index + 1;
      yield { name: 'process_name', ph: 'M', pid, args: { name: group } };
      yield { name: 'process_sort_index', ph: 'M', pid, args: { sort_index: pid } };
      for (const [name, tid] of this.#lanes.get(group)!)
        yield { name: 'thread_name', ph: 'M', pid, tid, args: { name } };
    }
  }
}
