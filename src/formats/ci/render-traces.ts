import { renderChromeTrace } from '../export/render-chrome-trace.js';
import type { Results } from './results.js';

/** The fields of a trace that put an event somewhere. */
interface Placed {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Processes that one run takes up in a trace: tasks, locks, database, broker. */
const PROCESSES = 4;

/**
 * All tapes as one trace, each with processes of its own, named after its
 * scenario and guards. All begin at 0: virtual time is each run's own.
 */
export function renderTraces({ tapes, checks }: Pick<Results, 'tapes' | 'checks'>): string {
  const alarms = checks.filter(({ status }) => status === 'alarm');
  if (tapes.length === 1 && alarms.length === 0) return renderChromeTrace(tapes[0]!);
  const events = tapes.flatMap((tape, nth) => {
    const { traceEvents } = JSON.parse(renderChromeTrace(tape)) as { traceEvents: Placed[] };
    const { scenario, guardSet } = tape.header;
    return traceEvents.map((event) => {
      const pid = event.pid + nth * PROCESSES;
      if (event.ph !== 'M') return { ...event, pid };
      if (event.name === 'process_sort_index') return { ...event, pid, args: { sort_index: pid } };
      if (event.name !== 'process_name') return { ...event, pid };
      const name = `${scenario.id} ${guardSet}: ${String(event.args.name)}`;
      return { ...event, pid, args: { name } };
    });
  });
  // Where there is one, it is the first thing on the trace, across all of it.
  const told = alarms.map(({ sentence, line, scenario, guardSet }) => {
    const args = { scenario: scenario.path, guards: guardSet, replay: line };
    return {
      name: `ALARM: ${sentence}`,
      cat: 'alarm',
      ph: 'i',
      s: 'g',
      ts: 0,
      pid: 1,
      tid: 1,
      args,
    };
  });
  const lines = [...told, ...events].map((event) => JSON.stringify(event));
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines.join(',\n')}\n]}\n`;
}
