import type { TapeEvent, TapeEventOf } from '../tape/index.js';

/** One call to the database or the broker with its two legs. Null: not on the drawn part of the tape. */
export interface CallSpan {
  /** The event that it begins with. */
  readonly seq: number;
  readonly operation: TapeEventOf<'call'>['operation'];
  readonly statement: string;
  readonly task: string;
  readonly requestUs: number;
  effectUs: number | null;
  responseUs: number | null;
  /** How far its bar reaches. */
  untilUs: number;
}

/** One task's time with one lock: waiting from `fromUs`, holding from `acquireUs` to `releaseUs`. */
export interface LockSpan {
  /** The event that it begins with. */
  readonly seq: number;
  readonly lane: string;
  readonly task: string;
  readonly fromUs: number;
  acquireUs: number | null;
  releaseUs: number | null;
  /** How far the bar of the waiting reaches, and that of the holding. */
  waitUntilUs: number;
  heldUntilUs: number;
}

/**
 * Where spans without an end reach: to the end of a whole tape (nobody answered,
 * nobody let go), but only to what is known of them on a part of one.
 */
export type OpenEnd = { readonly kind: 'tape-end'; readonly us: number } | { readonly kind: 'cut' };

/** Name of the world outside of all tasks. */
export const WORLD = 'outside: signals';

export function taskOf(event: TapeEvent): string {
  return event.task ?? WORLD;
}

export function callSpans(events: readonly TapeEvent[], openEnd: OpenEnd): readonly CallSpan[] {
  const spans = new Map<number, CallSpan>();
  for (const event of events) {
    if (event.kind !== 'call') continue;
    const { call, phase, atUs } = event;
    const span = spans.get(call) ?? newCall(event);
    spans.set(call, span);
    if (phase === 'effect') span.effectUs = atUs;
    if (phase === 'response') span.responseUs = atUs;
    span.untilUs = atUs;
  }
  for (const span of spans.values()) {
    if (span.responseUs === null && openEnd.kind === 'tape-end') span.untilUs = openEnd.us;
  }
  return [...spans.values()];
}

function newCall(event: TapeEventOf<'call'>): CallSpan {
  const { seq, operation, statement, atUs } = event;
  const times = { requestUs: atUs, effectUs: null, responseUs: null, untilUs: atUs };
  return { seq, operation, statement, task: taskOf(event), ...times };
}

export function lockSpans(events: readonly TapeEvent[], openEnd: OpenEnd): readonly LockSpan[] {
  const spans: LockSpan[] = [];
  const open = new Map<string, LockSpan>();
  for (const event of events) {
    if (event.kind !== 'lock') continue;
    // The longer name first would let two pairs meet; a length before it keeps them apart.
    const lane = lockLane(event);
    const key = `${lane.length} ${lane} ${taskOf(event)}`;
    let span = open.get(key);
    if (span === undefined) {
      span = newLock(event);
      open.set(key, span);
      spans.push(span);
    }
    noteLock(span, event);
    if (event.action === 'release' || event.action === 'give-up') open.delete(key);
  }
  if (openEnd.kind === 'cut') return spans;
  for (const span of open.values()) {
    if (span.acquireUs === null) span.waitUntilUs = openEnd.us;
    else span.heldUntilUs = openEnd.us;
  }
  return spans;
}

function newLock(event: TapeEventOf<'lock'>): LockSpan {
  const { seq, atUs } = event;
  const times = { fromUs: atUs, acquireUs: null, releaseUs: null };
  return {
    seq,
    lane: lockLane(event),
    task: taskOf(event),
    ...times,
    waitUntilUs: atUs,
    heldUntilUs: atUs,
  };
}

function noteLock(span: LockSpan, { action, atUs }: TapeEventOf<'lock'>): void {
  if (action === 'acquire') {
    span.acquireUs = atUs;
    span.waitUntilUs = atUs;
  }
  if (action === 'release') span.releaseUs = atUs;
  if (action === 'give-up') span.waitUntilUs = atUs;
  span.heldUntilUs = atUs;
}

/** A fresh runner has fresh locks: one lane for each lock of each cycle. */
function lockLane({ name, runner, cycle }: TapeEventOf<'lock'>): string {
  if (runner === null || cycle === null || name.startsWith(`${runner}.`)) return name;
  return `${name} \u00b7 ${runner}.c${cycle}`;
}
