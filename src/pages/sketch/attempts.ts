import type { GuardEntry, LayerName } from '../../domain/index.js';
import type { TapeEvent } from '../../tape/index.js';

/** One signal on its way to an order: who asked, what each layer said, how it ended. */
export interface Attempt {
  readonly signalId: string;
  readonly symbol: string;
  readonly side: string;
  readonly path: string;
  readonly task: string;
  readonly startUs: number;
  readonly seq: number;
  /** The weightiest decision of each layer: blocked before marked before passed. */
  readonly decisions: Map<LayerName, GuardDecision>;
  outcome: AttemptOutcome | null;
}

export interface GuardDecision {
  readonly decision: GuardEntry['decision'];
  readonly reason: string;
  readonly atUs: number;
}

interface AttemptOutcome {
  readonly kind: 'filled' | 'blocked' | 'skipped' | 'rejected';
  readonly atUs: number;
  /** `7 @ 540.00`, or why not. */
  readonly quantity: number | null;
  readonly reason: string;
  /** The event that says so: a finding may point at it. */
  readonly seq: number;
}

/** Attempts kept for the page: those of the focus and the first ones, both bounded. */
export interface AttemptBook {
  readonly kept: Map<string, Attempt>;
  count: number;
  focusCount: number;
}

export function newAttemptBook(): AttemptBook {
  return { kept: new Map(), count: 0, focusCount: 0 };
}

export function noteAttempt(
  book: AttemptBook,
  event: TapeEvent,
  options: { readonly isFocus: boolean; readonly rowsMax: number },
): void {
  if (event.kind === 'signal') {
    openAttempt(book, event, options);
    return;
  }
  if (!('signalId' in event) || event.kind === 'arrival') return;
  const attempt = book.kept.get(keyOf(event));
  if (attempt === undefined) return;
  if (event.kind === 'guard') noteDecision(attempt, event);
  else noteOutcome(attempt, event);
}

function openAttempt(
  book: AttemptBook,
  event: Extract<TapeEvent, { kind: 'signal' }>,
  { isFocus, rowsMax }: { readonly isFocus: boolean; readonly rowsMax: number },
): void {
  book.count++;
  const othersCount = book.kept.size - book.focusCount;
  if (isFocus ? book.focusCount >= rowsMax : othersCount >= rowsMax) return;
  if (isFocus) book.focusCount++;
  book.kept.set(keyOf(event), {
    signalId: event.signalId,
    symbol: event.symbol,
    side: event.side,
    path: event.path,
    task: event.task ?? '',
    startUs: event.atUs,
    seq: event.seq,
    decisions: new Map(),
    outcome: null,
  });
}

const WEIGHT: Readonly<Record<GuardEntry['decision'], number>> = {
  released: 0,
  passed: 1,
  marked: 2,
  blocked: 3,
};

function noteDecision(attempt: Attempt, event: Extract<TapeEvent, { kind: 'guard' }>): void {
  const { layer, decision, reason, atUs, seq } = event;
  const before = attempt.decisions.get(layer);
  if (before === undefined || WEIGHT[decision] > WEIGHT[before.decision]) {
    attempt.decisions.set(layer, { decision, reason, atUs });
  }
  if (decision === 'blocked') {
    attempt.outcome = { kind: 'blocked', atUs, quantity: null, reason: layer, seq };
  }
}

function noteOutcome(attempt: Attempt, event: TapeEvent): void {
  const { atUs, seq } = event;
  if (event.kind === 'fill') {
    attempt.outcome = { kind: 'filled', atUs, quantity: event.quantity, reason: '', seq };
  } else if (event.kind === 'reject') {
    const { quantity, reason } = event;
    // A guard at the broker port answers through a rejection too: its own word stands.
    if (attempt.outcome?.kind === 'blocked') return;
    attempt.outcome = { kind: 'rejected', atUs, quantity, reason, seq };
  } else if (event.kind === 'skip') {
    attempt.outcome ??= { kind: 'skipped', atUs, quantity: null, reason: event.reason, seq };
  }
}

/** The same signal may be taken up again by a later cycle or another runner. */
function keyOf(event: TapeEvent & { readonly signalId: string }): string {
  return JSON.stringify([event.runner, event.cycle, event.signalId]);
}
