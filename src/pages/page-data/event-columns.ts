import { encodeEvent, type TapeEvent } from '../../tape/index.js';
import type { ByteReader, ByteWriter } from './byte-stream.js';
import { isPlainNumber, readNumbers, writeNumbers } from './number-column.js';

/** Fields that every event has; `seq` counts on from the first and is not written. */
const STAMP = ['atUs', 'task', 'cycle', 'runner'] as const;
const NOT_OWN: ReadonlySet<string> = new Set(['seq', 'kind', ...STAMP]);

/** The events of one shape: a kind, with these fields of its own in the order of the tape. */
interface Shape {
  readonly kind: string;
  readonly fields: readonly string[];
}

/** What the columns need to be read again. */
interface Legend {
  readonly count: number;
  readonly seq: number;
  readonly shapes: readonly (Shape & { readonly count: number })[];
  /** Everything that is not a plain number: texts, null, true and false, lists. */
  readonly words: readonly unknown[];
}

/**
 * Events of a tape that follow one another, as columns: one for each field of the
 * stamp, one for each field of each shape. Numbers are written as differences,
 * everything else as its place in one list of words, so that what repeats costs
 * nearly nothing once it is deflated. What is read again is equal to the letter:
 * `encodeEvent` of both is the same line.
 */
export class EventColumns {
  readonly #shapes = new Map<string, Shape & { columns: unknown[][]; number: number }>();
  readonly #shapeOf: number[] = [];
  readonly #stamp: readonly unknown[][] = STAMP.map(() => []);
  #seq = 0;

  get count(): number {
    return this.#shapeOf.length;
  }

  add(event: TapeEvent): void {
    if (this.count === 0) this.#seq = event.seq;
    // Through the canonical line, so that order and presence of the fields are those of the tape.
    const value = JSON.parse(encodeEvent(event)) as Record<string, unknown>;
    const names = Object.keys(value);
    const key = `${event.kind} ${names.join(' ')}`;
    let shape = this.#shapes.get(key);
    if (shape === undefined) {
      const fields = names.filter((name) => !NOT_OWN.has(name));
      shape = {
        kind: event.kind,
        fields,
        columns: fields.map(() => []),
        number: this.#shapes.size,
      };
      this.#shapes.set(key, shape);
    }
    this.#shapeOf.push(shape.number);
    for (const [index, name] of STAMP.entries()) this.#stamp[index]!.push(value[name]);
    for (const [index, name] of shape.fields.entries()) shape.columns[index]!.push(value[name]);
  }

  write(writer: ByteWriter): void {
    const shapes = [...this.#shapes.values()];
    const columns = [...this.#stamp, ...shapes.flatMap((shape) => shape.columns)];
    const words = new WordList();
    const coded = columns.map((column) => {
      const isPlain = column.every(isPlainNumber);
      return {
        isPlain,
        numbers: isPlain ? (column as number[]) : column.map((v) => words.place(v)),
      };
    });
    const legend: Legend = {
      count: this.count,
      seq: this.#seq,
      shapes: shapes.map(({ kind, fields, number }) => {
        return { kind, fields, count: this.#shapeOf.filter((each) => each === number).length };
      }),
      words: words.list,
    };
    writer.text(JSON.stringify(legend));
    writeNumbers(writer, this.#shapeOf);
    for (const { isPlain, numbers } of coded) {
      writer.number(isPlain ? 0 : 1);
      writeNumbers(writer, numbers);
    }
  }
}

/** Reads what `EventColumns.write` wrote. */
export function readEvents(reader: ByteReader): readonly TapeEvent[] {
  const legend = JSON.parse(reader.text()) as Legend;
  const shapeOf = readNumbers(reader, legend.count);
  const column = (count: number): readonly unknown[] => {
    const isPlain = reader.number() === 0;
    const numbers = readNumbers(reader, count);
    return isPlain ? numbers : numbers.map((place) => legend.words[place]);
  };
  const stamp = STAMP.map(() => column(legend.count));
  const shapes = legend.shapes.map(({ kind, fields, count }) => {
    return { kind, fields, columns: fields.map(() => column(count)), next: 0 };
  });
  return shapeOf.map((number, index) => {
    const shape = shapes[number]!;
    const event: Record<string, unknown> = { seq: legend.seq + index };
    for (let at = 0; at < STAMP.length; at++) event[STAMP[at]!] = stamp[at]![index];
    event.kind = shape.kind;
    for (let at = 0; at < shape.fields.length; at++) {
      event[shape.fields[at]!] = shape.columns[at]![shape.next];
    }
    shape.next++;
    return event as unknown as TapeEvent;
  });
}

/** Each distinct value once, in the order in which they come. */
class WordList {
  readonly list: unknown[] = [];
  readonly #places = new Map<string, number>();

  place(value: unknown): number {
    const key = JSON.stringify(value);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.list.length;
      this.list.push(value);
      this.#places.set(key, place);
    }
    return place;
  }
}
