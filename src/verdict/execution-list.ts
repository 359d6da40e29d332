import type { PathName, Side } from '../domain/index.js';
import type { Execution } from './judgement.js';

/** Executions kept as objects; a day has tens of thousands more, which go into columns. */
const OBJECTS_MAX = 4_096;

/** Numbers of one column; NaN stands for null. Grows by half. */
class NumberColumn {
  #values = new Float64Array(1_024);
  #length = 0;

  push(value: number | null): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(this.#length + (this.#length >> 1));
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value ?? Number.NaN;
  }

  at(index: number): number | null {
    const value = this.#values[index]!;
    return Number.isNaN(value) ? null : value;
  }
}

/** Words of one column, each distinct one kept once. */
class WordColumn<Word extends string> {
  readonly #words: (Word | null)[] = [];
  readonly #places = new Map<Word | null, number>();
  readonly #column = new NumberColumn();

  push(word: Word | null): void {
    let place = this.#places.get(word);
    if (place === undefined) {
      place = this.#words.length;
      this.#words.push(word);
      this.#places.set(word, place);
    }
    this.#column.push(place);
  }

  at(index: number): Word | null {
    return this.#words[this.#column.at(index)!]!;
  }
}

/** The part of a list that is kept in columns: some 60 bytes an execution, a third of an object's. */
class ExecutionColumns {
  readonly #atUs = new NumberColumn();
  readonly #symbol = new WordColumn<string>();
  readonly #side = new WordColumn<Side>();
  readonly #quantity = new NumberColumn();
  readonly #price = new NumberColumn();
  readonly #path = new WordColumn<PathName>();
  readonly #cycle = new NumberColumn();
  readonly #runner = new WordColumn<string>();
  length = 0;

  push({ atUs, symbol, side, quantity, price, path, cycle, runner }: Execution): void {
    this.#atUs.push(atUs);
    this.#symbol.push(symbol);
    this.#side.push(side);
    this.#quantity.push(quantity);
    this.#price.push(price);
    this.#path.push(path);
    this.#cycle.push(cycle);
    this.#runner.push(runner);
    this.length++;
  }

  at(index: number): Execution {
    return {
      atUs: this.#atUs.at(index)!,
      symbol: this.#symbol.at(index)!,
      side: this.#side.at(index)!,
      quantity: this.#quantity.at(index)!,
      price: this.#price.at(index)!,
      path: this.#path.at(index),
      cycle: this.#cycle.at(index),
      runner: this.#runner.at(index),
    };
  }
}

/** Fills or trade rows in the order in which they came; small in memory however many there are. */
export class ExecutionList {
  readonly #objects: Execution[] = [];
  #columns: ExecutionColumns | null = null;

  push(execution: Execution): void {
    if (this.#objects.length < OBJECTS_MAX) {
      const { atUs, symbol, side, quantity, price, path, cycle, runner } = execution;
      this.#objects.push({ atUs, symbol, side, quantity, price, path, cycle, runner });
      return;
    }
    this.#columns ??= new ExecutionColumns();
    this.#columns.push(execution);
  }

  get length(): number {
    return this.#objects.length + (this.#columns?.length ?? 0);
  }

  /** All of them as objects: made when asked for. */
  all(): readonly Execution[] {
    const columns = this.#columns;
    if (columns === null) return this.#objects;
    return [
      ...this.#objects,
      ...Array.from({ length: columns.length }, (_, index) => columns.at(index)),
    ];
  }
}
