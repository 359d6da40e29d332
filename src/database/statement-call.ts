import type { Statement } from '../domain/index.js';
import { STATEMENTS } from '../domain/index.js';
import type { Connections } from './connection-pool.js';
import type { StoreRun } from './simulated-store.js';
import type { Touch } from './trading-tables.js';
import type { Call, StruckBy } from './two-leg-call.js';
import type { Executed, Writing } from './writing.js';

/** What an effect is to people: who does what. */
const WORDS = {
  'insert signal': (task: string, symbol: string) => `${task} stores its signal for ${symbol}`,
  'read positions': (task: string) => `${task} reads positions`,
  'read last BUY of': (task: string, symbol: string) =>
    `${task} looks for the last BUY of ${symbol}`,
  'insert trade': (task: string, symbol: string) => `the trade of ${symbol} is written by ${task}`,
  'write position': (task: string, symbol: string) =>
    `the position of ${symbol} is written by ${task}`,
  'write account': (task: string) => `the account is written by ${task}`,
  'claim intent': (task: string, symbol: string) => `${task} claims the intent to buy ${symbol}`,
  'release intent': (task: string, symbol: string) =>
    `${task} gives back the intent to buy ${symbol}`,
  'acquire lease on': (task: string, symbol: string) => `${task} asks for the lease on ${symbol}`,
  'release lease on': (task: string, symbol: string) => `${task} gives back the lease on ${symbol}`,
  'open outbox for': (task: string, symbol: string) =>
    `${task} writes down its intent to buy ${symbol}`,
  'settle outbox for': (task: string, symbol: string) =>
    `${task} settles the intent to buy ${symbol}`,
  'cancel outbox for': (task: string, symbol: string) =>
    `${task} strikes out the intent to buy ${symbol}`,
  'read outbox': (task: string) => `${task} looks for pending intents`,
} as const satisfies Readonly<Record<Verb, (task: string, symbol: string) => string>>;

export type Verb = Exclude<Statement, 'submit order' | 'look up order'>;

/** What a statement does, and what follows where it was committed. */
export interface Work<T> {
  run(touch: Touch): T;
  /** For a write: the tape and whoever keeps what was written. */
  committed?(executed: Executed): void;
  /** For a read: its answer as of an earlier time. */
  before?(lagUs: number): T;
}

/** One statement of one task; its words are put together only where somebody wants them. */
export class StatementCall<T> implements Call<T> {
  readonly operation: 'db.read' | 'db.write';
  readonly fault: StruckBy | null;
  readonly connections: Connections | null;
  readonly writing: Writing | null;
  readonly #run: StoreRun;
  readonly #task: string;
  readonly #verb: Verb;
  readonly #symbol: string;
  readonly #work: Work<T>;
  readonly #fails: boolean;

  constructor(
    run: StoreRun,
    task: string,
    parts: {
      readonly verb: Verb;
      readonly symbol: string;
      readonly work: Work<T>;
      readonly fault: StruckBy | null;
      readonly reads: 'work' | 'fail';
      readonly connections: Connections | null;
    },
  ) {
    this.operation = STATEMENTS[parts.verb];
    this.fault = parts.fault;
    this.connections = parts.connections;
    this.writing = this.operation === 'db.write' ? run.writing : null;
    this.#run = run;
    this.#task = task;
    this.#verb = parts.verb;
    this.#symbol = parts.symbol;
    this.#work = parts.work;
    this.#fails = parts.reads === 'fail' && this.operation === 'db.read';
  }

  statement(): string {
    return this.#symbol === '' ? this.#verb : `${this.#verb} ${this.#symbol}`;
  }

  words(): { readonly effect: string; readonly response: string } {
    return {
      effect: WORDS[this.#verb](this.#task, this.#symbol),
      response: `${this.#task} gets the answer to "${this.statement()}"`,
    };
  }

  effect(executed: Executed): T {
    if (this.#fails) throw new Error('database is locked');
    const result = this.#work.run(this.#run.touch);
    this.#work.committed?.(executed);
    return result;
  }

  get instead(): { lost(): T; stale(): T } {
    const { tables, touch } = this.#run;
    return {
      // What is taken back at once has changed nothing: it has only read what it read.
      lost: () => tables.lose(() => this.#work.run(readsOf(touch))),
      stale: () => this.#work.before!(this.fault!.fault.us!),
    };
  }
}

function readsOf(touch: Touch): Touch {
  return (object, mode, key) => {
    if (mode === 'read') touch(object, mode, key);
  };
}
