import type { FaultKind, Statement } from './faults.js';
import type { Side } from './trading-words.js';

/** A statement of the trading system to its database. */
export type StoreStatement = Exclude<Statement, 'submit order' | 'look up order'>;

/** What a call asks of the database or the broker. */
export type Asked =
  | { readonly kind: 'statement'; readonly statement: StoreStatement; readonly symbol: string }
  | {
      readonly kind: 'submit';
      readonly side: Side;
      readonly quantity: number;
      readonly symbol: string;
    }
  | { readonly kind: 'look up'; readonly clientOrderId: string | null }
  /** SQL of a program of one's own. */
  | { readonly kind: 'sql'; readonly sql: string };

/** A task that waits, for what, and who holds it. */
export interface WaitFact {
  readonly task: string;
  readonly waitsFor: string;
  readonly heldBy: string | null;
}

/**
 * What one step of a run is, as plain data. The rooms where steps come from write
 * these; sentences are made of them in `words` and nowhere else, so that nothing
 * has to be read out of a sentence again.
 */
export type StepFact =
  /** `effect`: where others see it; `response`: where its task hears of it. */
  | {
      readonly kind: 'call';
      readonly phase: 'effect' | 'response';
      readonly task: string;
      readonly asked: Asked;
      /** The fault that strikes it. */
      readonly fault: FaultKind | null;
    }
  /** A write has come to the database and asks for the writer's lock. */
  | { readonly kind: 'asks to write'; readonly task: string }
  | { readonly kind: 'tries to write again'; readonly task: string }
  | { readonly kind: 'tries to write at last'; readonly task: string; readonly granted: boolean }
  /** A time-out comes after what it was to bound is over. */
  | { readonly kind: 'late time-out'; readonly task: string; readonly of: 'checkout' | 'busy' }
  | {
      readonly kind: 'checkout time-out';
      readonly task: string;
      readonly afterUs: number;
      readonly waits: readonly WaitFact[];
    }
  | { readonly kind: 'answer time-out'; readonly task: string }
  | { readonly kind: 'wakes'; readonly task: string; readonly afterUs: number }
  /** A task goes on because the tasks that it has started have ended. */
  | { readonly kind: 'joins'; readonly task: string }
  | { readonly kind: 'restarts'; readonly task: string }
  | { readonly kind: 'arrives'; readonly signal: string }
  /** Nothing more is known of it than whose operation it is: its number counts from 0. */
  | { readonly kind: 'operation'; readonly task: string; readonly nth: number };
