import { isObject, type Mismatch } from './codec.js';
import { EVENT_KINDS, EVENT_SHAPES } from './event-shape.js';
import type { TapeEvent } from './events.js';
import type { Tape, TapeHeader } from './header.js';
import { HEADER_SHAPE } from './header-shape.js';
import { HINTS, shapeProblems, show, syntaxProblem, type TapeProblem } from './problem.js';

/** A line longer than this is no line of a tape: 16 Mi characters hold some 150,000 position rows. */
const LINE_LENGTH_MAX = 16 * 1024 * 1024;

/** After so many problems a reader has seen enough; how many more there are is said. */
const PROBLEMS_MAX = 50;

type ParsedTape =
  | { readonly ok: true; readonly tape: Tape }
  | { readonly ok: false; readonly problems: readonly TapeProblem[] };

type ReadTape =
  | { readonly ok: true; readonly header: TapeHeader; readonly eventsCount: number }
  | { readonly ok: false; readonly problems: readonly TapeProblem[] };

/** Who takes what is read, in the order of the tape. */
interface TapeSink {
  header?(header: TapeHeader): void;
  event(event: TapeEvent): void;
}

/**
 * Reads a whole tape. Every line is checked: JSON, shape, `seq` consecutive
 * from 0, time never going back, `end` last. All problems at once (up to 50).
 * Keys may stand in any order and spaces are allowed; `encodeTape` of the result
 * is canonical again. parse ∘ encode = identity.
 */
export function parseTape(text: string): ParsedTape {
  const events: TapeEvent[] = [];
  const read = readTapeLines([text], { event: (event) => events.push(event) });
  return read.ok ? { ok: true, tape: { header: read.header, events } } : read;
}

/**
 * Reads a tape from chunks of text that may break anywhere, holding one line at
 * a time. The sink may have been given events before a problem turned up: what
 * it made of them counts only where the answer is `ok`.
 */
export function readTapeLines(chunks: Iterable<string>, sink: TapeSink): ReadTape {
  const reader = new TapeReader(sink);
  for (const chunk of chunks) {
    reader.feed(chunk);
    if (reader.gaveUp) break;
  }
  return reader.finish();
}

/** The incremental reader behind both: feed chunks, then ask how it went. */
export class TapeReader {
  readonly #sink: TapeSink;
  readonly #problems: TapeProblem[] = [];
  readonly #mismatches: Mismatch[] = [];
  #dropped = 0;
  #rest = '';
  #line = 0;
  #header: TapeHeader | null = null;
  #seq = 0;
  #eventsCount = 0;
  #atUs = 0;
  #ended = false;
  /** Nothing more can be learnt: the text does not begin as a tape, or has a line beyond all bounds. */
  gaveUp = false;

  constructor(sink: TapeSink) {
    this.#sink = sink;
  }

  /** Takes the next piece of the text. */
  feed(chunk: string): void {
    let from = 0;
    for (;;) {
      if (this.gaveUp) return;
      const newline = chunk.indexOf('\n', from);
      if (newline === -1) break;
      this.#read(this.#rest + chunk.slice(from, newline));
      this.#rest = '';
      from = newline + 1;
    }
    this.#rest += chunk.slice(from);
    if (this.#rest.length > LINE_LENGTH_MAX) this.#overlong();
  }

  /** Takes the end of the text. */
  finish(): ReadTape {
    if (!this.gaveUp && (this.#rest !== '' || this.#line === 0)) this.#read(this.#rest);
    this.#rest = '';
    if (!this.gaveUp && !this.#ended) {
      this.#add({
        line: this.#line + 1,
        column: 1,
        expected: 'an event of kind "end" as the last line',
        found: 'the end of the file',
        hint: HINTS.truncated,
      });
    }
    if (this.#problems.length === 0 && this.#header !== null) {
      return { ok: true, header: this.#header, eventsCount: this.#eventsCount };
    }
    return { ok: false, problems: this.#announced() };
  }

  #read(source: string): void {
    this.#line++;
    if (source.length > LINE_LENGTH_MAX) {
      this.#overlong();
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      // The text is at fault, and the answer says where; nothing of ours is hidden.
      this.#syntax(source);
      return;
    }
    if (this.#header === null) this.#readHeader(source, value);
    else this.#readEvent(source, value);
  }

  #readHeader(source: string, value: unknown): void {
    const foreign = !isObject(value) || value.format !== 'racetape';
    const otherVersion = !foreign && value.version !== 1;
    HEADER_SHAPE.check(value, this.#mismatches);
    if (this.#mismatches.length === 0) {
      this.#header = value as TapeHeader;
      this.#sink.header?.(this.#header);
      return;
    }
    this.gaveUp = true;
    const hint = foreign ? HINTS.notTape : otherVersion ? HINTS.version : HINTS.edited;
    // A foreign file is wrong in every field: one problem says it all.
    const telling: readonly Mismatch[] = foreign
      ? [{ path: [], expected: 'the header of a tape', found: value }]
      : this.#mismatches.slice(0, otherVersion ? 1 : undefined);
    for (const problem of shapeProblems(source, this.#line, telling, hint)) this.#add(problem);
  }

  #readEvent(source: string, value: unknown): void {
    const shape = isObject(value) ? EVENT_SHAPES.get(value.kind) : undefined;
    if (shape !== undefined) shape.check(value, this.#mismatches);
    else this.#mismatches.push(kindMismatch(value));
    if (this.#mismatches.length > 0) {
      const problems = shapeProblems(source, this.#line, this.#mismatches, HINTS.edited);
      for (const problem of problems) this.#add(problem);
      this.#mismatches.length = 0;
      this.#seq++;
      this.#ended ||= isObject(value) && value.kind === 'end';
      return;
    }
    const event = value as TapeEvent;
    this.#checkOrder(source, event);
    this.#seq = event.seq + 1;
    this.#atUs = event.atUs;
    this.#ended = event.kind === 'end';
    this.#eventsCount++;
    this.#sink.event(event);
  }

  /** The laws between lines. After a break the next line is measured against this one: one break, one problem. */
  #checkOrder(source: string, event: TapeEvent): void {
    const wrong: Mismatch[] = [];
    if (this.#ended) {
      wrong.push({ path: ['kind'], expected: 'nothing after the event "end"', found: event.kind });
    }
    if (event.seq !== this.#seq) {
      wrong.push({ path: ['seq'], expected: String(this.#seq), found: event.seq });
    }
    if (event.atUs < this.#atUs) {
      wrong.push({ path: ['atUs'], expected: `at least ${this.#atUs}`, found: event.atUs });
    }
    if (wrong.length === 0) return;
    for (const problem of shapeProblems(source, this.#line, wrong, HINTS.order)) this.#add(problem);
  }

  #syntax(source: string): void {
    const first = this.#header === null;
    this.gaveUp = first;
    this.#seq++;
    this.#add(syntaxProblem(source, this.#line, first ? HINTS.notTape : HINTS.truncated));
  }

  #overlong(): void {
    this.gaveUp = true;
    this.#add({
      line: Math.max(this.#line, 1),
      column: LINE_LENGTH_MAX + 1,
      expected: `a line of at most ${LINE_LENGTH_MAX} characters`,
      found: 'a longer one',
      hint: HINTS.notTape,
    });
  }

  #add(problem: TapeProblem): void {
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push(problem);
    else this.#dropped++;
  }

  #announced(): readonly TapeProblem[] {
    const last = this.#problems.at(-1);
    if (this.#dropped === 0 || last === undefined) return this.#problems;
    const hint = `${last.hint} (${this.#dropped} more problems are not listed.)`;
    return [...this.#problems.slice(0, -1), { ...last, hint }];
  }
}

function kindMismatch(value: unknown): Mismatch {
  if (!isObject(value)) return { path: [], expected: 'an event as an object', found: value };
  const expected = `one of ${EVENT_KINDS.map((kind) => show(kind)).join(', ')}`;
  return { path: ['kind'], expected, found: value.kind };
}
