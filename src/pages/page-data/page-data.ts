import type { TapeEvent, TapeHeader } from '../../tape/index.js';
import type { Judgement } from '../../verdict/index.js';
import type { ReportRun } from '../../words/index.js';
import { duplicateMatcher, replayLine } from '../../words/index.js';
import { ByteReader, ByteWriter } from './byte-stream.js';
import { packBytes } from './compression.js';
import { EventColumns, readEvents } from './event-columns.js';

/** What a page knows of one run besides its events. */
interface RunWords {
  /** Where the page tells of it: the id of an element. */
  readonly anchor: string;
  /** Names the run among those of its page. */
  readonly name: string;
  readonly header: TapeHeader;
  readonly digest: string;
  readonly verdict: Judgement['verdict'];
  /** The first ones; `findingsCount` counts all. */
  readonly findings: Judgement['findings'];
  readonly findingsCount: number;
  readonly duplicates: Judgement['duplicates'];
  /** The fills that the judgement counts as duplicates, by their `seq`: all of them, also beyond what the page holds. */
  readonly duplicateSeqs: readonly number[];
  readonly replayLine: string;
  /** All events of the tape, of which the page may hold fewer. */
  readonly eventsCount: number;
}

/** One run as the script of a page sees it. */
export interface PageRun extends RunWords {
  /** A stretch of the tape without gaps; the whole of it where it is as long as `eventsCount`. */
  readonly events: readonly TapeEvent[];
}

/** Events that one page carries, all runs together: 100,000 make less than 2 MB. */
const EVENTS_MAX = 120_000;
const FINDINGS_MAX = 400;

/** Hears the events of one run while the page is made, and keeps a stretch of them that the first error lies in. */
export class RunRecord {
  readonly #run: ReportRun;
  readonly #place: { readonly anchor: string; readonly name: string };
  readonly #columns = new EventColumns();
  readonly #from: number;
  readonly #until: number;
  readonly #isDuplicate: ReturnType<typeof duplicateMatcher>;
  readonly #duplicateSeqs: number[] = [];
  #heard = 0;

  constructor(
    run: ReportRun,
    place: { readonly anchor: string; readonly name: string; readonly runsCount: number },
  ) {
    const share = Math.floor(EVENTS_MAX / place.runsCount);
    const error = run.judgement.findings.find(({ severity }) => severity === 'error');
    // A tape that is short enough is kept whole; of a longer one the error stands in the last third.
    this.#from = Math.max(0, (error?.seq ?? 0) - Math.floor((share * 2) / 3));
    this.#until = this.#from + share;
    this.#isDuplicate = duplicateMatcher(run.judgement);
    this.#run = run;
    this.#place = place;
  }

  /** The same events, noted as they pass by. */
  *events(): Generator<TapeEvent> {
    for (const event of this.#run.events) {
      if (this.#heard >= this.#from && this.#heard < this.#until) this.#columns.add(event);
      if (event.kind === 'fill' && this.#isDuplicate(event)) this.#duplicateSeqs.push(event.seq);
      this.#heard++;
      yield event;
    }
  }

  /** Where nobody else reads the events. */
  hearAll(): void {
    for (const _event of this.events());
  }

  words(): RunWords {
    const { header, judgement, digest, extraOptions, eventsCount } = this.#run;
    return {
      anchor: this.#place.anchor,
      name: this.#place.name,
      header,
      digest,
      verdict: judgement.verdict,
      findings: judgement.findings.slice(0, FINDINGS_MAX),
      findingsCount: judgement.findings.length,
      duplicates: judgement.duplicates,
      duplicateSeqs: this.#duplicateSeqs,
      replayLine: replayLine(header, extraOptions),
      eventsCount: Math.max(eventsCount ?? 0, this.#heard),
    };
  }

  write(writer: ByteWriter): void {
    writer.text(JSON.stringify(this.words()));
    this.#columns.write(writer);
  }
}

/** The runs as text for a page: base64, so nothing in it can end the element that holds it. */
export function packRuns(records: readonly RunRecord[]): string {
  const writer = new ByteWriter();
  writer.number(records.length);
  for (const record of records) record.write(writer);
  return packBytes(writer.written());
}

/** What `packRuns` packed, once the text has been unpacked to bytes. */
export function readRuns(bytes: Uint8Array): readonly PageRun[] {
  const reader = new ByteReader(bytes);
  return Array.from({ length: reader.number() }, () => {
    const words = JSON.parse(reader.text()) as RunWords;
    return { ...words, events: readEvents(reader) };
  });
}
