import type { Comparing } from './sql-key.js';
import { type SqlToken, sqlOf, tokensOf } from './sql-tokens.js';
import type { SqlParameter } from './sqlite-door.js';

/** A parameter (by its place) or a literal. */
export type GivenValue = { readonly parameter: number } | { readonly literal: SqlParameter };

export interface Condition {
  readonly column: string;
  readonly comparing: Comparing;
  readonly value: GivenValue;
}

export interface Where {
  /** All of them hold. */
  readonly conditions: readonly Condition[];
  /** From WHERE on, or empty; takes the parameters from `firstParameter` on. */
  readonly sql: string;
  readonly firstParameter: number;
}

/** A statement of a known form. Names are in lower case. */
export type SqlForm =
  | {
      readonly kind: 'select';
      readonly table: string;
      /** What it shows: columns, everything, how many, or another aggregate of a column. */
      readonly shows: readonly string[] | 'everything' | 'count' | 'aggregate';
      readonly where: Where;
      readonly orderBy: readonly string[];
    }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly columns: readonly string[];
      readonly values: readonly GivenValue[];
      readonly returning: readonly string[] | 'everything';
    }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly sets: readonly string[];
      /** Columns that the new values are made of. */
      readonly uses: readonly string[];
      readonly where: Where;
    }
  | { readonly kind: 'delete'; readonly table: string; readonly where: Where };

/** The form of a statement, or null if it is none of the known ones. Knows no schema. */
export function formOf(sql: string): SqlForm | null {
  const tokens = tokensOf(sql);
  if (tokens === null) return null;
  const reader = new FormReader(tokens);
  try {
    return reader.statement();
  } catch (error) {
    if (error === UNKNOWN) return null;
    throw error;
  }
}

/** Thrown inside this file where the text leaves the known forms. */
const UNKNOWN = new Error('not of a known form');

const COMPARISONS = new Map<string, Comparing>([
  ['=', '='],
  ['==', '='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['<>', '<>'],
  ['!=', '<>'],
]);

class FormReader {
  readonly #tokens: readonly SqlToken[];
  #at = 0;
  #parameters = 0;

  constructor(tokens: readonly SqlToken[]) {
    this.#tokens = tokens;
  }

  statement(): SqlForm {
    if (this.#has('select')) return this.#select();
    if (this.#has('insert')) return this.#insert();
    if (this.#has('update')) return this.#update();
    if (!this.#has('delete')) throw UNKNOWN;
    this.#need('from');
    return { kind: 'delete', table: this.#name(), where: this.#where() };
  }

  #select(): SqlForm {
    const shows = this.#shows();
    this.#need('from');
    const table = this.#name();
    const where = this.#where(['order', 'limit']);
    const orderBy: string[] = [];
    if (this.#has('order')) {
      this.#need('by');
      do {
        orderBy.push(this.#name());
        if (!this.#has('asc')) this.#has('desc');
      } while (this.#has(','));
    }
    if (this.#has('limit') && !('literal' in this.#value())) throw UNKNOWN;
    this.#end();
    return { kind: 'select', table, shows, where, orderBy };
  }

  #shows(): readonly string[] | 'everything' | 'count' | 'aggregate' {
    if (this.#has('*')) return 'everything';
    const next = this.#tokens[this.#at]?.text;
    if (this.#tokens[this.#at + 1]?.text !== '(') return this.#names();
    if (next !== 'count' && next !== 'sum' && next !== 'min' && next !== 'max') throw UNKNOWN;
    this.#at += 2;
    const isCount = next === 'count' && this.#has('*');
    if (!isCount) this.#name();
    this.#need(')');
    return isCount ? 'count' : 'aggregate';
  }

  #insert(): SqlForm {
    if (this.#has('or') && !this.#has('ignore')) this.#need('abort');
    this.#need('into');
    const table = this.#name();
    this.#need('(');
    const columns = this.#names();
    this.#need(')');
    this.#need('values');
    this.#need('(');
    const values = [this.#value()];
    while (this.#has(',')) values.push(this.#value());
    this.#need(')');
    if (columns.length !== values.length) throw UNKNOWN;
    if (this.#has('on')) for (const word of ['conflict', 'do', 'nothing']) this.#need(word);
    let returning: readonly string[] | 'everything' = [];
    if (this.#has('returning')) returning = this.#has('*') ? 'everything' : this.#names();
    this.#end();
    return { kind: 'insert', table, columns, values, returning };
  }

  #update(): SqlForm {
    const table = this.#name();
    this.#need('set');
    const sets: string[] = [];
    const uses: string[] = [];
    do {
      sets.push(this.#name());
      this.#need('=');
      do {
        if (this.#isWord()) uses.push(this.#name());
        else this.#value();
      } while (this.#has('+') || this.#has('-') || this.#has('*') || this.#has('||'));
    } while (this.#has(','));
    return { kind: 'update', table, sets, uses, where: this.#where() };
  }

  /** Reads to the end, or to one of the words. */
  #where(until: readonly string[] = []): Where {
    const start = this.#at;
    const firstParameter = this.#parameters;
    const conditions: Condition[] = [];
    if (this.#has('where')) {
      do {
        this.#condition(conditions);
      } while (this.#has('and'));
    }
    const sql = sqlOf(this.#tokens.slice(start, this.#at));
    if (!until.includes(this.#tokens[this.#at]?.text ?? '')) this.#end();
    return { conditions, sql, firstParameter };
  }

  #condition(conditions: Condition[]): void {
    const column = this.#name();
    if (this.#has('between')) {
      conditions.push({ column, comparing: '>=', value: this.#value() });
      this.#need('and');
      conditions.push({ column, comparing: '<=', value: this.#value() });
      return;
    }
    const sign = this.#tokens[this.#at];
    const comparing = sign?.kind === 'sign' ? COMPARISONS.get(sign.text) : undefined;
    if (comparing === undefined) throw UNKNOWN;
    this.#at += 1;
    conditions.push({ column, comparing, value: this.#value() });
  }

  #value(): GivenValue {
    const sign = this.#has('-') ? -1 : 1;
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'number') return { literal: sign * Number(token.text) };
    if (sign === -1) throw UNKNOWN;
    if (token?.kind === 'text') return { literal: token.text };
    if (token?.kind === 'parameter') return { parameter: this.#parameters++ };
    if (token?.kind === 'word' && token.text === 'null') return { literal: null };
    throw UNKNOWN;
  }

  #names(): string[] {
    const names = [this.#name()];
    while (this.#has(',')) names.push(this.#name());
    return names;
  }

  #isWord(): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.text !== 'null';
  }

  #name(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word') throw UNKNOWN;
    this.#at += 1;
    return token.text;
  }

  /** Takes a word or sign if it is next. */
  #has(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.text !== text) return false;
    if (token.kind !== 'word' && token.kind !== 'sign') return false;
    this.#at += 1;
    return true;
  }

  #need(text: string): void {
    if (!this.#has(text)) throw UNKNOWN;
  }

  #end(): void {
    if (this.#at < this.#tokens.length) throw UNKNOWN;
  }
}
