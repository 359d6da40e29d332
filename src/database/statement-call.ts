import type { Asked, StoreStatement } from '../domain/index.js';
import { STATEMENTS } from '../domain/index.js';
import type { Connections } from './connection-pool.js';
import type { StoreRun } from './simulated-store.js';
import type { Touch } from './trading-tables.js';
import type { Call, StruckBy } from './two-leg-call.js';
import type { Executed, Writing } from './writing.js';

/** What a statement does, and what follows where it was committed. */
export interface Work<T> {
  run(touch: Touch): T;
  /** For a write: the tape and whoever keeps what was written. */
  committed?(executed: Executed): void;
  /** For a read: its answer as of an earlier time. */
  before?(lagUs: number): T;
}

/** One statement of one task. */
export class StatementCall<T> implements Call<T> {
  readonly operation: 'db.read' | 'db.write';
  readonly fault: StruckBy | null;
  readonly connections: Connections | null;
  readonly writing: Writing | null;
  readonly #run: StoreRun;
  readonly #verb: StoreStatement;
  readonly #symbol: string;
  readonly #work: Work<T>;
  readonly #fails: boolean;

  constructor(
    run: StoreRun,
    parts: {
      readonly verb: StoreStatement;
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
    this.#verb = parts.verb;
    this.#symbol = parts.symbol;
    this.#work = parts.work;
    this.#fails = parts.reads === 'fail' && this.operation === 'db.read';
  }

  statement(): string {
    return this.#symbol === '' ? this.#verb : `${this.#verb} ${this.#symbol}`;
  }

  asked(): Asked {
    return { kind: 'statement', statement: this.#verb, symbol: this.#symbol };
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
