import { renderChromeTrace, renderCsv } from '../formats/index.js';
import type { PageRun } from '../pages/index.js';
import { encodeTape } from '../tape/index.js';
import { groupDigits } from '../words/index.js';

const FORMATS = [
  {
    name: 'JSONL',
    file: 'tape.jsonl',
    type: 'application/x-ndjson',
    make: (run: PageRun) => encodeTape({ header: run.header, events: run.events }),
    needsWhole: true,
  },
  {
    name: 'CSV',
    file: 'events.csv',
    type: 'text/csv',
    make: (run: PageRun) => renderCsv(run.events),
    needsWhole: false,
  },
  {
    name: 'Chrome trace',
    file: 'trace.json',
    type: 'application/json',
    make: (run: PageRun) => renderChromeTrace(run),
    needsWhole: false,
  },
] as const;

/** Files made of the data inside the page, without a server. The tape comes out to the letter. */
export function Downloads({ run }: { readonly run: PageRun }) {
  const isWhole = run.events.length === run.eventsCount;
  return (
    <p class="downloads">
      <span class="dim small">Take run A with you:</span>{' '}
      {FORMATS.filter(({ needsWhole }) => isWhole || !needsWhole).map(
        ({ name, file, type, make }) => (
          <button
            type="button"
            key={name}
            onClick={() => save(file, new Blob([make(run)], { type }))}
          >
            {name}
          </button>
        ),
      )}
      {isWhole ? null : (
        <span class="note cut">
          This page holds {groupDigits(run.events.length)} of {groupDigits(run.eventsCount)} events;
          the tape beside it has all of them.
        </span>
      )}
    </p>
  );
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
