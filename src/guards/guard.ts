import type {
  Fill,
  GuardEntry,
  LayerName,
  Order,
  Ports,
  Reach,
  Signal,
  Statement,
} from '../domain/index.js';
import type { LogLine } from './log-line.js';

/** What became of an attempt to trade. */
export type Outcome =
  | { readonly kind: 'filled'; readonly fill: Fill; readonly rows?: 'written' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly layer: LayerName; readonly reason: string };

/** One attempt to act on a signal, as the guards see it. */
export interface Attempt {
  readonly signal: Signal;
  /** Ports bound to the task that makes the attempt. */
  readonly ports: Ports;
  /** The order about to go out; null before it is sized (guards of the path). */
  readonly order: Order | null;
  /** What a guard wants to stand on the order that goes out. */
  amend(words: Partial<Order>): void;
  /** What a guard wants done once the last check has let the attempt through. */
  whenChecked(action: () => void): void;
}

export type Next = () => Promise<Outcome>;

/**
 * One layer, or the part of it that stands at one place: looks at an attempt
 * and either ends it or lets the rest of it go on.
 *
 * **When an exploration of it is sound.** An exploration runs one order of each
 * class, and a class is known by what the ports were asked. So a guard
 *   - decides on its attempt and on answers of its ports alone, and keeps nothing
 *     between two calls but in `ports.map` (a variable of its own is seen by no
 *     footprint, and outlives a run);
 *   - compares moments through `ports.clock` alone, and asks for no time, chance or
 *     environment of the host;
 *   - calls `next` once at most;
 *   - tells signals that are alike but for their ids apart by nothing;
 *   - declares truly on which symbols it decides.
 * What breaks this is looked for by random walks. They find much and prove nothing.
 */
export interface Guard {
  readonly name: LayerName;
  /** `path`: among the checks of the main path, in the recorded order; `broker`: at the broker port, which every path passes. */
  readonly place: 'path' | 'broker';
  /** `first`: before the guards of its place that the table lists earlier. */
  readonly stands?: 'first';
  /**
   * On what it decides: on rows, marks and orders of its attempt's own symbol (then
   * symbols may be explored apart), or on those of any. What it only reads and does
   * not decide on, such as the other rows of `positions`, does not count.
   * Left out, nothing is promised: symbols are explored together, signals that are
   * alike are not exchanged, and a sample remembers no run.
   */
  readonly decidesOn?: Reach;
  /**
   * Parts of the store that stand only where a guard uses them. Left out, it may use
   * any of them, which costs an exploration orders that cannot matter. One that uses more than
   * it names ends the run.
   */
  readonly uses?: readonly StorePart[];
  /** The statements that are this guard's own query, in the task of a signal: faults can name them by it. */
  readonly asks?: readonly Statement[];
  /** The statements by which a cycle fills, at its start, the memory that this guard looks at. */
  readonly asksAtStart?: readonly Statement[];
  /** Where its marks lie: in the memory of the cycle, which ends with it, or in the database. */
  readonly marksIn?: 'memory' | 'database';
  /** Whether the broker's side refuses a BUY that carries an older `fencing` number than the newest seen, or none. */
  readonly fences?: boolean;
  /** Whether a cycle first sends what others have left pending. */
  readonly reconciles?: boolean;
  /** The operator's log line where it marks or blocks, null where there is none. Left out: a block is logged with its reason. */
  logLine?(entry: GuardEntry): LogLine | null;
  wrap(attempt: Attempt, next: Next): Promise<Outcome>;
}

/** `last BUY`: the moment of the newest BUY row; the others are tables that a guard brings with it. */
export type StorePart = 'last BUY' | 'intents' | 'leases' | 'outbox';

/** Puts guards around `last`: the first of them outermost. */
export function chain(guards: readonly Guard[], attempt: Attempt, last: Next): Promise<Outcome> {
  const from = (index: number): Promise<Outcome> => {
    const guard = guards[index];
    return guard === undefined ? last() : guard.wrap(attempt, () => from(index + 1));
  };
  return from(0);
}

/** Says what a layer decided. */
export function say(
  attempt: Attempt,
  layer: LayerName,
  decision: 'marked' | 'passed' | 'blocked' | 'released',
  reason: string,
): void {
  const { symbol, id } = attempt.signal;
  attempt.ports.journal.write({ kind: 'guard', layer, symbol, signalId: id, decision, reason });
}

/** Says that a layer blocked the attempt, and ends it. */
export function block(attempt: Attempt, layer: LayerName, reason: string): Outcome {
  say(attempt, layer, 'blocked', reason);
  return { kind: 'blocked', layer, reason };
}
